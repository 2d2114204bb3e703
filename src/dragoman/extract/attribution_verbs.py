"""Verbs that tell of saying: their sources, and the contents that stand before, around or after them.

`data/claims_verbs.csv` gives for each verb the kind of act and its frames: t a clause follows; p it stands after or
inside what is said; i an infinitive; o any object; s an object that is itself something said; a an object that is
called something; f somebody accused of something; g a gerund; q only with a quotation. A verb marked `negated` is a
cue only under negation ("did not rule out that"), any other only without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Sentence, Token
from dragoman.extract.clauses import (
    MARKS,
    NP_TAGS,
    Attribution,
    Page,
    Range,
    bare,
    phrase,
    reach,
    segments,
    trim,
)  # fmt: skip
from dragoman.extract.ground import table

BREAKS = frozenset({",", "—", "–", "-", "--", ":"}) | MARKS
SUBJECTS = ("nsubj", "nsubjpass", "csubj")
ADDRESSING = ("tell", "inform", "assure", "remind")
OBJECTS = ("dobj", "oprd", "attr", "acomp", "prep", "xcomp", "ccomp", "dative", "pobj", "advcl", "npadvmod")
LOOK = 9
PASSING_ON = frozenset({"cite", "quote"})
SHORT_QUOTE = 2
GOING_ON = frozenset({"go", "continue", "want", "limit", "prefer", "like", "hasten"})
AWAY = frozenset({"home", "off", "back", "up", "on", "in", "out", "attention"})
LEADING_OFF = frozenset({"when", "while", "after", "as", "who", "without", "adding", "whose"})
VERB_TAGS = ("VB", "VBD", "VBN", "VBP", "VBZ", "VBG", "NNS", "NN", "JJ")


@dataclass(frozen=True, slots=True)
class Cue:
    """What the data say of a verb."""

    kind: str
    frames: frozenset[str]
    hedged: bool
    negated: bool
    particle: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its range and head token."""

    range: Range
    head: int


@dataclass(frozen=True, slots=True)
class _Site:
    """A cue verb in its segment with its source; `inverted` where the source follows the verb."""

    page: Page
    verb: int
    bounds: Range
    source: Source | None
    inverted: bool
    cues: tuple[Cue, ...]

    def cue(self, frame: str) -> Cue | None:
        return next((c for c in self.cues if frame in c.frames), None)


@lru_cache(maxsize=1)
def lexicon() -> dict[str, tuple[Cue, ...]]:
    """The cues of each verb, by lemma."""
    found: dict[str, list[Cue]] = {}
    for row in table("claims_verbs.csv"):
        frames = frozenset(row["frames"].split())
        cue = Cue(row["kind"], frames, row["hedge"] == "yes", row["negated"] == "yes", row["particle"])
        found.setdefault(row["lemma"], []).append(cue)
    return {lemma: tuple(cues) for lemma, cues in found.items()}


@lru_cache(maxsize=1)
def source_nouns() -> dict[str, str]:
    """Classes of nouns that can speak, by lemma."""
    return {row["word"]: row["class"] for row in table("claims_sources.csv")}


@lru_cache(maxsize=1)
def said_things() -> frozenset[str]:
    """Nouns for things said, which can be denied or rejected."""
    return frozenset(row["noun"] for row in table("claims_objects.csv"))


def find(page: Page, sentence: Sentence) -> Iterator[Attribution]:
    """The attributions by a verb in a sentence."""
    for bounds in segments(page, sentence):
        for at in range(*bounds):
            site = _site(page, at, bounds)
            if site and (found := _read(site, sentence.i)):
                yield found


def _site(page: Page, at: int, bounds: Range) -> _Site | None:
    token = page.tokens[at]
    if token.tag not in VERB_TAGS or page.quoted(at):
        return None
    cues = tuple(c for form in forms(page, at) for c in lexicon().get(form, ()))
    cues = tuple(c for c in cues if c.negated == _negated(page, at) and _has_particle(page, at, c.particle))
    if not cues or _passing(page, at):
        return None
    source = _inverted(page, at, bounds) if any("p" in c.frames for c in cues) else None
    if source:
        return _Site(page, at, bounds, source, inverted=True, cues=cues)
    if token.pos not in ("VERB", "AUX") and not _said_next(page, at, bounds):
        return None
    source = subject(page, at, bounds)
    if source is None and not (page.doc.children(at, "auxpass") and any("a" in c.frames for c in cues)):
        return None
    return _Site(page, at, bounds, source, inverted=False, cues=cues)


