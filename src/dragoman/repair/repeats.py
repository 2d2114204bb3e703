"""Lines told again: which paragraphs hold the words of another one."""

from __future__ import annotations

from collections import Counter, defaultdict

from dragoman.records import ZoneKind
from dragoman.repair.paragraphs import Paragraph, folded

# A line of fewer words may come again by chance; a quotation is pulled from a paragraph that says more than it.
# Words that so many paragraphs begin or hold are a refrain, and no quotation.
_WORDS, _MORE, _REFRAIN = 5, 3, 20


class Repeats:
    """The paragraphs of a text filed under runs of five words, so that a long text takes time in proportion."""

    def __init__(self, found: list[Paragraph]) -> None:
        self.keys = [folded(p.text) for p in found]
        self.counts = Counter(self.keys)
        self._filed: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        firsts = {words for key in self.keys if len(words := tuple(key.split()[:_WORDS])) == _WORDS}
        for key, i in {key: i for i, key in enumerate(self.keys)}.items():
            parts = key.split()
            for run in {tuple(parts[at : at + _WORDS]) for at in range(len(parts) - _WORDS + 1)} & firsts:
                self._filed[run].append(i)

    def holders(self, i: int) -> list[int]:
        """The longer paragraphs that hold all words of paragraph i in their order, if it has five words or more."""
        run = tuple(self.keys[i].split()[:_WORDS])
        candidates = self._filed.get(run, []) if len(run) == _WORDS else []
        if len(candidates) > _REFRAIN:
            return []
        return [j for j in candidates if len(self.keys[j]) > len(self.keys[i]) and self.keys[i] in self.keys[j]]


def mark_repeats(found: list[Paragraph], kinds: list[ZoneKind | None]) -> None:
    """A line told again is a caption where a credit stands by it, else a pull-quote of a longer paragraph."""
    repeats = Repeats(found)
    captions = [repeats.keys[i] for i, kind in enumerate(kinds) if kind == "caption"]
    for i, (key, paragraph) in enumerate(zip(repeats.keys, found, strict=True)):
        if kinds[i] or not key.strip():
            continue
        credited = repeats.counts[key] > 1 and paragraph.text.endswith(")")
        if credited or any(caption.startswith(key) for caption in captions):
            kinds[i] = "caption"
        elif i and any(_pulled(found, kinds, i, j) for j in repeats.holders(i)):
            kinds[i] = "pull-quote"


def _pulled(found: list[Paragraph], kinds: list[ZoneKind | None], i: int, j: int) -> bool:
    return kinds[j] is None and len(found[j].words) > len(found[i].words) + _MORE
