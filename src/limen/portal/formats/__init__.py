"""How days and numbers are written in the languages that Django has no formats for, one module a locale."""