def forms(page: Page, at: int) -> list[str]:
    """What a verb's lemma may be: the tagger's, else the word without its ending ("hopes" is no form of "hop")."""
    word, lemma = page.tokens[at].lower, bare(page, at)
    stripped = [word.removesuffix(ending) for ending in ("s", "d", "es", "ed") if word.endswith(ending)]
    stripped += [word[:-3] + "y" for ending in ("ies", "ied") if word.endswith(ending)]
    known = [f for f in stripped if f in lexicon() and f != lemma and (lemma not in lexicon() or f.startswith(lemma))]
    return [lemma, *known[:1]] if lemma in lexicon() and lemma != "hop" else known[:1] or [lemma]


def _negated(page: Page, at: int) -> bool:
    return bool(page.doc.children(at, "neg")) or any(
        page.tokens[i].lower in ("not", "never", "n't", "n’t", "without") for i in range(max(0, at - 2), at)
    )


def _has_particle(page: Page, at: int, particle: str) -> bool:
    return not particle or any(t.lower == particle for t in page.tokens[at + 1 : at + 3])


def _passing(page: Page, at: int) -> bool:
    """A participle, condition or purpose: "quoted by X", "should they say no", "asked them to explain"."""
    token = page.tokens[at]
    auxiliaries = [c for c in page.doc.children(at, "aux")]
    if token.tag == "VB" and any(
        c.lower == "should" and at - c.i > 1 and page.doc.children(at, "nsubj") for c in auxiliaries
    ):
        return True
    if token.dep == "xcomp" and any(c.tag == "TO" for c in auxiliaries) and bare(page, token.head) not in GOING_ON:
        return _chain_start(page, at) == at or not _inverted_place(page, at)
    if bare(page, at) in PASSING_ON and token.tag == "VBN":
        return True
    marks = {c.lower for c in page.doc.children(at, "mark", "aux")}
    return token.dep == "advcl" and bool(marks & {"if", "unless", "should"})


def _said_next(page: Page, at: int, bounds: Range) -> bool:
    """Whether a word that the tagger took for a noun or adjective goes on as a verb of saying does."""
    follows = [t.lower for t in page.tokens[at + 1 : min(bounds[1], at + 3)]]
    return bool(follows) and (follows[0] in (":", "that") or "of" in follows and page.quotes_in(at + 1, at + 5) != [])


def subject(page: Page, verb: int, bounds: Range, depth: int = 0) -> Source | None:
    """Who does what a verb says: its subject or agent, or that of the verb it hangs on."""
    doc, token = page.doc, page.tokens[verb]
    if doc.children(verb, "auxpass") or doc.children(verb, "agent"):
        agents = [p for by in doc.children(verb, "agent") for p in doc.children(by.i, "pobj")]
        return Source(phrase(page, agents[0].i, bounds), agents[0].i) if agents else None
    for child in doc.children(verb, *SUBJECTS):
        if child.tag in ("WP", "WDT") or child.lower == "that":
            return _antecedent(page, token)
        if not page.quoted(child.i):
            return Source(phrase(page, child.i, (page.doc.sentence_of(verb).first, bounds[1])), child.i)
    if token.dep == "conj" and page.tokens[token.head].pos in ("NOUN", "PROPN") and token.head < verb:
        return Source(phrase(page, token.head, (doc.sentence_of(verb).first, verb)), token.head)
    if depth < 4 and token.head != verb and token.dep in ("conj", "xcomp", "advcl", "acl", "pcomp", "prep", "ccomp"):
        above = token.head if token.dep != "acl" else _verb_above(page, token.head)
        if bare(page, above) in PASSING_ON and (cited := doc.children(above, "dobj")):
            return Source(phrase(page, cited[0].i, bounds), cited[0].i)
        return subject(page, above, bounds, depth + 1)
    return _before(page, verb, bounds) if token.pos in ("NOUN", "ADJ") else None


def _verb_above(page: Page, at: int) -> int:
    return next((a for a in page.doc.ancestors(at) if page.tokens[a].pos in ("VERB", "AUX")), at)


def _antecedent(page: Page, verb: Token) -> Source | None:
    at = verb
    while at.dep in ("conj", "xcomp", "ccomp") and at.head != at.i:
        at = page.tokens[at.head]
    if at.dep not in ("relcl", "acl") or page.quoted(at.head):
        return None
    sentence = page.doc.sentence_of(verb.i)
    return Source(phrase(page, at.head, (sentence.first, at.i)), at.head)


