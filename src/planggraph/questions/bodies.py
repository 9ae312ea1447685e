"""The agencies a question names: by the names the graph holds, by the registry, in Chinese, English or as people shorten them.

Each becomes a token of one of three senses: `agency` (its keys are IRIs that tasks are assigned to), `outsider` (a body the registry
knows and no task is assigned to; its value is the full name) and `stranger` (words with the shape of a body's name that nothing knows).
Old and new names of a body lead to the one the plan names: 工信局 is asked, the plan of 2018 says 工信委.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

from planggraph.errors import NotInRegistry
from planggraph.model import Identity
from planggraph.questions.directory import Directory
from planggraph.questions.words import BREAK, TOPIC, Token, divide, phrases
from planggraph.rdf.iris import agency_iri, key_of
from planggraph.registry import Registry, tables
from planggraph.resources import resource

AGENCY: Final = "agency"
OUTSIDER: Final = "outsider"
STRANGER: Final = "stranger"

_LONGEST: Final = 32
_TRIES: Final = 240
_PLACES: Final = 6
_CHAIN: Final = 6
_LEVEL: Final = re.compile("[省市区县州]")
_STRANGER: Final = re.compile("[省市区县州][\u4e00-\u9fff]{1,9}?[局委办厅署]")
_WORDS: Final = re.compile(r"[a-z][a-z'’-]*")
_FILLERS: Final = frozenset("the of and for municipal city provincial district guangzhou people's".split())
_BARRIERS: Final = frozenset(
    "break who which which_task many many_task many_agency when lead charge support any yesno frill stop plan mention absent orphan".split()
)
_HEADS: Final = frozenset("bureau commission office authority department committee federation administration".split())


@dataclass(frozen=True, slots=True)
class Bodies:
    """Finds bodies in questions about one store."""

    directory: Directory
    registry: Registry

    def find(self, text: str) -> tuple[Token, ...]:
        """The bodies named in a question in reading form, from left to right, none inside another."""
        named = _without_particles([*self._known(text), *self._registered(text), *self._english(text)])
        found = sorted(named, key=lambda token: (-token.length, token.start))
        kept = _apart(found)
        strangers = (Token(m.start(), m.end(), m[0], STRANGER, m[0]) for m in _STRANGER.finditer(text))
        english = tuple(self._strange_english(text))
        return tuple(sorted(_apart([*kept, *(one for one in (*strangers, *english) if _unsaid(text, one))]), key=lambda token: token.start))

    def _known(self, text: str) -> Iterator[Token]:
        names = self.directory.names["agency"]
        for start in range(len(text)):
            for length in range(min(_LONGEST, len(text) - start), 1, -1):
                name = text[start : start + length]
                if name in names and _whole(text, start, start + length):
                    yield Token(start, start + length, name, AGENCY, name, "zh", names[name])
                    break

    def _registered(self, text: str) -> Iterator[Token]:
        """Names the registry resolves, as seen from the places of the plans; they begin where words do, and end as bodies' names do."""
        tokens = divide(text, ())
        starts = {token.start for token in tokens} | {match.start() for match in _LEVEL.finditer(text)}
        barriers = sorted(token.start for token in tokens if token.sense in _BARRIERS and (token.length > 1 or token.sense == BREAK))
        tries = 0
        for start in sorted(starts - set(barriers)):
            limit = next((barrier for barrier in barriers if barrier > start), len(text))
            for length in range(min(_LONGEST, limit - start), 1, -1):
                name = text[start : start + length]
                if not name.endswith(_endings()) or tries >= _TRIES:
                    continue
                tries += 1
                token = self._token(start, start + length, name)
                if token:
                    yield token
                    break

    def _token(self, start: int, end: int, name: str) -> Token | None:
        keys = [identity.key for identity in self._identities(name) if identity.key and not _is_shapeless(identity)]
        if not keys:
            return None
        present = tuple(dict.fromkeys(iri for key in keys for iri in self._assigned(key)))
        if present:
            return Token(start, end, name, AGENCY, name, "zh", present)
        return Token(start, end, name, OUTSIDER, self.registry.agency(keys[0]).label_zh, "zh", (str(agency_iri(keys[0])),))

    def _identities(self, name: str) -> Iterator[Identity]:
        for place, when in self.directory.places[:_PLACES]:
            for day in (when, None):
                identity = self.registry.resolve(name, place=place, when=day)
                if identity.status in ("resolved", "group"):
                    yield identity
                    break

    def _assigned(self, key: str) -> Iterator[str]:
        """The bodies tasks are assigned to that are this one, became it or came of it."""
        own = self._line(key)
        for iri in sorted(self.directory.assignees):
            other = key_of(iri)
            if iri == str(agency_iri(key)) or (other and (other in own or key in self._line(other))):
                yield iri

    def _line(self, key: str) -> tuple[str, ...]:
        """The bodies that followed one, and its other plates."""
        found: list[str] = []
        for _ in range(_CHAIN):
            try:
                agency = self.registry.agency(key)
            except NotInRegistry:
                break
            found += agency.same_body_as
            if agency.successor is None:
                break
            key = agency.successor
            found.append(key)
        return tuple(found)

    def _english(self, text: str) -> Iterator[Token]:
        for english, chinese in _english_names():
            for match in re.finditer(rf"(?<![a-z]){re.escape(english)}(?![a-z])", text):
                token = self._token(match.start(), match.end(), chinese) or self._token(match.start(), match.end(), f"市{chinese}")
                if token:
                    yield token
        yield from self._labelled(text)

    def _labelled(self, text: str) -> Iterator[Token]:
        """finance bureau, bureau of finance: words that end or begin with what kind of body it is, and are the English name of one."""
        words = list(_WORDS.finditer(text))
        for at, head in enumerate(words):
            if head[0] not in _HEADS:
                continue
            last = max((place + 1 for place in range(at) if words[place][0] in _HEADS), default=0)
            for first in range(max(last, at - 8), at):
                token = self._by_words(text, words[first : at + 1], [word[0] for word in words[first:at]], head[0])
                if token:
                    yield token
                    break
            if at + 2 < len(words) and words[at + 1][0] == "of":
                token = self._by_words(text, words[at : at + 3], [words[at + 2][0]], head[0])
                yield from (token,) if token else ()

    def _by_words(self, text: str, span: Sequence[re.Match[str]], words: Sequence[str], head: str) -> Token | None:
        wanted = frozenset(words) - _FILLERS
        start, end = span[0].start(), span[-1].end()
        if not wanted or words[0] in _FILLERS:
            return None
        for heads in (frozenset({head}), _HEADS):
            held = {iri for iri, label in self._labels.items() if wanted <= label and label & heads}
            exact = {iri for iri in held if not self._labels[iri] - wanted - heads - _FILLERS} or held
            if len(exact) == 1:
                return Token(start, end, text[start:end], AGENCY, text[start:end], "en", tuple(exact))
            if held:
                return None
        place = next((place.code for place, _ in self.directory.places if place and place.code), None)
        for agency in self.registry.search("".join([*words, head]), 3, place=place):
            if frozenset(_WORDS.findall(agency.label_en.lower())) - _FILLERS == wanted | {head}:
                return Token(start, end, text[start:end], OUTSIDER, agency.label_en, "en", (str(agency_iri(agency.key)),))
        return None

    @property
    def _labels(self) -> Mapping[str, frozenset[str]]:
        """The words of the English name of each body that tasks are assigned to."""
        if self.directory not in _english_labels:
            _english_labels[self.directory] = {
                iri: frozenset(_WORDS.findall(label.lower())) for iri in sorted(self.directory.assignees) if (label := self._label(iri))
            }
        return _english_labels[self.directory]

    def _label(self, iri: str) -> str:
        try:
            return self.registry.agency(key_of(iri) or "").label_en
        except NotInRegistry:
            return ""

    def _strange_english(self, text: str) -> Iterator[Token]:
        """space exploration bureau: a body by its last word, of which nothing is known."""
        for match in re.finditer(r"(?<![a-z])((?:[a-z'’-]+ ){1,4})(bureau|commission|ministry)(?![a-z])", text):
            words = [word for word in match[1].split() if word not in _FILLERS]
            tokens = divide(match[1], ())
            known = [token for token in tokens if token.sense != TOPIC]
            start = match.start() + max((token.end for token in known), default=0)
            if words and text[start : match.end()].strip() != match[2] and start < match.start(2):
                yield Token(start, match.end(), text[start : match.end()], STRANGER, text[start : match.end()].strip(), "en")


