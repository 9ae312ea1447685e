"""`python -m planggraph`: the same command as `planggraph`."""

from __future__ import annotations

from planggraph.cli import main

if __name__ == "__main__":
    main()
