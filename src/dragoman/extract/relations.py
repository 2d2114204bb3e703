"""Levels: the named rank of two states' relations, who declared it, when, and what changed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from dragoman.document import Resolved, Sentence
from dragoman.extract import attribution, speakers
from dragoman.extract.clauses import Page, Range, bare, lay_out, segments
from dragoman.extract.cue_words import forms
from dragoman.extract.dyad import acts_for_state, dyad
from dragoman.extract.ground import actors_under, band, coordinated, date_at, extractor, table, telling_sentences
from dragoman.extract.speakers import Memory
from dragoman.records import Actor, Edtf, Relation, Span, record_id

SCORE_PAIR_TOLD, SCORE_PAIR_FROM_DYAD = 0.8, 0.6
JOINT = r"(?:[\s,“”\"'‘’-]|\band\b|\bof\b)*"
ORDER = (
    "permanent", "all-weather", "comprehensive", "global", "exceptional", "special", "privileged", "enhanced",
    "innovative", "green", "strategic", "cooperative",
)  # fmt: skip
WISHED = ("hope", "want", "wish", "seek", "aim", "plan", "intend", "try", "offer", "propose", "refuse", "fail")
CARRIED_OUT = ("quick", "decide", "force", "lead", "agree")
REPORTED = frozenset({"VBD", "VBN", "VBP", "VBZ"})


@dataclass(frozen=True, slots=True)
class _Level:
    """A level as printed at tokens first:last; `needs_change` where it is one only if something happened, `sided`
    where one is the other's partner or ally: a level only where the words name both.
    """

    first: int
    last: int
    label: str
    needs_change: bool = False
    sided: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """A level told of a pair, before what is told twice is joined."""

    level: _Level
    pair: tuple[str, str]
    change: str | None
    previous: str | None
    date: Edtf | None
    declared_by: tuple[str, ...]
    evidence: Span
    score: float


def extract(doc: Resolved) -> list[Relation]:
    """Each level of each pair of states that the story names, once, with all words that tell of it."""
    page = lay_out(doc.annotated)
    told = [t for s in telling_sentences(doc.annotated) for t in _in_sentence(doc, page, s)]
    groups: dict[tuple[tuple[str, str], str], list[_Told]] = {}
    for one in told:
        groups.setdefault((one.pair, one.level.label), []).append(one)
    declared = _declarers(doc, page, told) if told else {}
    return [_relation(doc, page, group, declared) for group in groups.values()]


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {row["word"]: row["level_word"] for row in table("relations_words.csv")}


@lru_cache(maxsize=1)
def _partnership() -> re.Pattern[str]:
    word = "|".join(sorted(map(re.escape, _words()), key=len, reverse=True))
    before = rf"(?:\b(?:{word})\b{JOINT})"
    after = rf"(?:{JOINT}\b(?:{word})\b)"
    return re.compile(
        rf"{before}*\bpartner(?:ship|s)?\b(?: and alliance)?(?:{after}+(?=[\s,.;:”\"]|$))?", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _fixed() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"\b(?:{r['pattern']})\b", re.IGNORECASE), r["level"]) for r in table("relations_fixed.csv")
    )


@lru_cache(maxsize=1)
def _changes() -> dict[str, tuple[str, str]]:
    return {row["lemma"]: (row["change"], row["needs"]) for row in table("relations_changes.csv")}


def normalise(printed: str) -> str:
    """The label of a partnership as printed: its words in our own order, without those that say nothing of rank."""
    text = re.sub(r"[^\w\s-]", " ", printed.lower())
    found: list[str] = []
    for word in sorted(_words(), key=len, reverse=True):
        if re.search(rf"\b{re.escape(word)}\b", text):
            text = re.sub(rf"\b{re.escape(word)}\b", " ", text)
            found.append(_words()[word])
    ranked = sorted(set(found), key=lambda w: (ORDER.index(w) if w in ORDER else len(ORDER), w))
    tail = "partners" if re.search(r"\bpartners?\b", text) else "partnership"
    return " ".join([*ranked, tail]) + (" and alliance" if "alliance" in text else "")


def _levels(page: Page, sentence: Sentence) -> Iterator[_Level]:
    tokens = page.tokens
    start, end = tokens[sentence.first].start, tokens[sentence.last - 1].end
    text = page.doc.clean.text
    for match in _partnership().finditer(text, start, end):
        if normalise(match[0]) not in ("partnership", "partners", "partnership and alliance"):
            sided = re.search(r"\bpartner\b", match[0], re.IGNORECASE) is not None
            yield _Level(*_tokens(page, sentence, match.start(), match.end()), normalise(match[0]), sided=sided)
    taken: list[Range] = []
    for pattern, label in _fixed():
        for match in pattern.finditer(text, start, end):
            first, last = _tokens(page, sentence, match.start(), match.end())
            if all(last <= a or first >= b for a, b in taken):
                taken.append((first, last))
                yield _Level(first, last, label, label.endswith("relations"), label.endswith("ally"))


def _tokens(page: Page, sentence: Sentence, start: int, end: int) -> Range:
    starts = [t.start for t in page.tokens[sentence.first : sentence.last]]
    return sentence.first + bisect_right(starts, start) - 1, sentence.first + bisect_left(starts, end)


def _in_sentence(doc: Resolved, page: Page, sentence: Sentence) -> Iterator[_Told]:
    levels = list(_levels(page, sentence))
    previous = next((lv for lv in levels if _is_former(page, lv)), None) if len(levels) > 1 else None
    for level in levels:
        verb, change = _change(page, sentence, level)
        if _denied(page, level) or (change and _merely_wished(page, verb)):
            continue
        if level.needs_change and (change is None or not _happened(page, verb) or _merely(page, level, change)):
            continue
        date, _ = date_at(doc, verb if verb is not None else level.first)
        earlier = previous.label if previous and previous is not level and change == "upgraded" else None
        for pair, score in _pairs(doc, page, sentence, level, verb):
            left = level is previous
            yield _Told(level, pair, None if left else change, earlier, None if left else date,
                        (), doc.span(*_evidence(sentence, level, verb)), score)  # fmt: skip


def _merely(page: Page, level: _Level, change: str) -> bool:
    """Bare "ties" or "relations" are a level only where they are cut off or taken up again."""
    words = page.doc.text(level.first, level.last).lower()
    return "diplomatic" not in words and "consular" not in words and change not in ("severed", "restored")


def _denied(page: Page, level: _Level) -> bool:
    """As in "with no stop at the strategic partnership"."""
    chain = [level.last - 1, *page.doc.ancestors(level.last - 1)][:4]
    nouns = [a for a in chain if page.tokens[a].pos == "NOUN"]
    return any(c.lower == "no" for a in nouns for c in page.doc.children(a, "det"))


def _is_former(page: Page, level: _Level) -> bool:
    """As in "from a comprehensive partnership": the level that is left."""
    return any(t.lower == "from" for t in page.tokens[max(0, level.first - 3) : level.first])


def _change(page: Page, sentence: Sentence, level: _Level) -> tuple[int | None, str | None]:
    """The verb or noun above a level that tells of a change, and which change."""
    at = level.last - 1
    head = next(
        (i for i in range(level.first, level.last) if page.tokens[i].head not in range(level.first, level.last)), at
    )
    for above in page.doc.ancestors(head):
        if above < sentence.first:
            break
        row = _changes().get(bare(page, above))
        if row and (not row[1] or any(c.lower == row[1] for c in page.doc.children(above))):
            again = above >= 2 and [t.lower for t in page.tokens[above - 2 : above]] == ["re", "-"]
            return above, "restored" if again else row[0]
        if page.tokens[above].pos in ("VERB", "AUX") and bare(page, above) not in (
            "be",
            "have",
            "agree",
            "decide",
            "reach",
        ):
            return above, None
    return None, None


def _happened(page: Page, verb: int | None) -> bool:
    """Told as done: a finite verb without a modal, or a noun; plans and purposes are no level yet."""
    if verb is None:
        return False
    token = page.tokens[verb]
    if token.pos not in ("VERB", "AUX"):
        return True
    if any(c.tag == "MD" for c in page.doc.children(verb, "aux")) or page.doc.children(verb, "neg"):
        return False
    if token.tag == "VB":
        return page.tokens[token.head].lemma in CARRIED_OUT and token.dep == "xcomp"
    return token.tag in REPORTED or token.dep == "pobj"


def _merely_wished(page: Page, verb: int | None) -> bool:
    """As in "hopes to upgrade its ties": the level is not reached, and may never be."""
    if verb is None or page.tokens[verb].tag != "VB" or page.tokens[verb].dep != "xcomp":
        return False
    return any(form in WISHED for form in forms(page, page.tokens[verb].head))


def _evidence(sentence: Sentence, level: _Level, verb: int | None) -> Range:
    """From the change to the level, or the level alone with the words just before it."""
    if verb is None or not sentence.first <= verb < sentence.last:
        return level.first, level.last
    return min(verb, level.first), max(verb + 1, level.last)


def _pairs(
    doc: Resolved, page: Page, sentence: Sentence, level: _Level, verb: int | None
) -> Iterator[tuple[tuple[str, str], float]]:
    """The pairs of states that a level joins: named around it, else one named and its partner, else the dyad."""
    if level.sided:
        both = _two_sides(doc, page, level)
        yield from [((min(both), max(both)), SCORE_PAIR_TOLD)] if len(both) == 2 else []
        return
    between = _between(doc, page, sentence)
    partners = _with(doc, page, sentence, level, verb)
    subjects = _subjects(doc, page, sentence, level, verb)
    main = dyad(doc)
    if between:
        yield from ((pair, SCORE_PAIR_TOLD) for pair in combinations(sorted(between), 2))
    elif partners and (one := [s for s in subjects if s not in partners] or [s for s in main if s not in partners]):
        yield from (((min(one[0], p), max(one[0], p)), SCORE_PAIR_TOLD) for p in sorted(partners))
    elif len(subjects) == 2:
        yield (min(subjects), max(subjects)), SCORE_PAIR_TOLD
    elif len(main) == 2 and all(s in main for s in subjects):
        yield (min(main), max(main)), SCORE_PAIR_FROM_DYAD


def _two_sides(doc: Resolved, page: Page, level: _Level) -> list[str]:
    """Whose partner or ally who is: subject, object and agent of the clause, and the partner's owner."""
    head = level.last - 1
    clause = _clause_at(page, head)
    around = page.doc.children(clause, "nsubj", "nsubjpass", "dobj") + page.doc.children(head, "poss")
    preps = page.doc.children(head, "prep", "agent") + page.doc.children(clause, "prep", "agent")
    around += [
        p for prep in preps if prep.lower in ("of", "to", "by", "for") for p in page.doc.children(prep.i, "pobj")
    ]
    return list(dict.fromkeys(s for t in around if t.i != head for s in _states(doc, t.i)))


