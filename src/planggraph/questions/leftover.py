"""What a question says beyond its grammar: the words by which its task is looked up.

Every character of the question has a weight. Words nothing claims count; words that nearly every task holds (工作, 推进) and grammar
words that may stand in a title (支持, 项目) count less; small words do not count, but keep their neighbours together (对口 in 对口帮扶).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from planggraph.questions.glossary import glossary, pieces_of
from planggraph.questions.scene import BREAK, TOPIC, Scene
from planggraph.questions.topics import Piece, reading_form
from planggraph.questions.words import Token, weak_words

LITTLE: Final = 0.3
ENOUGH: Final = 4
"""Characters of weak words that together are looked up."""

_NAMES: Final = frozenset({"region", "programme", "section", "agency", "outsider", "stranger", "elsewhere", "month"})
_MAY_BE_CONTENT: Final = frozenset({"lead", "charge", "support", "any", "noun", "absent", "joint", "issuer"})
_COUNT: Final = re.compile("[一二两三四五六七八九十]")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_BRACKETS: Final = re.compile("（[^（）]*）")


def topic_of(scene: Scene, claimed: Collection[Token]) -> tuple[tuple[Piece, ...], str]:
    """The pieces to look up and how they were written; none where nothing that counts is left."""
    glosses = _glosses(scene, claimed)
    runs = list(_runs(scene.tokens, [*claimed, *glosses]))
    pieces = tuple(piece for run in runs for piece in _pieces(scene.text, run))
    if not any(weight >= 1 for piece in pieces for weight in piece.weights) and not _titled(pieces):
        return (), ""
    return pieces, " ".join(filter(None, (_said(scene.text, run) for run in runs)))


def _glosses(scene: Scene, claimed: Collection[Token]) -> list[Token]:
    """What stands in brackets after words that count: 黔电送粤 (power from Guizhou) says the same again."""
    inside: list[Token] = []
    for match in _BRACKETS.finditer(scene.text):
        before = [token for token in scene.tokens if token.end <= match.start() and token not in claimed]
        translated = bool(_HAN.search(match[0])) != bool(_HAN.search("".join(token.text for token in before[-3:])))
        if translated and any(_weight(token) >= 1 for token in before):
            inside += [token for token in scene.tokens if match.start() < token.end and token.start < match.end() and token.sense != BREAK]
    return inside


def _titled(pieces: Sequence[Piece]) -> bool:
    """Whether weak words alone say enough to be looked up: 组织领导."""
    return sum(1 for piece in pieces for weight in piece.weights if weight) >= ENOUGH and all(not piece.choices for piece in pieces)


def _runs(tokens: Sequence[Token], claimed: Collection[Token]) -> Iterator[list[Token]]:
    """Stretches of tokens that no mark and no claimed token cuts, if they hold anything that counts."""
    run: list[Token] = []
    for token in (*tokens, None):
        if token is None or token in claimed or (token.sense == BREAK and not token.text.isspace()):
            if any(_weight(one) for one in run):
                yield run
            run = []
        elif token is not None:
            run.append(token)


def _weight(token: Token) -> float:
    if token.sense == TOPIC or token.sense in _NAMES:
        return 0.0 if _COUNT.fullmatch(token.text) else 1.0
    if token.sense in ("unheld_status", "unheld_budget") or (token.sense in ("most", "least") and token.language == "zh"):
        return 1.0
    if token.sense == "noun" and token.value in ("tasks", "agencies"):
        return 0.0
    if token.sense in _MAY_BE_CONTENT and token.length > 1 and token.language == "zh":
        return LITTLE
    return 0.0


def _pieces(text: str, run: Sequence[Token]) -> Iterator[Piece]:
    """The Chinese stretches of a run as pairs to look for, its English words through the glossary."""
    held: list[tuple[str, float]] = []
    english: list[str] = []
    counting: set[int] = set()
    for token in run:
        if _is_english(text, token, bool(english)):
            size = sum(map(len, english))
            counting |= {size} if _weight(token) or _is_term(token) else set()
            english.append(token.text)
        elif token.sense == BREAK:
            english.append(" ")
        else:
            held += [(sign, _weight(token)) for sign in token.text]
    if held:
        yield from _chinese(held)
    yield from pieces_of("".join(english), counting.__contains__)


def _is_english(text: str, token: Token, inside: bool) -> bool:
    digits = token.text.isdigit()
    return token.sense != BREAK and token.text.isascii() and (not digits or inside or _follows_english(text, token))


def _is_term(token: Token) -> bool:
    """Whether a grammar word of English may as well be a word of a title (project, school)."""
    return token.sense == "noun" and token.text in glossary() and token.value in ("organisations",)


def _follows_english(text: str, token: Token) -> bool:
    return bool(re.match(r"\s*(?:million|billion|thousand|yuan|%|percent|[a-z])", text[token.end :]))


def _chinese(held: Sequence[tuple[str, float]]) -> Iterator[Piece]:
    text = "".join(sign for sign, _ in held)
    weights = [weight for _, weight in held]
    for word in weak_words():
        for match in re.finditer(re.escape(word), text):
            for place in range(match.start(), match.end()):
                weights[place] = min(weights[place], LITTLE)
    form = reading_form(text)
    kept = [weight for sign, weight in zip(text, weights, strict=True) if reading_form(sign)]
    if form and any(kept):
        yield Piece(form, tuple(kept) if len(kept) == len(form) else (max(kept),) * len(form))


def _said(text: str, run: Sequence[Token]) -> str:
    """How the counting words of a run were written, small words at its ends left out."""
    counting = [token for token in run if _weight(token)]
    return text[counting[0].start : counting[-1].end].strip() if counting else ""
