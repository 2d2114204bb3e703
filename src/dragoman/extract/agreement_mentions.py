"""Where a document speaks of an instrument: its phrase, kind, number, title and the words that tell it from others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.document import Annotated, Resolved, Sentence, Token
from dragoman.extract.agreement_steps import Done, steps_at
from dragoman.extract.agreement_words import Noun, noun_at, words
from dragoman.extract.ground import date_at, telling_sentences
from dragoman.records import Edtf
from dragoman.records.facts import AgreementKind

NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "dozen": 12,
}  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLURAL_TAGS = ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class Mention:
    """An instrument spoken of: tokens first:last of its phrase, head, kind, number, and what is done to it."""

    noun: Noun
    head: int
    first: int
    last: int
    kind: AgreementKind
    count: int | None
    plural: bool
    definite: bool
    distinct: bool
    content: frozenset[str]
    done: tuple[Done, ...] = ()
    title: str | None = None
    date: Edtf | None = None
    year: str | None = None
    parent: int | None = None
    children: tuple[int, ...] = field(default=())


def find_mentions(doc: Resolved) -> list[Mention]:
    """Every phrase of the story that names an instrument, in order."""
    found: list[Mention] = []
    for sentence in telling_sentences(doc.annotated):
        skip = -1
        for at in range(sentence.first, sentence.last):
            if at <= skip:
                continue
            noun = noun_at(doc.annotated, at)
            if noun is None:
                continue
            head = at + len(noun.words) - 1
            if noun.words[-1] in ("understanding", "intent", "credit", "cooperation", "action") and len(noun.words) > 1:
                head = at
            skip = at + len(noun.words) - 1
            if _names_it(doc.annotated, sentence, head):
                found.append(_mention(doc, sentence, noun, head))
    return found


def _names_it(doc: Annotated, sentence: Sentence, head: int) -> bool:
    """Whether the noun stands for an instrument, not as a verb, a modifier or a speaker."""
    token = doc.tokens[head]
    if token.pos not in ("NOUN", "PROPN") or (token.dep in ("compound", "nmod") and _modifies_noun(doc, token)):
        return False
    above = doc.tokens[token.head]
    if (token.lemma.lower() in words("aspect") and _of_instrument(doc, head)) or _of_ratification(doc, head):
        return False
    speaks = token.dep == "nsubj" and above.lemma.lower() in words("speaking")
    after = doc.tokens[head + 1] if head + 1 < sentence.last else None
    hyphened = after is not None and after.text == "-" and after.start == token.end
    return not speaks and not hyphened


def _of_ratification(doc: Annotated, head: int) -> bool:
    """Whether papers only carry a step in the life of a treaty ("instruments of ratification")."""
    below = [o for p in doc.children(head, "prep") if p.lower == "of" for o in doc.children(p.i, "pobj")]
    return any(o.lemma.lower() in words("paper") for o in below)


def _of_instrument(doc: Annotated, head: int) -> bool:
    """Whether a noun is only the text of an instrument named after it ("the text of a treaty")."""
    below = [o for p in doc.children(head, "prep") if p.lower == "of" for o in doc.children(p.i, "pobj")]
    return any(noun_at(doc, o.i) for o in below)


def _modifies_noun(doc: Annotated, token: Token) -> bool:
    above = doc.tokens[token.head]
    if above.i == token.i or above.i < token.i or above.lower in words("numbering"):
        return False
    return above.pos in ("NOUN", "PROPN") and noun_at(doc, above.i) is None


def _mention(doc: Resolved, sentence: Sentence, noun: Noun, head: int) -> Mention:
    annotated = doc.annotated
    first, last = phrase(annotated, sentence, head)
    before = annotated.tokens[first:head]
    token = annotated.tokens[head]
    plural = token.tag in _PLURAL_TAGS or token.lower in ("memoranda", "mous")
    count = _count(annotated, sentence, first, head) if plural or token.lower.endswith(("s", "a")) else None
    done = tuple(steps_at(doc, head))
    lowers = {t.lower for t in before}
    date, _ = date_at(doc, head)
    year = _year(annotated, sentence, first, last)
    return Mention(
        noun,
        head,
        first,
        last,
        _kind(annotated, noun, head),
        count,
        plural or count is not None,
        bool(lowers & {"the", "this", "these", "that", "its", "their", "those", "both"}),
        bool(lowers & words("distinct").keys()),
        _content(annotated, noun, first, last, head),
        done,
        _title(annotated, first, last, head),
        date,
        year,
    )


def phrase(doc: Annotated, sentence: Sentence, head: int) -> tuple[int, int]:
    """The tokens of an instrument's noun phrase: modifiers before it, "on …", "of …", "for …" after it, no clauses."""
    left = [t.i for t in doc.children(head) if t.i < head and t.dep not in ("prep", "relcl", "appos", "conj", "punct")]
    first = min([head, *(doc.reach(i)[0] for i in left if doc.tokens[i].dep != "nsubj")])
    last = head + 1
    for child in doc.children(head):
        if child.i <= head or child.dep not in ("prep", "nummod", "pobj", "npadvmod"):
            continue
        if child.lower in ("between", "with", "by", "after", "during", "as", "including", "like", "following", "under"):
            continue
        if child.i > last + 14:
            continue
        last = max(last, _without_clauses(doc, child.i))
    return max(first, sentence.first), min(last, sentence.last)


