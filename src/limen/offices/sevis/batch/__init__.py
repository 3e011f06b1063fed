"""The batch interface: from what a school's own system sent to acts, and from what came of them to the answer."""
