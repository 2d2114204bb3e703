"""Where a document speaks of an instrument, and what is said to happen to it: signed, ratified, suspended, planned."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dragoman.document import Annotated, Resolved, Sentence, Token
from dragoman.extract.agreement_words import Noun, Stage, noun_at, stages_of, words
from dragoman.extract.ground import date_at, telling_sentences, time_values
from dragoman.extract.modality import modality
from dragoman.records import Edtf
from dragoman.records.facts import AgreementKind, Modality

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "dozen": 12,
}  # fmt: skip
_IN_TITLES = ("on", "of", "and", "the", "for", "in", "-", "21st", "20th")
_BY_HAND = ("signed", "initialled", "ratified")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLURAL_TAGS = ("NNS", "NNPS")


@dataclass(frozen=True, slots=True)
class Done:
    """A stage that a verb ascribes to an instrument, with its modality and its date."""

    stage: Stage
    verb: int
    mode: Modality
    date: Edtf | None


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
    speaks = token.dep == "nsubj" and above.lemma.lower() in words("speaking")
    after = doc.tokens[head + 1] if head + 1 < sentence.last else None
    hyphened = after is not None and after.text == "-" and after.start == token.end
    return not speaks and not hyphened


def _modifies_noun(doc: Annotated, token: Token) -> bool:
    above = doc.tokens[token.head]
    if above.i == token.i or above.i < token.i:
        return False
    return above.pos in ("NOUN", "PROPN") and noun_at(doc, above.i) is None


def _mention(doc: Resolved, sentence: Sentence, noun: Noun, head: int) -> Mention:
    annotated = doc.annotated
    first, last = phrase(annotated, sentence, head)
    before = annotated.tokens[first:head]
    token = annotated.tokens[head]
    plural = token.tag in _PLURAL_TAGS or token.lower in ("memoranda", "mous")
    count = _count(annotated, sentence, first, head) if plural or token.lower.endswith(("s", "a")) else None
    done = tuple(_done(doc, head))
    lowers = {t.lower for t in before}
    date, _ = date_at(doc, head)
    year = next((m[0] for m in _YEAR.finditer(annotated.text(first, last))), None)
    return Mention(
        noun,
        head,
        first,
        last,
        noun.kind,
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


def _count(doc: Annotated, sentence: Sentence, first: int, head: int) -> int | None:
    for token in doc.tokens[max(sentence.first, min(first, head - 5)) : head]:
        if token.text.isdigit() and int(token.text) < 1000 and (token.head == head or token.i >= first):
            return int(token.text)
        if token.lower in _NUMBERS and token.i >= first:
            return _NUMBERS[token.lower]
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


def _done(doc: Resolved, head: int) -> Iterator[Done]:
    """The stages that the verbs around an instrument ascribe to it."""
    annotated = doc.annotated
    for verb, tie in dict.fromkeys(_verbs(annotated, head)):
        for stage in _fitting(annotated, verb, head, tie):
            consent = _consent(annotated, verb)
            if consent is not None:
                agreed = next(s for s in stages_of("agree") if s.role == "object")
                yield Done(agreed, verb, modality(annotated, consent), verb_date(doc, consent))
            else:
                yield Done(stage, verb, _mode(annotated, verb, tie), verb_date(doc, verb))
    drafts = [c for c in annotated.children(head, "compound", "amod") if c.lower in ("draft", "proposed", "planned")]
    if drafts:
        yield Done(stages_of("draft")[0], head, "planned", None)
    if (force := _force_after(annotated, head)) is not None:
        in_force = next(s for s in stages_of("remain") if s.role == "force")
        yield Done(in_force, force, "actual", verb_date(doc, force))


def _consent(doc: Annotated, verb: int) -> int | None:
    """The verb of consent that an act hangs on: "agreed to extend" is agreed, not yet extended."""
    token = doc.tokens[verb]
    above = doc.tokens[token.head]
    consents = token.dep in ("xcomp", "advcl") and above.lemma.lower() in words("consenting")
    return above.i if consents and above.i < verb else None


def _mode(doc: Annotated, verb: int, tie: str) -> Modality:
    token = doc.tokens[verb]
    if tie == "nominal":
        above = doc.tokens[token.head]
        awaited = token.dep in ("nsubj", "nsubjpass", "dobj") and above.lemma.lower() in words("awaiting")
        return "planned" if awaited else modality(doc, verb)
    mode = modality(doc, verb)
    if token.dep == "xcomp" and doc.tokens[token.head].lower in words("raising") and mode == "actual":
        return "planned"
    if mode == "planned" and token.tag in ("VBD", "VBZ", "VBN") and not doc.children(verb, "aux", "auxpass"):
        return "actual"
    if token.dep == "conj" and mode == "actual" and any(c.lower == "will" for c in doc.children(token.head, "aux")):
        return "planned" if not doc.children(verb, "nsubj", "aux") else mode
    if token.dep in ("xcomp", "ccomp", "acl") and mode == "actual":
        return _from_above(doc, verb)
    return mode


def _force_after(doc: Annotated, head: int) -> int | None:
    """The word "force" of ", in force since …" right after an instrument's phrase."""
    last = min(head + 9, doc.sentence_of(head).last)
    after = doc.tokens[head + 1 : last]
    for token in after:
        if token.lower == "force" and doc.tokens[token.i - 1].lower == "in":
            return None if any(t.pos in ("VERB", "AUX") for t in doc.tokens[head + 1 : token.i]) else token.i
    return None


