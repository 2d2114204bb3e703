"""Verbs that tell of saying: their sources, and the contents that stand before, around or after them.

`data/claims_verbs.csv` gives for each verb the kind of act and its frames: t a clause follows; p it stands after or
inside what is said; i an infinitive; o any object; s an object that is itself something said; a an object that is
called something; f somebody accused of something; g a gerund; w what "of" or "about" introduces; q only with a
quotation; d only where all that is said is quoted; h hearsay in the passive ("is said to have fled"); b what somebody
is bidden to do; c what "for" introduces; e what "to" or "of" introduces and "as" names; r what is heard from somebody
(`attribution_turns`). A verb marked `negated` is a cue only under negation ("did not rule out that"), any other only
without.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.document import Sentence
from dragoman.extract.attribution_between import (
    PARTICLE_REACH,
    introduces,
    over_citing,
    over_particle,
    over_time,
    past_aside,
)
from dragoman.extract.attribution_objects import READERS, checked
from dragoman.extract.attribution_proposed import proposed
from dragoman.extract.attribution_sources import GOING_ON, SEEMING, chain_start, inverted, inverted_place, subject
from dragoman.extract.clauses import MARKS, NP_TAGS, Attribution, Page, Range, bare, reach, segments
from dragoman.extract.cue_words import ADDRESSING, BREAKS, PASSING_ON, VERB_TAGS, Cue, Site, forms, lexicon

LOOK = 9
SHORT_QUOTE = 2
TURNING_TO = ("ask", "warn", "accuse", "promise", "urge", "beg")
TAKEN_BY_PREPOSITION = frozenset({"b", "c", "e", "w"})
TAKING = frozenset({"to", "for", "on", "upon", "about", "of", "against"})
UNSOURCED = frozenset({"a", "h"})
LONGEST_LEAD = 22
COUNTING = frozenset({"estimate", "put"})  # "prisoners, estimated by the council at 140"
NOBODY = frozenset({"neither", "no", "none", "nobody"})
SPACED_BY, REACH_OF_TIME = ("after", "before"), 5
LEADING_OFF = frozenset({"when", "while", "after", "as", "who", "without", "adding", "whose"})


def find(page: Page, sentence: Sentence) -> Iterator[Attribution]:
    """The attributions by a verb in a sentence."""
    for bounds in segments(page, sentence):
        for at in range(*bounds):
            site = _site(page, at, bounds)
            if site and (found := _read(site, sentence.i)):
                yield found


def _site(page: Page, at: int, bounds: Range) -> Site | None:
    token = page.tokens[at]
    if token.tag not in VERB_TAGS or page.quoted(at):
        return None
    cues = tuple(c for form in forms(page, at) for c in lexicon().get(form, ()))
    cues = tuple(c for c in cues if c.negated == _negated(page, at) and _has_particle(page, at, c.particle))
    cues = cues or proposed(page, at)
    if not cues or _passing(page, at):
        return None
    follows = any("p" in c.frames or ("d" in c.frames and _follows_quotation(page, at)) for c in cues)
    source = inverted(page, at, bounds) if follows else None
    if source:
        return Site(page, at, bounds, source, inverted=True, cues=cues)
    if token.pos not in ("VERB", "AUX") and not _mistaken(page, at, bounds):
        return None
    source = subject(page, at, bounds)
    if source is None:
        passive = bool(page.doc.children(at, "auxpass"))
        cues = tuple(replace(c, frames=c.frames & UNSOURCED) for c in cues if passive and c.frames & UNSOURCED)
        if not cues:
            return None
    return Site(page, at, bounds, source, inverted=False, cues=cues)


def _follows_quotation(page: Page, at: int) -> bool:
    return page.quoted_before(chain_start(page, at)) is not None


def _mistaken(page: Page, at: int, bounds: Range) -> bool:
    """Whether a verb of saying was taken for a noun or adjective; an object or a described noun is none."""
    described = page.doc.children(at, "det", "poss", "amod") or page.tokens[at].dep in ("dobj", "pobj")
    return _said_next(page, at, bounds) and (not described or _only_verb(page, at, bounds))


def _only_verb(page: Page, at: int, bounds: Range) -> bool:
    """Whether a clause would have no verb but for this word, which "that" follows: "People close to the court hint
    that …".
    """
    return page.tokens[at + 1].lower == "that" and not page.has_finite(bounds[0], at) and page.has_finite(at, bounds[1])


def _negated(page: Page, at: int) -> bool:
    subjects = page.doc.children(at, "nsubj")
    nobody = [t.lower in NOBODY for s in subjects for t in (s, *page.doc.children(s.i, "det", "preconj"))]
    return (
        any(nobody)
        or bool(page.doc.children(at, "neg"))
        or any(page.tokens[i].lower in ("not", "never", "n't", "n’t", "without") for i in range(max(0, at - 2), at))
    )


def _has_particle(page: Page, at: int, particle: str) -> bool:
    return not particle or any(t.lower == particle for t in page.tokens[at + 1 : at + 1 + PARTICLE_REACH])


def _passing(page: Page, at: int) -> bool:
    """A participle, condition or purpose: "quoted by X", "should they say no", "asked them to explain"."""
    token = page.tokens[at]
    auxiliaries = page.doc.children(at, "aux")
    if token.tag == "VB" and any(
        c.lower == "should" and at - c.i > 1 and page.doc.children(at, "nsubj") for c in auxiliaries
    ):
        return True
    if token.dep == "xcomp" and any(c.tag == "TO" for c in auxiliaries) and bare(page, token.head) not in GOING_ON:
        return chain_start(page, at) == at or not inverted_place(page, at)
    if token.tag == "VBN" and (bare(page, at) in PASSING_ON or (token.dep == "acl" and bare(page, at) in COUNTING)):
        return True
    marks = {c.lower for c in page.doc.children(at, "mark", "aux")}
    return token.dep == "advcl" and bool(marks & {"if", "unless", "should"})


def _said_next(page: Page, at: int, bounds: Range) -> bool:
    """Whether a word that the tagger took for a noun or adjective goes on as a verb of saying does."""
    follows = [t.lower for t in page.tokens[at + 1 : min(bounds[1], at + 3)]]
    return bool(follows) and (follows[0] in (":", "that") or ("of" in follows and page.quotes_in(at + 1, at + 5) != []))


def _read(site: Site, sentence: int) -> Attribution | None:
    contents, cue, frame = _contents(site)
    if not contents or cue is None:
        return None
    cue_range = _cue_range(site, contents, frame)
    source = site.source
    return Attribution(
        sentence, cue_range, site.verb, contents, cue.kind, frame,
        source=source.range if source else None, head=source.head if source else None,
        hedged=cue.hedged or _seems(site),
    )  # fmt: skip


def _seems(site: Site) -> bool:
    """As in "seemed to suggest that …": what is said is read out of somebody's words."""
    token = site.page.tokens[site.verb]
    return token.dep == "xcomp" and bare(site.page, token.head) in SEEMING


