"""Sources named by a phrase: "according to X", "for X," at the head of a sentence, "in the opinion of X", "X: …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dragoman.document import Sentence
from dragoman.extract.attribution_sources import plausible
from dragoman.extract.clauses import MARKS, Attribution, Page, Range, bare, phrase, reach, segments, trim
from dragoman.extract.cue_words import Source, denies, forms, lexicon, said_nouns, source_nouns
from dragoman.extract.ground import table

COLON_REACH = 8
APPOSITION = 6
NAME_TAGS = ("NNP", "NNPS", "NN", "DT", "JJ", "FW")


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Phrases with their kinds by first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in sorted(table("claims_phrases.csv"), key=lambda r: -len(r["phrase"].split())):
        words = tuple(row["phrase"].split())
        found.setdefault(words[0], []).append((words, row["kind"]))
    return {first: tuple(rows) for first, rows in found.items()}


def find(page: Page, sentence: Sentence) -> Iterator[Attribution]:
    """The attributions by a phrase in a sentence."""
    for bounds in segments(page, sentence):
        yield from _by_preposition(page, sentence, bounds)
        yield from _by_view(page, sentence, bounds)
        yield from _by_head_of_sentence(page, sentence, bounds)
        yield from _by_colon(page, sentence, bounds)
        yield from _by_noun(page, sentence, bounds)
        yield from _by_adjective(page, sentence, bounds)
        yield from _by_adverb(page, sentence, bounds)


def _by_preposition(page: Page, sentence: Sentence, bounds: Range) -> Iterator[Attribution]:
    words = [t.lower for t in page.tokens[bounds[0] : bounds[1]]]
    at = 0
    while at < len(words):
        hit = next(((p, k) for p, k in _phrases().get(words[at], ()) if tuple(words[at : at + len(p)]) == p), None)
        if hit is None:
            at += 1
            continue
        first, last = bounds[0] + at, bounds[0] + at + len(hit[0])
        at += len(hit[0])
        if last >= bounds[1] or page.quoted(first):
            continue
        source = _noun_phrase(page, last, bounds)
        contents = _rest(page, first, source.range[1], bounds)
        if contents:
            yield Attribution(
                sentence.i, (first, last), first, contents, hit[1], "according", source.range, source.head
            )


@lru_cache(maxsize=1)
def _views() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in table("claims_views.csv")}


def _by_view(page: Page, sentence: Sentence, bounds: Range) -> Iterator[Attribution]:
    """As in "in the minister's view, …", "…, in her words", "from his point of view": a possessive, set off."""
    for at in range(bounds[0] + 2, bounds[1]):
        kind, prep = _views().get(page.tokens[at].lower), page.tokens[at].head
        owners = page.doc.children(at, "poss")
        if not kind or not owners or page.quoted(at) or page.tokens[prep].lower not in ("in", "from", "to", "by"):
            continue
        last = max(page.doc.reach(at)[1], at + 1)
        set_off = prep in (bounds[0], sentence.first) or page.tokens[prep - 1].text in MARKS | {",", "–", "—"}
        contents = _rest(page, prep, last, bounds) if prep < owners[0].i and set_off else ()
        if contents:
            source = phrase(page, owners[0].i, bounds)
            yield Attribution(sentence.i, (prep, last), prep, contents, kind, "according", source, owners[0].i)


@lru_cache(maxsize=1)
def _hearsay() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in table("claims_hearsay.csv")}


def _by_adverb(page: Page, sentence: Sentence, bounds: Range) -> Iterator[Attribution]:
    """As in "the ship reportedly carried arms": the clause around the word, said by nobody in particular."""
    for at in range(*bounds):
        kind = _hearsay().get(page.tokens[at].lower)
        above = page.tokens[at].head
        if not kind or page.quoted(at) or page.tokens[at].dep not in ("advmod", "dep", "npadvmod"):
            continue
        content = trim(page, *reach(page, above, bounds))
        if page.tokens[above].pos in ("VERB", "AUX") and content[1] - content[0] > 2:
            yield Attribution(sentence.i, (at, at + 1), at, (content,), kind, "hearsay", hedged=True)


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, tuple[str, bool]]:
    return {row["word"]: (row["kind"], row["hedge"] == "yes") for row in table("claims_adjectives.csv")}


def _by_adjective(page: Page, sentence: Sentence, bounds: Range) -> Iterator[Attribution]:
    """As in "the minister is confident that …", "…, the minister is convinced"."""
    for at in range(*bounds):
        row = _adjectives().get(page.tokens[at].lower)
        if not row or page.quoted(at) or page.tokens[at].tag not in ("JJ", "VBN", "VBD"):
            continue
        clause = next(
            (c for c in page.doc.children(at, "ccomp", "xcomp", "acl", "advcl") if c.pos in ("VERB", "AUX")), None
        )
        verb = page.tokens[at].head if page.tokens[at].dep in ("acomp", "oprd", "attr") else at
        who = page.doc.children(verb, "nsubj", "nsubjpass")
        if (
            clause is None
            or not who
            or page.doc.children(verb, "neg")
            or not page.has_finite(*page.doc.reach(clause.i))
        ):
            continue
        content = trim(page, *reach(page, clause.i, bounds))
        if content[0] < content[1] and not content[0] <= who[0].i < content[1]:
            yield Attribution(
                sentence.i, (at, at + 1), at, (content,), row[0], "noun", phrase(page, who[0].i, bounds), who[0].i,
                hedged=row[1],
            )  # fmt: skip


def _noun_phrase(page: Page, first: int, bounds: Range) -> Source:
    """The noun phrase that starts at a token."""
    head = first
    tokens = page.tokens
    while (
        tokens[head].head > first - 1
        and tokens[head].head != head
        and tokens[tokens[head].head].pos not in ("VERB", "AUX")
    ):
        if not first <= tokens[head].head < bounds[1]:
            break
        head = tokens[head].head
    last = max(phrase(page, head, (first, bounds[1]))[1], head + 1)
    return Source((first, _over_apposition(page, head, last, bounds)), head)


def _over_apposition(page: Page, head: int, last: int, bounds: Range) -> int:
    """The end of a name set after a title by a comma: "for the consulting firm, X Group, …"."""
    if page.tokens[head].tag == "PRP" or last >= bounds[1] or page.tokens[last].text != "," or _named(page, head):
        return last
    at = last + 1
    while at < bounds[1] and at - last <= APPOSITION and page.tokens[at].tag in NAME_TAGS:
        at += 1
    if not last + 1 < at < bounds[1] or page.tokens[at].text != ",":
        return last
    named = any(m.first < at and m.last > last + 1 for m in page.doc.mentions) or page.tokens[last + 1].tag == "NNP"
    return at if named else last


def _named(page: Page, head: int) -> bool:
    mention = next((m for m in page.doc.mentions if m.first <= head < m.last), None)
    return mention.kind in ("name", "acronym") if mention else page.tokens[head].tag in ("NNP", "NNPS")


def _over_aside(page: Page, last: int, bounds: Range) -> int:
    """Past an aside on who quotes the source: "…, quoted by the agency, …"."""
    tokens = page.tokens
    at = last + 1 if last < bounds[1] and tokens[last].text == "," else last
    if at < bounds[1] and tokens[at].lower in ("quoted", "cited"):
        while at < bounds[1] and tokens[at].text != ",":
            at += 1
        return at
    return last


def _rest(page: Page, first: int, last: int, bounds: Range) -> tuple[Range, ...]:
    """What a phrase leaves of its clause, before and after it."""
    start = bounds[0]
    verb = next((a for a in page.doc.ancestors(first) if page.tokens[a].pos in ("VERB", "AUX")), None)
    if verb is not None and page.tokens[verb].dep in ("conj", "relcl") and first > verb:
        start = max(start, page.doc.reach(verb)[0])
    before = trim(page, max(start, _told_clause(page, first)), first)
    after = trim(page, _over_aside(page, last, bounds), bounds[1])
    parts = [r for r in (before, after) if r[1] - r[0] >= 2 and _substance(page, r)]
    return tuple(parts) if any(page.has_finite(*r) or page.quotes_in(*r) for r in parts) else ()


def _told_clause(page: Page, first: int) -> int:
    """Where the clause starts that another cue governs and that a phrase without a comma closes: "said that …
    according to".
    """
    tokens = page.tokens
    if first == 0 or tokens[first - 1].text in MARKS | {",", "–", "—"}:
        return 0
    for above in page.doc.ancestors(first):
        if (
            tokens[above].dep == "ccomp"
            and above < first
            and any(f in lexicon() for f in forms(page, tokens[above].head))
        ):
            return page.doc.reach(above)[0] if tokens[above].head < above else 0
    return 0


def _substance(page: Page, part: Range) -> bool:
    opening = page.tokens[part[0]]
    return opening.tag != "WDT" and opening.lower not in (
        "who",
        "which",
        "quoted",
        "quoting",
        "citing",
        "without",
    )


def _by_head_of_sentence(page: Page, sentence: Sentence, bounds: Range) -> Iterator[Attribution]:
    """As in "For the consulting firm X, …": who can speak, a comma, and a clause."""
    first = bounds[0]
    while first < bounds[1] and (page.tokens[first].text in MARKS or page.tokens[first].tag == "CC"):
        first += 1
    if first + 2 >= bounds[1] or page.tokens[first].lower not in ("for", "to"):
        return
    source = _noun_phrase(page, first + 1, bounds)
    if page.tokens[source.head].tag == "PRP" and source.range[1] != first + 2:
        return
    last = source.range[1]
    if last >= bounds[1] or page.tokens[last].text != ",":
        return
    content = trim(page, last + 1, bounds[1])
    quoted = any(not q.quote.scare for q in page.quotes_in(*content))
    if not _opines(page, source.head) and not (quoted and plausible(page, source.head)):
        return
    if content[1] - content[0] >= 3 and (page.has_finite(*content) or page.quotes_in(*content)):
        yield Attribution(
            sentence.i, (first, first + 1), first, (content,), "assessment", "for", source.range, source.head
        )  # fmt: skip


def _opines(page: Page, head: int) -> bool:
    """A person, an organisation or a noun that speaks; for a state or a thing, "for" means something else."""
    token = page.tokens[head]
    if token.tag == "PRP":
        return token.lower in ("him", "her", "them")
    mention = next((m for m in page.doc.mentions if m.first <= head < m.last), None)
    if mention and mention.schema is not None:
        return mention.schema != "State"
    named = token.tag == "NNP" and not (mention and any(c.startswith("state:") for c in mention.candidates))
    return bare(page, head) in source_nouns() or named


def _by_colon(page: Page, sentence: Sentence, bounds: Range) -> Iterator[Attribution]:
    """As in "Mitsotakis: …" at the head of a sentence: a bare name, a colon, something said."""
    first = bounds[0]
    if first != sentence.first:
        return
    reach_to = min(bounds[1], first + COLON_REACH)
    colon = next((i for i in range(first, reach_to) if page.tokens[i].text in (":", "):")), None)
    if colon is None or colon == first or page.has_finite(first, colon) or page.quotes_in(first, colon):
        return
    start = first
    while start < colon and (page.tokens[start].tag == "CD" or page.tokens[start].text in ".:,"):
        start += 1
    opened = next((i for i in range(start, colon) if page.tokens[i].text in ("(", "[")), None)
    head = (opened if opened is not None else colon) - 1
    if start >= colon or page.tokens[head].tag not in ("NNP", "NNPS") or not _names_only(page, start, head + 1):
        return
    content = trim(page, colon + 1, bounds[1])
    if content[1] - content[0] >= 3 and (page.has_finite(*content) or page.quotes_in(*content)):
        yield Attribution(sentence.i, (colon, colon + 1), colon, (content,), "statement", "colon", (start, colon), head)


def _names_only(page: Page, first: int, last: int) -> bool:
    named = [m for m in page.doc.mentions if m.first < last and m.last > first and m.schema == "Person"]
    if page.doc.mentions:
        return bool(named)
    return all(t.tag in ("NNP", "NNPS") for t in page.tokens[first:last]) and last - first <= 3


def _by_noun(page: Page, sentence: Sentence, bounds: Range) -> Iterator[Attribution]:
    """As in "He expressed the hope that …", "the ministry's claim that …", "an announcement that X made is that …"."""
    for at in range(*bounds):
        row = said_nouns().get(bare(page, at))
        if not row or page.tokens[at].pos != "NOUN" or page.quoted(at):
            continue
        content = _that_clause(page, at, bounds)
        owner = _owner(page, at, bounds) if content else None
        if content and owner:
            yield Attribution(
                sentence.i, (at, at + 1), at, (content,), row[0], "noun", owner.range, owner.head, hedged=row[1]
            )  # fmt: skip


def _that_clause(page: Page, noun: int, bounds: Range) -> Range | None:
    tokens = page.tokens
    if noun + 1 < bounds[1] and tokens[noun + 1].lower == "that":
        clause = [c for c in page.doc.children(noun, "acl", "ccomp", "relcl") if c.i > noun]
        last = page.doc.reach(clause[0].i)[1] if clause else bounds[1]
        if not any(
            c.tag in ("WDT", "WP") and c.dep in ("nsubj", "dobj") for v in clause for c in page.doc.children(v.i)
        ):
            return trim(page, noun + 1, min(last, bounds[1]))
    above = next((a for a in page.doc.ancestors(noun) if page.tokens[a].pos in ("VERB", "AUX")), noun)
    for verb in [above] if page.tokens[above].lemma == "be" else []:
        for child in page.doc.children(verb, "ccomp"):
            if child.i > verb > noun:
                return trim(page, max(verb + 1, page.doc.reach(child.i)[0]), min(page.doc.reach(child.i)[1], bounds[1]))
    return None


def _owner(page: Page, noun: int, bounds: Range) -> Source | None:
    doc = page.doc
    verb = page.tokens[noun].head
    if page.tokens[noun].dep == "pobj" and page.tokens[verb].lower == "of":
        verb = page.tokens[verb].head
    subjects = (
        doc.children(verb, "nsubj") if page.tokens[noun].dep in ("dobj", "pobj") and not denies(page, verb) else []
    )
    for child in doc.children(noun, "poss"):
        own = child.tag == "PRP$" and subjects
        return (
            Source(phrase(page, subjects[0].i, bounds), subjects[0].i)
            if own
            else Source(phrase(page, child.i, bounds), child.i)
        )
    for prep in doc.children(noun, "prep"):
        for owner in doc.children(prep.i, "pobj"):
            if prep.lower in ("of", "by", "from") and plausible(page, owner.i):
                return Source(phrase(page, owner.i, bounds), owner.i)
    for clause in doc.children(noun, "relcl"):
        for owner in doc.children(clause.i, "nsubj"):
            if plausible(page, owner.i):
                return Source(phrase(page, owner.i, bounds), owner.i)
    if subjects and page.tokens[verb].pos in ("VERB", "AUX"):
        return Source(phrase(page, subjects[0].i, bounds), subjects[0].i)
    return None