def verb_date(doc: Resolved, verb: int) -> Edtf | None:
    """The date of a verb: an expression that hangs on it, not inside its objects; else its "when" clause's."""
    annotated, values = doc.annotated, time_values(doc)
    sentence = annotated.sentence_of(verb)
    for timex in annotated.timexes:
        value = values.get(timex.i)
        if not sentence.first <= timex.first < sentence.last or value is None or value.value is None:
            continue
        if timex.kind in ("date", "weekday", "relative", "anchored") and _hangs_on(annotated, timex.first, verb):
            return value.value
    token = annotated.tokens[verb]
    if token.dep == "advcl" and any(
        c.lower in ("when", "as", "after") for c in annotated.children(verb, "advmod", "mark")
    ):
        return verb_date(doc, token.head)
    return None


def _hangs_on(doc: Annotated, at: int, verb: int) -> bool:
    """Whether an expression reaches a verb over prepositions and words of time alone."""
    nouns = 0
    for above in doc.ancestors(at):
        token = doc.tokens[above]
        if above == verb:
            return True
        if token.pos in ("VERB", "AUX"):
            return False
        nouns += token.pos == "NOUN" and token.dep in ("dobj", "nsubj", "nsubjpass", "appos")
        if nouns:
            return False
    return False


def _from_above(doc: Annotated, verb: int) -> Modality:
    above = doc.tokens[doc.tokens[verb].head]
    if above.lemma.lower() in (
        "plan",
        "intend",
        "seek",
        "want",
        "hope",
        "expect",
        "aim",
        "order",
        "wish",
        "propose",
        "ask",
    ):
        return "planned"
    return "negated" if above.lemma.lower() in words("refusing") else "actual"


def _verbs(doc: Annotated, head: int) -> Iterator[tuple[int, str]]:
    """Verbs tied to a noun, with the tie: object, subject, nominal ("the signing of"), after ("signed in 2005")."""
    token = doc.tokens[head]
    for child in (*doc.children(head, "acl", "relcl", "amod"), *_strayed(doc, head)):
        if child.pos in ("VERB", "AUX") or child.tag == "VBN":
            yield from _relative(doc, child)
    at, seen = token, {head}
    while at.head not in seen:
        above, dep = doc.tokens[at.head], at.dep
        seen.add(above.i)
        if dep in ("conj", "appos") and above.pos in ("NOUN", "PROPN", "NUM", "PRON"):
            at = above
            continue
        if dep in ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "npadvmod"):
            yield above.i, "subject" if dep == "nsubj" else "object"
            yield from ((x.i, "object") for x in doc.children(above.i, "xcomp") if _raised(above, dep))
            yield from ((c.i, "subject" if dep == "nsubj" else "object") for c in _joined(doc, above, dep))
        elif dep == "pobj" and above.pos in ("ADP", "SCONJ"):
            top = doc.tokens[above.head]
            if top.lower in words("nominal"):
                yield top.i, "nominal"
            elif (
                top.lower in words("group") or top.pos in ("NUM", "SYM") or (above.lower == "in" and _money(doc, top.i))
            ):
                at = top
                continue
            elif top.pos == "VERB" and above.lower in ("to", "from", "of", "out", "on", "into", "over"):
                yield top.i, "prep"
        break


