// Keyboard first. "?" lists the keys, "/" goes to the search box, "g" and a letter opens a room, j and k walk a table.
// Nothing depends on this file.
(() => {
  "use strict";
  const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog");
  let going = 0;

  const rows = () => [...document.querySelectorAll("main table.table tbody tr")];

  const walk = (step) => {
    const all = rows();
    if (!all.length) return;
    const at = all.findIndex((row) => row.getAttribute("aria-selected") === "true");
    const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    all.forEach((row) => row.removeAttribute("aria-selected"));
    next.setAttribute("aria-selected", "true");
    const link = next.querySelector("a");
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  const named = (key) => document.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]:not([disabled])`);

  const help = () => {
    const dialog = document.createElement("dialog");
    const list = document.createElement("dl");
    const lines = [["/", "Search"], ["j, k", "Down and up a table"], ["?", "This list"]];
    document.querySelectorAll("[data-go]").forEach((link) => lines.push([`g ${link.dataset.go}`, link.textContent]));
    document.querySelectorAll("[data-key]").forEach((item) => lines.push([item.dataset.key, item.textContent.trim()]));
    lines.forEach(([key, what]) => {
      const term = document.createElement("dt");
      const said = document.createElement("dd");
      term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
      said.textContent = what;
      list.append(term, said);
    });
    const close = Object.assign(document.createElement("button"), { textContent: "Esc", className: "button" });
    close.addEventListener("click", () => dialog.close());
    dialog.setAttribute("aria-label", "Keys");
    dialog.append(list, close);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (going && Date.now() - going < 1500) {
      going = 0;
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); event.stopImmediatePropagation(); link.click(); }
      return;
    }
    const search = document.querySelector("[data-search]");
    if (event.key === "g") going = Date.now();
    else if (event.key === "/" && search) { event.preventDefault(); search.focus(); }
    else if (event.key === "?") help();
    else if (named(event.key)) { event.preventDefault(); named(event.key).click(); }
    else if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
  });

  // after the browser has gone to the fragment, which takes the focus away
  window.addEventListener("load", () => setTimeout(() => {
    const open = document.querySelector("[data-open] form");
    if (!open || document.querySelector(".error-summary")) return;
    const field = open.querySelector("select, textarea, input:not([type=hidden]), button");
    if (field) field.focus();
  }));
})();