def _without_clauses(doc: Annotated, top: int) -> int:
    """The end of a phrase cut before relative clauses, participles and second verbs."""
    within, stack = [top], [top]
    while stack:
        at = stack.pop()
        for child in doc.children(at):
            if child.dep in ("relcl", "acl", "advcl", "punct", "ccomp") and child.i > at:
                continue
            within.append(child.i)
            stack.append(child.i)
    within.sort()
    end = within[0]
    for at in within:
        if at > end + 2:
            break
        end = at
    return end + 1


def _year(doc: Annotated, sentence: Sentence, first: int, last: int) -> str | None:
    """The year in an instrument's phrase, or right after it ("of 1974") where the parse hangs that higher up."""
    of_year = last + 1 < sentence.last and doc.tokens[last].lower == "of"
    return next((m[0] for m in _YEAR.finditer(doc.text(first, last + 2 if of_year else last))), None)


def _kind(doc: Annotated, noun: Noun, head: int) -> AgreementKind:
    """The kind of an instrument; a convention of so much money is a loan."""
    below = [o.i for p in doc.children(head, "prep") if p.lower in ("of", "for") for o in doc.children(p.i, "pobj")]
    of_money = any(q.first <= at < q.last and len(q.unit) == 3 for q in doc.quantities for at in below)
    return "loan" if of_money and noun.words == ("convention",) else noun.kind


def _count(doc: Annotated, sentence: Sentence, first: int, head: int) -> int | None:
    for token in doc.tokens[max(sentence.first, min(first, head - 5)) : head]:
        if token.text.isdigit() and int(token.text) < 1000 and (token.head == head or token.i >= first):
            return int(token.text)
        if token.lower in NUMBERS and token.i >= first:
            halved = doc.tokens[max(first, token.i - 2) : token.i]
            return NUMBERS[token.lower] // (2 if any(t.lower == "half" for t in halved) else 1)
    return None


def _content(doc: Annotated, noun: Noun, first: int, last: int, head: int) -> frozenset[str]:
    """The words that tell this instrument from another: nouns, names and adjectives that are not empty."""
    empty, names = words("empty").keys(), set(noun.words)
    return frozenset(
        t.lemma.lower()
        for t in doc.tokens[first:last]
        if t.i != head
        and t.pos in ("NOUN", "PROPN", "ADJ")
        and t.lemma.lower() not in empty
        and t.lemma.lower() not in names
    )


def _title(doc: Annotated, first: int, last: int, head: int) -> str | None:
    """The name as printed, where it is printed as a name: capitalised in mid-sentence with a word of its own."""
    tokens = doc.tokens
    if not tokens[head].text[0].isupper():
        return None
    start, end = head, head + 1
    while start > first and (tokens[start - 1].text[0].isupper() or tokens[start - 1].text == "-"):
        start -= 1
    while end < last and (
        tokens[end].text[0].isupper() or tokens[end].lower in ("on", "of", "and", "the", "for", "in")
    ):
        end += 1
    while end > head + 1 and not tokens[end - 1].text[0].isupper():
        end -= 1
    while start < head and tokens[start].lower in ("the", "a", "an"):
        start += 1
    return doc.text(start, end) if end - start > 1 else None