def _states(doc: Resolved, token: int) -> list[str]:
    """The states that a noun phrase names, persons and bodies counted for their own."""
    found: list[str] = []
    mention = doc.mention_at(token)
    within = range(mention.first, mention.last) if mention else range(token, token + 1)
    for head in sorted({h for t in within for h in coordinated(doc.annotated, t)}):
        for actor in actors_under(doc, head)[:1]:
            country = doc.actors[actor].country
            state = actor if actor.startswith("state:") else f"state:{country}" if country else None
            if state and state not in found:
                found.append(state)
    return found


def _between(doc: Resolved, page: Page, sentence: Sentence) -> list[str]:
    for token in page.tokens[sentence.first : sentence.last]:
        if token.lower == "between":
            for child in page.doc.children(token.i, "pobj"):
                states = _states(doc, child.i)
                if len(states) == 2:
                    return states
    return []


def _with(doc: Resolved, page: Page, sentence: Sentence, level: _Level, verb: int | None) -> list[str]:
    """States behind "with" in the level's own clause, or owning the ties that are raised to it."""
    here = _clause_of(page, level, verb)
    bounds = next((b for b in segments(page, sentence) if b[0] <= level.first < b[1]), (sentence.first, sentence.last))
    joined = [t for t in page.tokens[bounds[0] : bounds[1]] if t.lower == "with" and t.dep == "prep"]
    near = [t for t in joined if _clause_at(page, t.i) in here] or joined[:1]
    objects = [c.i for t in near for c in page.doc.children(t.i, "pobj")]
    return list(dict.fromkeys(s for o in objects for s in _states(doc, o)))


