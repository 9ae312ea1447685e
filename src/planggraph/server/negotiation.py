"""Formats of answers, and which of them a request accepts (RFC 9110 §12.5.1: media ranges, q-values, specificity).

Each form of answer has its formats in order of preference; the first is the default where Accept is absent or `*/*`. RDF/XML is never
the default, since a predicate such as <urn:1> cannot be written in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import pyoxigraph as ox

from planggraph.server.problems import fault

Form = Literal["rows", "truth", "graph"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write an answer.

    `name` is what `?format=` takes, `media` the types it answers to (the first is its own), `suffix` that of a file.
    """

    name: str
    media: tuple[str, ...]
    suffix: str
    engine: ox.QueryResultsFormat | ox.RdfFormat
    charset: bool = False

    def content_type(self, media: str) -> str:
        """The Content-Type header for one of its media types."""
        return f"{media}; charset=utf-8" if self.charset else media


_JSON: Final = Format("json", ("application/sparql-results+json", "application/json"), "json", ox.QueryResultsFormat.JSON)
_XML: Final = Format("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), "xml", ox.QueryResultsFormat.XML)
_CSV: Final = Format("csv", ("text/csv",), "csv", ox.QueryResultsFormat.CSV, charset=True)
_TSV: Final = Format("tsv", ("text/tab-separated-values",), "tsv", ox.QueryResultsFormat.TSV, charset=True)

GRAPHS: Final = (
    Format("turtle", ("text/turtle", "application/x-turtle"), "ttl", ox.RdfFormat.TURTLE, charset=True),
    Format("ntriples", ("application/n-triples",), "nt", ox.RdfFormat.N_TRIPLES),
    Format("jsonld", ("application/ld+json", "application/json"), "jsonld", ox.RdfFormat.JSON_LD),
    Format("rdfxml", ("application/rdf+xml", "application/xml", "text/xml"), "rdf", ox.RdfFormat.RDF_XML),
    Format("trig", ("application/trig",), "trig", ox.RdfFormat.TRIG),
    Format("nquads", ("application/n-quads",), "nq", ox.RdfFormat.N_QUADS),
)
"""RDF formats: of CONSTRUCT and DESCRIBE, of graphs, descriptions and things."""

FORMATS: Final[Mapping[Form, tuple[Format, ...]]] = {"rows": (_JSON, _XML, _CSV, _TSV), "truth": (_JSON, _XML), "graph": GRAPHS}
"""The formats of each form of answer: of SELECT, of ASK, of triples."""

ALL: Final[Mapping[str, Format]] = {one.name: one for one in (*FORMATS["rows"], *GRAPHS)}
"""Every format by name."""

BY_SECOND_NAME: Final = 0.5
"""How much less a format is liked under a media type that is not its own: a browser that takes application/xml means pages."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A format and the media type it is asked for by."""

    format: Format
    media: str

    @property
    def content_type(self) -> str:
        """The Content-Type header."""
        return self.format.content_type(self.media)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a request wants: its Accept header (None: none sent) and its `format` parameter (None: none given)."""

    accept: str | None = None
    format: str | None = None


def choose(wanted: Wanted, form: Form) -> Chosen:
    """The format for an answer of this form; raises `Fault` 400 for an unknown `format`, 406 where nothing is acceptable.

    A `format` that is none of this form gives way to an Accept header that names one: libraries send both.

    >>> choose(Wanted("text/csv;q=0.5, text/tab-separated-values"), "rows").media
    'text/tab-separated-values'
    """
    formats = FORMATS[form]
    if wanted.format is not None and (named := _named(wanted.format, formats)):
        return named
    if wanted.format is not None and not _names_one(wanted.accept, formats):
        known = ", ".join(one.name for one in formats)
        raise fault(400, f"没有“{wanted.format}”这种格式。可写：{known}。", f"There is no format {wanted.format!r} here. Formats: {known}.")
    best = max(
        ((quality(wanted.accept, media) * (1 if media == one.media[0] else BY_SECOND_NAME), -place, -nth, one, media)
         for place, one in enumerate(formats) for nth, media in enumerate(one.media)),
        key=lambda offer: offer[:3],
    )  # fmt: skip
    if best[0] <= 0:
        offered = ", ".join(one.media[0] for one in formats)
        raise fault(406, f"可给出的格式：{offered}。", f"What can be given: {offered}.")
    return Chosen(best[3], best[4])


def prefers_page(wanted: Wanted, form: Form) -> bool:
    """Whether HTML is liked better than every format of this form, or asked for by name."""
    if wanted.format is not None or wanted.accept is None:
        return wanted.format == "html"
    page = quality(wanted.accept, "text/html")
    return page > max(quality(wanted.accept, one.media[0]) for one in FORMATS[form])


def quality(accept: str | None, media: str) -> float:
    """How much a media type is liked, 0 to 1, by its most specific range; 1 for all where there is no header.

    >>> quality("text/*;q=0.3, text/csv, */*;q=0.1", "text/csv"), quality("text/turtle", "text/csv")
    (1.0, 0.0)
    """
    if accept is None or not accept.strip():
        return 1.0
    kind = media.partition("/")[0]
    ranks = {media: 3, f"{kind}/*": 2, "*/*": 1, "*": 1}
    found = [(ranks[name], weight) for name, weight in map(_range, accept.lower().split(",")) if name in ranks]
    return max(found)[1] if found else 0.0


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip() for piece in part.split(";"))
    weight = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                weight = min(max(float(value), 0.0), 1.0)
            except ValueError:
                weight = 0.0
    return name, weight


def _named(name: str, formats: tuple[Format, ...]) -> Chosen | None:
    wanted = name.lower()
    for one in formats:
        if wanted in (one.suffix, *one.media) or re.sub(r"[-+]", "", wanted) == one.name:
            return Chosen(one, one.media[0])
    return None


def _names_one(accept: str | None, formats: tuple[Format, ...]) -> bool:
    """Whether the header names one of these formats itself, and not by */*."""
    ranges = dict(map(_range, (accept or "").lower().split(",")))
    return any(ranges.get(media, 0.0) > 0 for one in formats for media in one.media)


def format_of(media: str) -> Format | None:
    """The RDF format a body of this media type is in; None where it is none of ours."""
    return next((one for one in GRAPHS if media in one.media and media not in ("application/json", "application/xml", "text/xml")), None)
