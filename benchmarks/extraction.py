"""Reading and extraction beside jieba's segmentation of the same text, in one run on one core.

    python benchmarks/extraction.py [FOLDER …]

The folders hold .txt documents (without one: our own golden documents, and the corpus beside the checkout where it stands). Both sides
are warmed up first; each is timed as the best of several rounds of CPU seconds, so the ratio is what to read. Peak memory is that of
this process, dictionary of jieba included.
"""

from __future__ import annotations

import logging
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from planggraph.extraction import extract
from planggraph.reading import read
from planggraph.registry import Registry

ROUNDS = 7
CHECKOUT = Path(__file__).resolve().parents[1]
FOLDERS = (CHECKOUT / "tests" / "golden", CHECKOUT.parent / "shared" / "corpus" / "real")


def best(work: Callable[[], None]) -> float:
    """CPU seconds of the fastest of several rounds."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    return min(seconds)


def measure(folder: Path, registry: Registry) -> None:
    """Print the two speeds over the .txt files of a folder, and their ratio."""
    files = sorted(folder.rglob("*.txt"))
    texts = [read(file).text for file in files]
    characters = sum(map(len, texts))
    ours = best(lambda: [extract(read(file), registry) for file in files] and None)
    peer = best(lambda: [jieba.lcut(text) for text in texts] and None)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{folder.name}: {len(files)} documents, {characters:,} characters")
    print(f"  planggraph read + extract  {characters / ours:12,.0f} characters/s")
    print(f"  jieba segmentation         {characters / peer:12,.0f} characters/s")
    print(f"  ratio {peer / ours:.2f}   peak memory {memory:.0f} MB")


def main() -> None:
    """Measure every folder named, or the usual two."""
    logging.getLogger("jieba").setLevel(logging.ERROR)
    jieba.initialize()
    registry = Registry.load()
    for folder in [Path(name) for name in sys.argv[1:]] or [folder for folder in FOLDERS if folder.is_dir()]:
        measure(folder, registry)


if __name__ == "__main__":
    main()
