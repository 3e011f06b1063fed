"""The pages of the room: reading, and writing."""
