"""The options and arguments that several commands share; their help stands in planggraph.messages under `help`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Aliases = Annotated[Path | None, typer.Option("--aliases", metavar="FILE", help="help.aliases")]
Corrections = Annotated[Path | None, typer.Option("--corrections", metavar="FILE", help="help.corrections")]
Store = Annotated[Path, typer.Option("--store", metavar="DIR", help="help.store")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="help.output")]
Endpoint = Annotated[str | None, typer.Option("--endpoint", metavar="URL", help="help.endpoint", show_default=False)]
UpdateEndpoint = Annotated[str | None, typer.Option("--update-endpoint", metavar="URL", help="help.update_endpoint", show_default=False)]

STORE = Path(".planggraph")
"""Where the graph is kept unless --store says otherwise."""
