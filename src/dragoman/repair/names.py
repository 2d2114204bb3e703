"""Names of persons and states that lost their capitals.

A lower-cased word is taken for a name where the same name is printed with capitals in the document, where the knowledge
base has it in full, or where it stands in a name's place (after a title, beside a capital) and is no English word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dragoman.repair.lexicon import Lexicon, rarity, words, zipf
from dragoman.repair.paragraphs import Paragraph, folded

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ROMAN = re.compile(r"(?:[IVX]{2,5})")
_ENGLISH_ENDING = re.compile(r"(?:ed|ing|ly|tion|ness|ment|able|ism|ists?|ers?|ities|ize[sd]?|ise[sd]?)$")
_PLURAL_OR_VERB = re.compile(r"[^s]s$")
# Zipf frequencies: a word above the first is no lost name; one below the second may be one by its capital elsewhere;
# one below the third is unknown to English; one below the fourth may be part of a name that another word shows.
# Headlines give capitals to all words, so a pair in one shows a name only where a word of it is below the last.
_COMMON, _RARE, _UNKNOWN, _BETWEEN, _HARDLY_A_WORD = 4.45, 3.2, 1.5, 3.9, 2.7
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a paragraph with its offsets; `gap` is what stands between it and the word before."""

    start: int
    end: int
    text: str
    gap: str

    @property
    def small(self) -> bool:
        """Whether it is printed in lower case."""
        return self.text.islower()


def words_of(paragraph: Paragraph) -> list[Word]:
    """The words of a paragraph."""
    found, last = [], 0
    for match in _WORD.finditer(paragraph.text):
        gap = paragraph.text[last : match.start()]
        found.append(Word(paragraph.start + match.start(), paragraph.start + match.end(), match.group(), gap))
        last = match.end()
    return found


def lower_names(
    lines: Sequence[Sequence[Word]], headlines: Sequence[Sequence[Word]], lexicon: Lexicon
) -> Iterator[Word]:
    """The words of these paragraphs that are names and want their capitals back; headlines show pairs of names only."""
    search = _Search(lines, headlines, lexicon)
    for line in lines:
        search.full_names(line)
        search.in_place(line)
    for line in lines:
        search.once_found(line)
    return iter(sorted(search.found, key=lambda word: word.start))