def _before(page: Page, at: int, bounds: Range) -> Source | None:
    """The noun phrase that starts the segment, for a verb that the tagger took for a noun."""
    head = next((i for i in range(at - 1, bounds[0] - 1, -1) if page.tokens[i].tag.startswith(("NN", "PRP"))), None)
    return Source((bounds[0], at), head) if head is not None and at - bounds[0] < 12 else None


def plausible(page: Page, head: int) -> bool:
    """Whether a noun can be a speaker: a name, a pronoun, a mention of an actor, or a noun that speaks."""
    token = page.tokens[head]
    if token.tag in ("NNP", "NNPS", "PRP") or bare(page, head) in source_nouns():
        return True
    return any(m.first <= head < m.last for m in page.doc.mentions)


def _inverted(page: Page, verb: int, bounds: Range) -> Source | None:
    """The speaker after the verb, where verb and speaker follow what is said: "…, warned the mayor"."""
    tokens = page.tokens
    start = _chain_start(page, verb)
    if start <= bounds[0] or tokens[start - 1].text not in BREAKS - {":"} or tokens[verb].tag in ("VBG", "VBN", "JJ"):
        if tokens[verb].tag != "VBN" or start <= bounds[0] or tokens[start - 1].text not in MARKS | {","}:
            return None
    if _subject_before(page, verb) or page.doc.children(verb, "auxpass", "agent"):
        return None
    found = _phrase_after(page, verb + 1, bounds)
    if found and any(f in ADDRESSING for f in forms(page, verb)):
        found = _phrase_after(page, found.range[1], bounds) or found
    return found if found and plausible(page, found.head) else None


def _inverted_place(page: Page, verb: int) -> bool:
    start = _chain_start(page, verb)
    return start > 0 and page.tokens[start - 1].text in BREAKS - {":"}


def _chain_start(page: Page, verb: int) -> int:
    """Where the verb's group starts: "limited himself to say" at "limited"."""
    at = verb
    while (
        page.tokens[at].dep in ("xcomp", "advcl") and page.tokens[at].tag == "VB" and 0 < at - page.tokens[at].head <= 4
    ):
        at = page.tokens[at].head
    own = {c.i for c in page.doc.children(at, "aux", "neg", "advmod")}
    while at - 1 in own:
        at -= 1
    return at


def _subject_before(page: Page, verb: int) -> bool:
    """Whether the parse gives the verb a subject that reaches up to it, apposition and comma included."""
    for child in page.doc.children(verb, "nsubj"):
        if child.i < verb and not page.quoted(child.i) and page.doc.reach(child.i)[1] >= verb - 1:
            return True
    return False


def _phrase_after(page: Page, first: int, bounds: Range) -> Source | None:
    """The noun phrase that starts at a token, adverbs skipped."""
    tokens = page.tokens
    while first + 1 < bounds[1] and tokens[first].tag == "RB":
        first += 1
    if first >= bounds[1] or tokens[first].tag not in NP_TAGS or tokens[first].tag == "VBG":
        return None
    head = first
    while first <= tokens[head].head < bounds[1] and tokens[head].head != head:
        if tokens[tokens[head].head].pos in ("VERB", "AUX"):
            break
        head = tokens[head].head
    last = phrase(page, head, (first, bounds[1]))[1]
    return Source((first, max(last, head + 1)), head)


def _read(site: _Site, sentence: int) -> Attribution | None:
    contents, cue, frame = _contents(site)
    if not contents or cue is None:
        return None
    cue_range = _cue_range(site, contents)
    source = site.source
    return Attribution(
        sentence, cue_range, site.verb, contents, cue.kind, frame,
        source=source.range if source else None, head=source.head if source else None,
        hedged=cue.hedged,
    )  # fmt: skip


def _cue_range(site: _Site, contents: tuple[Range, ...]) -> Range:
    """The verb with its auxiliaries, negation and adverbs, as one stretch."""
    doc = site.page.doc
    first = site.verb
    own = {c.i for c in doc.children(site.verb, "aux", "auxpass", "neg", "advmod")}
    while first - 1 in own:
        first -= 1
    last = site.verb + 1
    while last < site.bounds[1] and last in own | {c.i for c in doc.children(site.verb, "prt")}:
        last += 1
    taken = {i for a, b in contents for i in range(a, b)}
    while last - 1 in taken and last - 1 > site.verb:
        last -= 1
    return first, last