def _money(doc: Annotated, at: int) -> bool:
    return any(q.first <= at < q.last and len(q.unit) == 3 and q.unit.isupper() for q in doc.quantities)


def _raised(verb: Token, dep: str) -> bool:
    """Whether a verb only carries the subject of the next: "is going to be signed", "is expected to be ratified"."""
    return dep in ("nsubj", "nsubjpass") and verb.lower in words("raising")


def _strayed(doc: Annotated, head: int) -> Iterator[Token]:
    """Clauses after a comma that the parse hangs on a noun inside the instrument's phrase: "…, which A scrapped"."""
    sentence = doc.sentence_of(head)
    stack = [c.i for c in doc.children(head, "prep")]
    while stack:
        at = stack.pop()
        for child in doc.children(at):
            if child.dep in ("pobj", "conj", "prep") and child.i < min(head + 14, sentence.last):
                stack.append(child.i)
            elif child.dep in ("relcl", "acl") and noun_at(doc, at) is None and _after_comma(doc, at, child):
                yield child


def _after_comma(doc: Annotated, noun: int, verb: Token) -> bool:
    first = doc.reach(verb.i)[0]
    return first > noun and "," in (doc.tokens[first - 1].text, doc.tokens[first].text)


def _relative(doc: Annotated, verb: Token) -> Iterator[tuple[int, str]]:
    if any(c.lower == "whose" for s in doc.children(verb.i, "nsubj", "nsubjpass") for c in doc.children(s.i, "poss")):
        return
    subjects = doc.children(verb.i, "nsubj")
    tie = "subject" if any(s.tag == "WDT" for s in subjects) else "object"
    for each in (verb, *doc.children(verb.i, "conj")):
        yield each.i, tie


def _joined(doc: Annotated, verb: Token, dep: str) -> list[Token]:
    """Verbs joined to a verb by "and" that share its subject."""
    if dep not in ("nsubj", "nsubjpass"):
        return []
    return [
        c
        for c in doc.children(verb.i, "conj")
        if c.pos in ("VERB", "AUX") and not doc.children(c.i, "nsubj", "nsubjpass")
    ]


def _fitting(doc: Annotated, verb: int, head: int, tie: str) -> Iterator[Stage]:
    token = doc.tokens[verb]
    lemma = words("nominal").get(token.lower, token.lemma.lower()) if tie == "nominal" else token.lemma.lower()
    passive = token.tag == "VBN" and bool(doc.children(verb, "auxpass"))
    alone = not doc.children(verb, "dobj")
    for stage in stages_of(lemma):
        if not _whole(doc, verb, stage):
            continue
        if stage.role == "force":
            if _in_force(doc, verb):
                yield stage
        elif stage.role == "loan":
            noun = noun_at(doc, head) or noun_at(doc, head - 1)
            if noun and noun.strength == "loan" and tie in ("object", "nominal"):
                yield stage
        elif stage.role == "subject":
            if tie in ("subject", "nominal"):
                yield stage
        elif (
            tie in ("object", "nominal")
            or (tie == "subject" and (passive or (alone and stage.stage in _BY_HAND)))
            or (tie == "prep" and _takes_prep(stage))
        ):
            yield stage


def _whole(doc: Annotated, verb: int, stage: Stage) -> bool:
    """Whether the other word of a verb of two words ("tear up", "put signature") stands after it."""
    rest = stage.verb.split()[1:]
    last = min(verb + 7, doc.sentence_of(verb).last)
    return all(any(w in (t.lower, t.lemma.lower()) for t in doc.tokens[verb + 1 : last]) for w in rest)


def _takes_prep(stage: Stage) -> bool:
    return stage.verb.split()[0] in ("withdraw", "pull", "put", "roll", "tear", "agree", "sign", "firm")


def _in_force(doc: Annotated, verb: int) -> bool:
    """Whether "in force" or "effect" completes a verb."""
    last = min(verb + 5, doc.sentence_of(verb).last)
    return any(t.lower in ("force", "vigor", "vigour", "effect") for t in doc.tokens[verb + 1 : last])
