"""What the libraries that read binary formats raise for bytes that are not what they expect; a reader names the damage instead.

They document few of these. `MemoryError` and `KeyboardInterrupt` are not among them.
"""

from __future__ import annotations

import struct
import zipfile
import zlib

FAILURES: tuple[type[Exception], ...] = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    RuntimeError,
    ArithmeticError,
    OSError,
    EOFError,
    SyntaxError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
