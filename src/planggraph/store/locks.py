"""Locks on files, held by an open file and given up by the operating system when the process that holds them ends, however it ends.

One program builds at a time (`exclusive`); a program that reads a snapshot from disk holds it (`shared`) so that a build does not
remove it. POSIX systems use flock(2). Windows has no shared lock of this kind, and needs none: a file that is open there cannot be
removed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _take(file: BinaryIO, exclusive: bool) -> None:
        if exclusive:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: BinaryIO, exclusive: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)


class Hold:
    """A lock that is held; closing it gives it up, and so does forgetting it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def close(self) -> None:
        """Gives the lock up. Closing it again does nothing."""
        self._file.close()

    def __del__(self) -> None:
        self._file.close()


def exclusive(path: Path) -> Hold | None:
    """The lock file, made where it is missing, locked for this process alone; None where another holds it."""
    return _locked(path.open("a+b"), exclusive=True)


def shared(path: Path) -> Hold | None:
    """The lock file, locked together with other readers; None where it is gone or a build holds it."""
    try:
        return _locked(path.open("rb"), exclusive=False)
    except FileNotFoundError:
        return None


def _locked(file: BinaryIO, *, exclusive: bool) -> Hold | None:
    try:
        _take(file, exclusive)
    except OSError:
        file.close()
        return None
    return Hold(file)
