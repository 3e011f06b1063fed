"""The forms of this room: those the public fills in, and the filter of officers."""