def _cue_range(site: Site, contents: tuple[Range, ...], frame: str) -> Range:
    """The verb with its auxiliaries, negation and adverbs, as one stretch."""
    doc = site.page.doc
    first = site.verb
    own = {c.i for c in doc.children(site.verb, "aux", "auxpass", "neg", "advmod")}
    while first - 1 in own:
        first -= 1
    last = site.verb + 1
    while last < site.bounds[1] and last in own | {c.i for c in doc.children(site.verb, "prt")}:
        last += 1
    below = doc.children(site.verb, "prep") if frame in TAKEN_BY_PREPOSITION else []
    if any(c.i == last < site.bounds[1] and c.lower in TAKING for c in below):
        last += 1
    taken = {i for a, b in contents for i in range(a, b)}
    while last - 1 in taken and last - 1 > site.verb:
        last -= 1
    return first, last


def _contents(site: Site) -> tuple[tuple[Range, ...], Cue | None, str]:
    """What is said, the cue as this frame reads it, and the frame; the first way that finds something."""
    for way in (_set_off, _plain):
        found = way(site)
        if found[0]:
            return found
    for frame, reader in READERS:
        if (cue := site.cue(frame)) and (object_ := reader(site)):
            return (object_,), cue, frame
    return (), None, ""


def _set_off(site: Site) -> tuple[tuple[Range, ...], Cue | None, str]:
    """Said before, or around, or after a cue that marks set off; a clause that plainly follows comes first."""
    if (cue := site.cue("p") or site.cue("t") or site.cue("q")) and (led := _led_by_as(site)):
        return (led,), cue, "paren"
    if (cue := site.cue("q") or site.cue("d")) and (around := _around(site)) and _all_quoted(site, around):
        return around, cue, "paren"
    if not _medial(site) and site.cue("t") and _clause_after(site):
        return (), None, ""
    if (cue := site.cue("p") or (site.cue("t") if _medial(site) else None)) and (around := _around(site)):
        return around, cue, "paren"
    return (), None, ""


