"""Reading students and their dependants: each school its own, the government every one."""

from __future__ import annotations