def _contents(site: _Site) -> tuple[tuple[Range, ...], Cue | None, str]:
    after = _clause_after(site)
    medial = site.inverted or _comma_follows(site)
    if after and not medial and (cue := site.cue("t")):
        return (after,), cue, "that"
    if (cue := site.cue("p") or (site.cue("t") if medial else None)) and (around := _around(site)):
        return around, cue, "paren"
    if after and (cue := site.cue("t")):
        return (after,), cue, "that"
    for frame, reader in _READERS:
        if (cue := site.cue(frame)) and (found := reader(site)):
            return (found,), cue, frame
    return (), None, ""


def _comma_follows(site: _Site) -> bool:
    at = site.verb + 1
    return at < site.bounds[1] and site.page.tokens[at].text == "," and site.source is not None


def _clause_after(site: _Site) -> Range | None:
    """The clause that the verb governs on its right, or what follows "that", a colon or an opening mark."""
    page, verb = site.page, site.verb
    start = verb + 1 if not site.inverted or not site.source else site.source.range[1]
    for at in range(start, min(site.bounds[1], start + LOOK)):
        token = page.tokens[at]
        if (token.lower == "that" and _introduces(page, at)) or token.text == ":":
            last = _end_of_clause(page, verb, at, site.bounds)
            return _checked(page, at if token.text != ":" else at + 1, last)
        if page.quoted(at) and at <= start + 1:
            return _worth(page, _checked(page, at, _end_of_clause(page, verb, at, site.bounds)))
        if token.pos in ("VERB", "AUX") or token.text == "," or page.quoted(at):
            break
    for child in page.doc.children(verb, "ccomp"):
        if child.i > start:
            first, last = reach(page, child.i, (start, site.bounds[1]))
            objects = [page.doc.reach(o.i)[0] for o in page.doc.children(verb, "dobj") if verb < o.i < child.i]
            objects = [o for o in objects if o >= start and bare(page, verb) not in ADDRESSING]
            return _checked(page, min([first, *objects]), last)
    return None


def _introduces(page: Page, at: int) -> bool:
    """Whether this "that" opens a clause, not a noun phrase ("said that man")."""
    token = page.tokens[at]
    return token.tag in ("IN", "WDT") or (token.dep in ("mark", "dobj", "nsubj") and token.head > at + 1)


def _end_of_clause(page: Page, verb: int, first: int, bounds: Range) -> int:
    """Where what starts at a token ends: the reach of the clause that the verb governs there, else the segment."""
    for child in page.doc.children(verb, "ccomp", "xcomp", "dobj"):
        a, b = reach(page, child.i, bounds)
        if a <= first + 1 < b and page.tokens[child.i].pos in ("VERB", "AUX", "ADJ") and page.has_finite(first, b):
            return b
    return bounds[1]


def _worth(page: Page, found: Range | None) -> Range | None:
    """A quotation after a verb counts where it says something: a clause, or more than a word or two."""
    if found is None or page.has_finite(*found) or found[1] - found[0] > SHORT_QUOTE:
        return found
    return None


def _checked(page: Page, first: int, last: int) -> Range | None:
    first, last = trim(page, first, last)
    return (first, last) if last > first else None


def _around(site: _Site) -> tuple[Range, ...]:
    """What stands before, and where the cue is inserted also after, a speaker and verb set off by a comma or mark."""
    unit = _unit(site)
    if unit is None or (not site.inverted and _has_object(site)):
        return ()
    page, bounds = site.page, site.bounds
    before = _checked(page, bounds[0], unit[0])
    before = _last_clause(page, before) if before else None
    after = _checked(page, unit[1], bounds[1]) if unit[1] < bounds[1] else None
    if after and not _goes_on(page, after):
        after = None
    if before and after is None and not (page.has_finite(*before) or page.quotes_in(*before)):
        return ()
    if after and before is None and not site.inverted and not _comma_follows(site):
        return ()
    return tuple(r for r in (before, after) if r)


def _has_object(site: _Site) -> bool:
    """An object that is no addressee: "had recalled its ambassador" says nothing of what stands before."""
    if any(f in ADDRESSING for f in forms(site.page, site.verb)):
        return False
    return any(c.i > site.verb and c.tag != "PRP" for c in site.page.doc.children(site.verb, "dobj"))