def _is_shapeless(identity: Identity) -> bool:
    """Whether only the shape of the name made it a body: a group that no table lists, an ad hoc body."""
    function = (identity.key or "").rpartition("/")[2]
    return "-" in function or (identity.status == "group" and not function.startswith("grp_"))


_english_labels: WeakKeyDictionary[Directory, Mapping[str, frozenset[str]]] = WeakKeyDictionary()


def _unsaid(text: str, token: Token) -> bool:
    """Whether the words ask for no body themselves (哪个市直局)."""
    return not re.search("[哪谁什几的和与由]", text[token.start : token.end])


def _whole(text: str, start: int, end: int) -> bool:
    """Whether a name is not a part of an English word."""
    inside = text[start].isascii() and start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
    return not (inside or (text[end - 1].isascii() and end < len(text) and text[end].isascii() and text[end].isalnum()))


def _without_particles(tokens: Sequence[Token]) -> list[Token]:
    """和县财政局 after 县民政局 is 和 and 县财政局: a longer name gives way to one without the small word it begins with."""
    ends = {(token.start, token.end) for token in tokens}
    small = ("and", "stop", "not", "frill", "except")
    return [
        token
        for token in tokens
        if not ((token.start + 1, token.end) in ends and (known := phrases().get(token.text[:1])) and known.sense in small)
    ]


def _apart(tokens: Sequence[Token]) -> list[Token]:
    """The tokens that do not overlap one named before them."""
    kept: list[Token] = []
    for token in tokens:
        if all(token.end <= other.start or other.end <= token.start for other in kept):
            kept.append(token)
    return kept


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["ending"] for row in tables.read(resource("data", "registry", "agency_endings.csv"), ("ending",)))


@cache
def _english_names() -> tuple[tuple[str, str], ...]:
    rows = tables.read(resource("data", "questions", "english_bodies.csv"), ("english", "chinese"))
    return tuple((name, row["chinese"]) for row in rows for name in row.items("english"))