def _clause_of(page: Page, level: _Level, verb: int | None) -> set[int]:
    return {_clause_at(page, level.first), _clause_at(page, level.last - 1)} | ({verb} if verb is not None else set())


def _clause_at(page: Page, token: int) -> int:
    above = (a for a in page.doc.ancestors(token) if page.tokens[a].pos in ("VERB", "AUX"))
    return next(above, page.doc.sentence_of(token).root)


def _subjects(doc: Resolved, page: Page, sentence: Sentence, level: _Level, verb: int | None) -> list[str]:
    """States that are subject of the level's clause, or of the clause that it hangs on."""
    at = verb if verb is not None and page.tokens[verb].pos in ("VERB", "AUX") else _clause_at(page, level.first)
    for place in [at, *page.doc.ancestors(at)]:
        heads = [_object(page, c.i) for c in page.doc.children(place, "nsubj", "nsubjpass", "agent")]
        heads = [page.tokens[place].head if page.tokens[h].tag in ("WDT", "WP") else h for h in heads]
        if any(_both(page, h) for h in heads):
            return []
        states = [state for h in heads for state in _states(doc, h)]
        if states:
            return list(dict.fromkeys(states))
        if page.tokens[place].dep in ("relcl", "ROOT") or place < sentence.first:
            break
    return []