def _unit(site: _Site) -> Range | None:
    """Speaker and verb with what belongs to them; None where no comma or mark sets them off from something said."""
    page, source, verb = site.page, site.source, site.verb
    first = _cue_start(site)
    if not site.inverted and source is not None and source.range[0] < verb and source.range[1] <= verb:
        first = min(first, source.range[0])
    if first > site.bounds[0] and page.tokens[first - 1].lower == "as":
        first -= 1
    if source and page.tokens[source.head].tag == "NNP":
        first = _over_noun(page, first, site.bounds[0])
    elif page.tokens[verb].dep == "relcl":
        return None
    if first <= site.bounds[0] or page.tokens[first - 1].text not in BREAKS | {"."}:
        return None
    last = max(verb + 1, source.range[1] if source else 0)
    while last < site.bounds[1]:
        token = page.tokens[last]
        if token.text in BREAKS or token.tag in ("CC", "WDT", "WP") or token.text in ".!?":
            break
        last += 1
    return first, last


def _over_noun(page: Page, first: int, start: int) -> int:
    """The start of a title that the parse left outside the speaker: "the state agency X reported"."""
    at = first
    while at > start and first - at < 6 and page.tokens[at - 1].tag in NP_TAGS and page.tokens[at - 1].tag != "WP":
        at -= 1
    return at if at > start and page.tokens[at - 1].text in BREAKS else first


def _cue_start(site: _Site) -> int:
    own = {c.i for c in site.page.doc.children(site.verb, "aux", "auxpass", "neg", "advmod", "mark")}
    first = _chain_start(site.page, site.verb) if site.inverted else site.verb
    while first - 1 in own:
        first -= 1
    return first


def _last_clause(page: Page, before: Range) -> Range:
    """A quotation right before the cue that a conjunction parts from a clause of the narrator's stands alone."""
    first, last = before
    quotes = page.quotes_in(first, last)
    if not quotes or quotes[-1].last < last - 1 or quotes[-1].first <= first + 2:
        return before
    at = quotes[-1].first - 2
    joined = page.tokens[at].tag == "CC" and page.has_finite(first, at)
    return (quotes[-1].first, last) if joined else before


def _goes_on(page: Page, after: Range) -> bool:
    """Whether what follows an inserted cue is still said: a clause or quotation, no new cue, no aside of the narrator."""
    first, last = after
    opening = page.tokens[first]
    if opening.tag == "VBG" or opening.tag in ("WDT", "WP") or opening.lower in LEADING_OFF:
        return False
    if not page.has_finite(first, last) and not page.quotes_in(first, last):
        return False
    verb = next((t for t in page.tokens[first:last] if t.tag in ("VBD", "VBP", "VBZ")), None)
    return verb is None or page.quoted(verb.i) is not None or verb.lemma.lower() not in lexicon()


def _right_side(site: _Site) -> Range | None:
    """From the first to the last of what hangs on the verb's right, up to a conjoined verb."""
    page, verb = site.page, site.verb
    stop = min(
        [page.doc.reach(c.i)[0] for c in page.doc.children(verb, "conj", "parataxis") if c.i > verb] + [site.bounds[1]]
    )
    stop = min(stop, _next_cue(page, verb, stop))
    parts = [reach(page, c.i, (verb + 1, stop)) for c in page.doc.children(verb, *OBJECTS) if c.i > verb]
    parts = [p for p in parts if p[0] < p[1]]
    if not parts:
        return None
    first, last = min(p[0] for p in parts), max(p[1] for p in parts)
    quotes = [q for q in page.quotes if q.first <= last + 1 and q.last > last and q.first > verb]
    return _checked(page, first, max([last, *[q.last for q in quotes]]))


def _next_cue(page: Page, verb: int, stop: int) -> int:
    """Where a conjunction leads on to another cue that takes a clause: "calls it a prison and foresees that …"."""
    for at in range(verb + 2, stop - 1):
        if page.tokens[at - 1].tag == "CC" and page.tokens[at].tag in VERB_TAGS and not page.quoted(at):
            if any(f in lexicon() for f in forms(page, at)) and page.tokens[at].tag not in ("NN", "VB", "JJ", "VBG"):
                return at - 1
    return stop


