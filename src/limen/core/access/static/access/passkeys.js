// The sign-in library reports a failed ceremony as an event; say it to the person as well.
document.addEventListener('allauth.error', (event) => {
  const fault = document.getElementById('passkey-fault')
  if (fault) {
    event.preventDefault()
    fault.hidden = false
  }
})
