"""The one place that finds ontology/, queries/ and data/.

A wheel carries the three folders inside the package as `_bundle` (see `force-include` in pyproject.toml); an editable install has no
`_bundle` and reads them where they stand, beside `src/` in the checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from planggraph.errors import MissingFile

Folder = Literal["ontology", "queries", "data"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]


def resource(folder: Folder, *parts: str) -> Path:
    """The path of a file or folder that ships with planggraph; raises `MissingFile` where there is none.

    >>> resource("data", "registry", "roles.csv").name
    'roles.csv'
    """
    path = _root(_PACKAGE, _CHECKOUT).joinpath(folder, *parts)
    if not path.exists():
        raise MissingFile(path=path)
    return path


def _root(package: Path, checkout: Path) -> Path:
    """The folder that holds the three: the bundle where the package has one, else the checkout."""
    bundle = package / "_bundle"
    return bundle if bundle.is_dir() else checkout