def _infinitive(site: _Site) -> Range | None:
    page = site.page
    for child in page.doc.children(site.verb, "xcomp"):
        if child.i > site.verb and any(c.tag == "TO" for c in page.doc.children(child.i, "aux")):
            return _checked(page, *reach(page, child.i, (site.verb + 1, site.bounds[1])))
    return None


def _gerund(site: _Site) -> Range | None:
    """ "denied sending anyone"."""
    page = site.page
    for child in page.doc.children(site.verb, "xcomp", "dobj", "ccomp"):
        if child.i > site.verb and child.tag == "VBG":
            return _checked(page, *reach(page, child.i, (site.verb + 1, site.bounds[1])))
    return None


def _object(site: _Site) -> Range | None:
    return _right_side(site) if any(c.i > site.verb for c in site.page.doc.children(site.verb, "dobj")) else None


def _said_object(site: _Site) -> Range | None:
    page = site.page
    found = _right_side(site)
    if found is None:
        return None
    objects = page.doc.children(site.verb, "dobj")
    said = any(bare(page, o.i) in said_things() or o.lower == "it" for o in objects)
    return found if said or _quoted_in(site, found) else None


def _called(site: _Site) -> Range | None:
    """What somebody is called: needs the object's second half, an "as" phrase, or a quotation."""
    page, verb = site.page, site.verb
    found = _right_side(site)
    fronted = _fronted(site)
    if (
        found is None
        or any(t.lower in AWAY for t in page.tokens[verb + 1 : verb + 2])
        or not _has_called(page, verb, fronted)
    ):
        return None
    as_phrase = any(c.lower == "as" for c in page.doc.children(verb, "prep"))
    if not (as_phrase or page.doc.children(verb, "oprd") or _quoted_in(site, found) or _small_clause(page, verb)):
        return None
    return found if fronted is None else (fronted, found[1])


def _has_called(page: Page, verb: int, fronted: int | None) -> bool:
    """Whether there is something that is called a name, and no adverb that makes it a summons ("called them home")."""
    if any(c.lower in AWAY for c in page.doc.children(verb, "advmod", "prt", "oprd", "acomp")):
        return False
    objects = page.doc.children(verb, "dobj", "oprd", "ccomp", "nsubjpass")
    preps = [c for c in page.doc.children(verb, "prep") if c.lower in ("as", "of")]
    return bool(objects or preps) or fronted is not None


def _small_clause(page: Page, verb: int) -> bool:
    return any(
        not page.has_finite(*page.doc.reach(c.i)) for c in page.doc.children(verb, "ccomp") if c.pos in ("ADJ", "NOUN")
    )


def _fronted(site: _Site) -> int | None:
    """Where the antecedent of a relative object starts: "the water, which the ministry calls safe"."""
    page = site.page
    token = page.tokens[site.verb]
    pronouns = [c for c in page.doc.children(site.verb, "dobj", "nsubj", "pobj") if c.tag == "WDT"]
    if token.dep != "relcl" or not pronouns or (site.source and site.source.head == token.head):
        return None
    top = token.head
    while page.tokens[top].dep in ("pobj", "prep") and page.tokens[page.tokens[top].head].pos not in ("VERB", "AUX"):
        top = page.tokens[top].head
    return phrase(page, top, (page.doc.sentence_of(site.verb).first, site.verb))[0]


def _accused(site: _Site) -> Range | None:
    page, verb = site.page, site.verb
    found = _right_side(site)
    if found is None:
        return None
    charged = any(t.lower in ("of", "for") and t.dep == "prep" for t in page.tokens[verb + 1 : found[1]])
    return found if charged and page.doc.children(verb, "dobj") else None


def _with_quotation(site: _Site) -> Range | None:
    found = _right_side(site)
    return found if found and _quoted_in(site, found) else None


def _quoted_in(site: _Site, where: Range) -> bool:
    """Whether a range holds a quotation that no nearer cue governs."""
    page = site.page
    return any(not q.quote.scare and _governs(page, site.verb, q.first) for q in page.quotes_in(*where))


def _governs(page: Page, verb: int, at: int) -> bool:
    for above in page.doc.ancestors(at):
        if above == verb:
            return True
        if page.tokens[above].pos == "VERB" and not page.quoted(above) and bare(page, above) in lexicon():
            return False
    return True


_READERS = (
    ("a", _called), ("f", _accused), ("i", _infinitive), ("g", _gerund), ("s", _said_object), ("o", _object), ("q", _with_quotation),
)  # fmt: skip