def _plain(site: Site) -> tuple[tuple[Range, ...], Cue | None, str]:
    """A clause after the cue, else a quotation that ended the sentence before."""
    if (cue := site.cue("t")) and (after := _clause_after(site)):
        return (after,), cue, "that"
    if (cue := site.cue("p") or site.cue("t") or site.cue("d")) and (quoted := _quote_before(site)):
        return (quoted,), cue, "paren"
    return (), None, ""


def _medial(site: Site) -> bool:
    past = over_citing(site.page, site.verb + 1, site.bounds[1])
    return site.inverted or (_comma_follows(site) and past <= site.verb + 1)


def _quote_before(site: Site) -> Range | None:
    """A quotation that ended its sentence, where speaker and verb open the next one: ' "Really?" he said. '."""
    if not site.inverted and (
        _has_object(site) or any(c.i > site.verb for c in site.page.doc.children(site.verb, "xcomp"))
    ):
        return None
    first = min(_cue_start(site), site.source.range[0]) if site.source else site.verb
    while first > site.bounds[0] and site.page.tokens[first - 1].lower in MARKS:
        first -= 1
    quoted = site.page.quoted_before(first) if first == site.bounds[0] and site.verb - first < LONGEST_LEAD else None
    return (quoted.first, quoted.last) if quoted else None


def _led_by_as(site: Site) -> Range | None:
    """As in "As the minister put it, …": what follows the clause that "as" opens at the head of a segment."""
    page, (first, last) = site.page, site.bounds
    if page.tokens[first].lower != "as" or site.verb - first > LONGEST_LEAD or site.inverted:
        return None
    comma = next((i for i in range(site.verb + 1, min(last, site.verb + 5)) if page.tokens[i].text == ","), None)
    if comma is None or site.source is None or not first < site.source.head < site.verb:
        return None
    found = checked(page, comma + 1, last)
    return found if found and (page.has_finite(*found) or page.quotes_in(*found)) else None


def _all_quoted(site: Site, parts: tuple[Range, ...]) -> bool:
    return all(any(q.first <= a and b <= q.last + 1 for q in site.page.quotes) for a, b in parts)


def _comma_follows(site: Site) -> bool:
    at = site.verb + 1
    return at < site.bounds[1] and site.page.tokens[at].text == "," and site.source is not None


def _clause_after(site: Site) -> Range | None:
    """The clause that the verb governs on its right, or what follows "that", a colon or an opening mark."""
    page, verb = site.page, site.verb
    start = verb + 1 if not site.inverted or not site.source else site.source.range[1]
    start = over_particle(site, over_citing(page, start, site.bounds[1]))
    if (aside := past_aside(page, start, site.bounds[1])) is not None:
        return checked(page, aside, site.bounds[1])
    for at in range(start, min(site.bounds[1], start + LOOK)):
        token = page.tokens[at]
        if _describes_object(page, verb, at):
            return None
        if (token.lower == "that" and introduces(page, at)) or token.text == ":":
            last = _end_of_clause(page, verb, at, site.bounds)
            return checked(page, at if token.text != ":" else at + 1, last)
        if page.quoted(at) and at <= start + 1:
            return _worth(page, checked(page, at, _end_of_clause(page, verb, at, site.bounds)))
        if token.pos in ("VERB", "AUX") or token.text == "," or page.quoted(at):
            break
    for child in page.doc.children(verb, "ccomp"):
        if child.i > start:
            first, last = reach(page, child.i, (over_time(page, start, child.i), site.bounds[1]))
            objects = [page.doc.reach(o.i)[0] for o in page.doc.children(verb, "dobj") if verb < o.i < child.i]
            objects = [o for o in objects if o >= start and bare(page, verb) not in ADDRESSING]
            return checked(page, min([first, *objects]), last)
    return None