class _Search:
    """One document's search: what is printed with capitals, and what was found so far."""

    def __init__(self, lines: Sequence[Sequence[Word]], headlines: Sequence[Sequence[Word]], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.found: set[Word] = set()
        self.names: set[str] = set()
        self.firsts: set[str] = set()
        self.capitals = Counter(w.text for line in lines for w in line[1:] if w.text[0].isupper() and _joined(w))
        self.pairs = {folded(f"{a.text} {b.text}") for line in lines for a, b in _capital_pairs(line)}
        self.pairs |= {
            folded(f"{a.text} {b.text}")
            for line in headlines
            for a, b in _capital_pairs(line)
            if min(zipf(a.text.lower()), zipf(b.text.lower())) < _HARDLY_A_WORD
        }

    def full_names(self, line: Sequence[Word]) -> None:
        """Names of two words or more that the document prints with capitals, or that the knowledge base has; states."""
        for i, word in enumerate(line):
            if word.small and self._state(line, i):
                self.found.add(word)
            self.found.update(self._long_state(line, i))
            if not _nameable(word) or word.text in words("particle"):
                continue
            for size in range(self._reach(line, i), 1, -1):
                run = line[i : i + size]
                if self._whole(run):
                    self._take(run)
                    break

    def _reach(self, line: Sequence[Word], i: int) -> int:
        """How many words from i on may be one name: they stand side by side and each may be part of one."""
        end = i + 1
        while end < len(line) and end - i < _LONGEST and line[end].gap == " " and _part_of_name(line[end].text.lower()):
            end += 1
        return end - i

    def in_place(self, line: Sequence[Word]) -> None:
        """Runs of lower-cased words in a name's place that nothing but a name explains."""
        i = 0
        while i < len(line):
            if not (line[i].small and _nameable(line[i])):
                i += 1
                continue
            run = self._run(line, i)
            if run and (_after_title(line, i) or self._after_name(line, i)):
                self._take(run)
            elif self._alone(line, i) or self._between(line, i) or _before_numeral(line, i):
                self.found.add(line[i])
            i += max(1, len(run))

    def once_found(self, line: Sequence[Word]) -> None:
        """Further places of the names found."""
        for i, word in enumerate(line):
            if word.text not in self.firsts:
                continue
            for size in range(min(_LONGEST, len(line) - i), 1, -1):
                run = line[i : i + size]
                if run[-1].small and _tight(run) and _key(run) in self.names:
                    self._take(run)

    def _take(self, run: Sequence[Word]) -> None:
        self.names.add(_key(run))
        self.firsts.add(run[0].text.lower())
        last = len(run) - 1
        self.found.update(
            w for k, w in enumerate(run) if w.small and not (0 < k < last and w.text in words("particle"))
        )

    def _whole(self, run: Sequence[Word]) -> bool:
        if not (_tight(run) and any(w.small for w in run) and _nameable(run[-1])):
            return False
        if not all(_nameable(w) or w.text in words("particle") for w in run):
            return False
        if len(run) == 2 and _key(run) in self.pairs and self._rare(run):
            return True
        return self._rare(run) and self.lexicon.is_person(" ".join(w.text for w in run))

    def _rare(self, run: Sequence[Word]) -> bool:
        return any(rarity(w.text) < _BETWEEN for w in run)

    def _state(self, line: Sequence[Word], i: int) -> bool:
        """A state, demonym or capital in lower case."""
        word = line[i].text
        if len(word) < 4 or (word in words("ambiguous-name") and not _placed(line, i)) or not 0 < zipf(word) < 4.9:
            return False
        return self.lexicon.is_state(word.capitalize())

    def _long_state(self, line: Sequence[Word], i: int) -> Sequence[Word]:
        """The words from i on of a state's name of several, all in lower case: "the united states"."""
        for size in range(_LONGEST, 1, -1):
            run = line[i : i + size]
            small = len(run) == size and _tight(run) and all(w.small for w in run)
            if small and self.lexicon.is_state(" ".join(w.text.capitalize() for w in run)):
                return run
        return ()

    def _run(self, line: Sequence[Word], i: int) -> Sequence[Word]:
        """The lower-cased words from i on that are names by their looks, one of them beyond doubt."""
        end = i
        while end < len(line) and end - i < _LONGEST and line[end].small and (end == i or line[end].gap == " "):
            if not self._likely(line[end]):
                break
            end += 1
        while end > i and not (self._sure(line[end - 1]) or self.lexicon.is_person(line[end - 1].text)):
            end -= 1
        run = line[i:end]
        return run if any(self._sure(w) for w in run) else ()

    def _likely(self, word: Word) -> bool:
        if not _nameable(word) or self._sure(word):
            return _nameable(word)
        known = self.lexicon.is_person(word.text) or rarity(word.text) < _BETWEEN
        return known and not _ENGLISH_ENDING.search(word.text)

    def _sure(self, word: Word) -> bool:
        """No English word, or one that the document prints as a name."""
        if not _nameable(word) or word.text in words("loanword"):
            return False
        rare = rarity(word.text)
        foreign = not word.text.isascii() or (rare < _UNKNOWN and not _inflected(word.text))
        return foreign or (self.capitals[word.text.capitalize()] > 0 and rare < _RARE and not _inflected(word.text))

    def _after_name(self, line: Sequence[Word], i: int) -> bool:
        """Right behind a name, or joined to one that was found by "and"."""
        if (
            i
            and line[i].gap == " "
            and line[i - 1].text[0].isupper()
            and line[i - 1].text.lower() not in words("function")
        ):
            return self.capitals[line[i - 1].text] > 0 and not rarity(line[i].text)
        return i > 1 and line[i - 1].text == "and" and line[i - 2] in self.found

    def _alone(self, line: Sequence[Word], i: int) -> bool:
        """A rare word that is printed with a capital elsewhere, and has no article before it here."""
        word = line[i]
        if not _nameable(word) or not word.small or (i and line[i - 1].text.lower() in words("determiner")):
            return False
        times, rare = self.capitals[word.text.capitalize()], rarity(word.text)
        if not times or rare >= _RARE or _inflected(word.text):
            return False
        return rare < _UNKNOWN or times > 1 or self.lexicon.is_person(word.text) or self.lexicon.is_place(word.text)

    def _between(self, line: Sequence[Word], i: int) -> bool:
        """A word between a title and a capitalised name."""
        word = line[i]
        after = i + 1 < len(line) and line[i + 1].gap == " " and line[i + 1].text[0].isupper()
        if not (after and word.small and _nameable(word) and _after_title(line, i)) or _inflected(word.text):
            return False
        rare = rarity(word.text)
        return rare < _HARDLY_A_WORD or (rare < _RARE and self.lexicon.is_person(word.text))


def _placed(line: Sequence[Word], i: int) -> bool:
    """Whether a word that is a state's or a thing's stands where a place does, in a line without capitals."""
    before = i > 0 and line[i].gap == " " and line[i - 1].text in words("before-a-place")
    return before and line[i].text in words("place-or-thing") and all(w.small for w in line[1:])


def _inflected(word: str) -> bool:
    """Whether a word has an English ending: a verb, a plural, an adverb, an abstract noun."""
    plural = _PLURAL_OR_VERB.search(word) is not None and zipf(word[:-1]) > 0
    return plural or _ENGLISH_ENDING.search(word) is not None


def _capital_pairs(line: Sequence[Word]) -> Iterator[tuple[Word, Word]]:
    for a, b in pairwise(line):
        if a.text[0].isupper() and b.text[0].isupper() and b.gap == " ":
            yield a, b


def _joined(word: Word) -> bool:
    """Whether the sentence runs on from the word before."""
    return word.gap in {" ", ", ", "-", " (", ", “", " “"}


def _tight(run: Sequence[Word]) -> bool:
    return all(w.gap == " " for w in run[1:])


def _key(run: Sequence[Word]) -> str:
    return folded(" ".join(w.text for w in run))


def _nameable(word: Word) -> bool:
    return _may_be_name(word.text.lower())


@lru_cache(maxsize=100_000)
def _may_be_name(text: str) -> bool:
    return len(text) > 2 and rarity(text) < _COMMON and text not in words("title") and text not in words("function")


@lru_cache(maxsize=100_000)
def _part_of_name(text: str) -> bool:
    return _may_be_name(text) or text in words("particle")


def _after_title(line: Sequence[Word], i: int) -> bool:
    """Whether a title stands before: "president X", "secretary of Energy, X", "Dr. X"."""
    if not i or line[i].gap not in {" ", ". ", ", "}:
        return False
    if line[i].gap != ", ":
        return line[i - 1].text.lower() in words("title")
    for back in range(i - 1, max(-1, i - 6), -1):
        if line[back].text.lower() in words("title"):
            return all(w.gap == " " for w in line[back + 1 : i])
    return False


def _before_numeral(line: Sequence[Word], i: int) -> bool:
    """Whether a monarch's number comes next: "mohamed VI", but not "annex VI"."""
    if (
        not (line[i].small and _nameable(line[i]))
        or zipf(line[i].text) >= _BETWEEN
        or line[i].text in words("numbered")
    ):
        return False
    return i + 1 < len(line) and line[i + 1].gap == " " and _ROMAN.fullmatch(line[i + 1].text) is not None
