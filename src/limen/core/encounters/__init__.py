"""The contact itself: who, where, when, by whom; everything an office does hangs from one."""
