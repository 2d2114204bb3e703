"""What a gap asks where its cue speaks of somebody: an informant without a name, a question that met a smile."""

from __future__ import annotations

from dragoman.extract.clauses import Page, Range, phrase, trim
from dragoman.extract.cue_words import source_nouns

BELONGING = ("in", "at", "of", "with", "to", "for")
ASKING_FOR = frozenset({"about", "for", "on"})


def informant(page: Page, sentence: Range, where: Range) -> Range | None:
    """The one who speaks without a name: the nearest noun before the cue that can speak, else the first after it."""
    before = [i for i in range(where[0] - 1, sentence[0] - 1, -1) if _speaks(page, i)]
    after = [i for i in range(where[1], sentence[1]) if _speaks(page, i)]
    head = next(iter([*before, *after]), None)
    if head is None:
        return None
    if before and (above := _whose(page, head)) is not None:
        head = above
    bounds = (sentence[0], where[0]) if before else (where[1], sentence[1])
    return phrase(page, head, bounds)


def _whose(page: Page, at: int) -> int | None:
    """The one who belongs to an office that stands before the cue: "an official in the ministry who asked …"."""
    prep = page.tokens[page.tokens[at].head]
    belongs = page.tokens[at].dep == "pobj" and prep.lower in BELONGING and _speaks(page, prep.head)
    return prep.head if belongs else None


def _speaks(page: Page, at: int) -> bool:
    token = page.tokens[at]
    person = source_nouns().get(token.lemma.lower()) in ("anonymous", "office", "vague")
    return token.pos == "NOUN" and token.dep != "compound" and person


def question_put(page: Page, where: Range) -> Range:
    """What was asked, in a cue that opens with "asked about …, the minister smiled"."""
    opening = next(i for i in range(*where) if page.tokens[i].lower == "asked")
    comma = next((i for i in range(opening, where[1]) if page.tokens[i].text == ","), where[1])
    first = opening + 1
    return trim(page, first + (page.tokens[first].lower in ASKING_FOR), comma)


def silent_one(page: Page, where: Range) -> int | None:
    """Whoever met a question without an answer: the subject of the last verb of the cue."""
    verbs = [t.i for t in page.tokens[where[0] : where[1]] if t.pos == "VERB" and page.doc.children(t.i, "nsubj")]
    return page.doc.children(verbs[-1], "nsubj")[0].i if verbs else None