def _describes_object(page: Page, verb: int, at: int) -> bool:
    """Whether "that" goes on about what the verb acts on: "held a meeting that lasted an hour"."""
    clause = page.tokens[page.tokens[at].head]
    thing = page.tokens[clause.head]
    relative = page.tokens[at].tag == "WDT" and clause.dep == "relcl"
    return relative and thing.dep == "dobj" and thing.head == verb and bare(page, verb) not in ADDRESSING


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


def _around(site: Site) -> tuple[Range, ...]:
    """What stands before, and where the cue is inserted also after, a speaker and verb set off by a comma or mark."""
    unit = _unit(site)
    if unit is None or (not site.inverted and _has_object(site)):
        return ()
    page, bounds = site.page, site.bounds
    before = checked(page, bounds[0], unit[0])
    before = _last_clause(page, before) if before and not _circumstance(site, before) else None
    after = checked(page, unit[1], bounds[1]) if unit[1] < bounds[1] else None
    if after and not _goes_on(page, after):
        after = None
    if before and after is None and not _says_something(site, before):
        return ()
    if after and before is None and not site.inverted and not _comma_follows(site):
        return ()
    return tuple(r for r in (before, after) if r)


def _circumstance(site: Site, before: Range) -> bool:
    """A participle phrase on how or when it was said: "Asked whether they would pay, he said …"."""
    opening = site.page.tokens[before[0]]
    return opening.tag in ("VBN", "VBG") and opening.dep == "advcl" and opening.i not in site.page.inside


def _says_something(site: Site, part: Range) -> bool:
    """A finite verb, a quotation, or what the parse takes for the verb's clause, whatever its tags."""
    page = site.page
    clause = any(part[0] <= c.i < part[1] for c in page.doc.children(site.verb, "ccomp"))
    return clause or page.has_finite(*part) or bool(page.quotes_in(*part))


def _has_object(site: Site) -> bool:
    """An object that is no addressee: "had recalled its ambassador" says nothing of what stands before."""
    if any(f in ADDRESSING or f in TURNING_TO for f in forms(site.page, site.verb)):
        return False
    return any(c.i > site.verb and c.tag != "PRP" for c in site.page.doc.children(site.verb, "dobj"))


def _unit(site: Site) -> Range | None:
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


def _cue_start(site: Site) -> int:
    own = {c.i for c in site.page.doc.children(site.verb, "aux", "auxpass", "neg", "advmod", "mark")}
    first = chain_start(site.page, site.verb) if site.inverted else site.verb
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
    """Whether what follows an inserted cue is still said: a clause or quotation, no new cue, no aside."""
    first, last = after
    opening = page.tokens[first]
    if opening.tag == "VBG" or opening.tag in ("WDT", "WP") or opening.lower in LEADING_OFF:
        return False
    if any(t.lower in SPACED_BY and t.i > first for t in page.tokens[first : first + REACH_OF_TIME] if t.dep == "mark"):
        return False  # "a day after Peru left": when it was said
    if not page.has_finite(first, last) and not page.quotes_in(first, last):
        return False
    verb = next((t for t in page.tokens[first:last] if t.tag in ("VBD", "VBP", "VBZ")), None)
    if verb is None or page.quoted(verb.i) is not None:
        return True
    return all(cue.particle for cue in lexicon().get(verb.lemma.lower(), ()))
