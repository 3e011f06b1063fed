"""``python -m limen`` is the ``limen`` command."""

from limen.cli import main

if __name__ == "__main__":
    main()
