"""The one way work passes between offices: send, accept, return, complete, with a due time."""
