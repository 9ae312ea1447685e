"""Write data/registry/traditional.csv: each traditional character whose simplified form is another single character.

Run by hand with the `opencc` package installed (Apache-2.0); planggraph itself only reads the table.
"""

from __future__ import annotations

from pathlib import Path

import opencc

RANGE = range(0x4E00, 0xA000)


def main() -> None:
    """Write the table beside the other registry tables."""
    convert = opencc.OpenCC("t2s").convert
    pairs = [(chr(code), convert(chr(code))) for code in RANGE]
    rows = [f"{old},{new}" for old, new in pairs if old != new and len(new) == 1 and ord(new) in RANGE]
    target = Path(__file__).parents[1] / "data" / "registry" / "traditional.csv"
    target.write_text("\n".join(["traditional,simplified", *rows, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