def _both(page: Page, head: int) -> bool:
    """As in "both countries", "the two sides": the document's dyad, whomever the words are linked to."""
    return any(c.lower in ("both", "two") for c in page.doc.children(head, "det", "nummod", "predet"))


def _object(page: Page, at: int) -> int:
    return next((c.i for c in page.doc.children(at, "pobj")), at) if page.tokens[at].dep == "agent" else at


def _declarers(doc: Resolved, page: Page, told: list[_Told]) -> dict[int, str]:
    """For each level's first token, the speaker of the innermost claim that holds it."""
    memory = Memory()
    inner: dict[int, tuple[int, str]] = {}
    for one in attribution.told(doc.annotated):
        speaker = speakers.identify(doc, page, one, memory)
        if speaker is None:
            continue
        memory = speakers.heard(doc, page, one, speaker, memory)
        size = one.hull[1] - one.hull[0]
        for at in {t.level.first for t in told if one.hull[0] <= t.level.first < one.hull[1]}:
            if speaker.actor and _may_declare(doc.actors[speaker.actor]) and (at not in inner or size < inner[at][0]):
                inner[at] = (size, speaker.actor)
    return {at: actor for at, (_, actor) in inner.items()}


def _may_declare(actor: Actor) -> bool:
    """Whoever acts for a state, and a person of whom the text gives no role that says otherwise."""
    return acts_for_state(actor) or (actor.schema_ == "Person" and not actor.roles)


def _relation(doc: Resolved, page: Page, group: list[_Told], declared: dict[int, str]) -> Relation:
    best = max(group, key=lambda t: (t.change is not None, t.date is not None, t.score, -t.level.first))
    document = doc.annotated.clean.document.id
    evidence = tuple(dict.fromkeys(t.evidence for t in group))
    best = replace(best, date=best.date or next((t.date for t in group if t.date), None))
    by = dict.fromkeys(declared[t.level.first] for t in group if t.level.first in declared)
    label = f"{best.level.label} severed" if best.change == "severed" else best.level.label
    return Relation(
        id=record_id("relation", document, evidence, best.pair, best.level.label), document_id=document,
        evidence=evidence, confidence=band(best.score), score=best.score, extractor=extractor("relations"),
        pair=best.pair, level=label, printed_as=page.doc.text(best.level.first, best.level.last), date=best.date,
        declared_by=tuple(by),
        change=best.change, previous=next((t.previous for t in group if t.previous), None),
    )  # fmt: skip
