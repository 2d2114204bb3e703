"""What is said as an object: infinitives, gerunds, things called, accused or denied, quotations inside a phrase."""

from __future__ import annotations

from dragoman.extract.clauses import Page, Range, bare, phrase, reach, trim
from dragoman.extract.cue_words import VERB_TAGS, Site, denies, forms, lexicon, said_things

OBJECTS = ("dobj", "oprd", "attr", "acomp", "prep", "xcomp", "ccomp", "dative", "pobj", "advcl", "npadvmod")
AWAY = frozenset({"home", "off", "back", "up", "on", "in", "out", "attention"})
CHARGING = frozenset({"of", "for", "on"})
ADDRESSED = frozenset({"on", "upon", "to", "with"})
SUMMONED = frozenset({"home", "back", "off"})


def checked(page: Page, first: int, last: int) -> Range | None:
    """The range trimmed, or None where nothing is left."""
    first, last = trim(page, first, last)
    return (first, last) if last > first else None


def _right_side(site: Site) -> Range | None:
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
    here = page.doc.sentence_of(verb).paragraph
    reached = [q for q in page.quotes if verb < q.first <= last + 1 and q.last > last]
    quotes = [q for q in reached if q.quote.paragraph == here]
    return checked(page, first, max([last, *[q.last for q in quotes]]))


def _next_cue(page: Page, verb: int, stop: int) -> int:
    """Where a conjunction leads on to another cue that takes a clause: "calls it a prison and foresees that …"."""
    for at in range(verb + 2, stop - 1):
        if page.tokens[at - 1].tag == "CC" and page.tokens[at].tag in VERB_TAGS and not page.quoted(at):
            finite = page.tokens[at].tag not in ("NN", "VB", "JJ", "VBG")
            if finite and any(f in lexicon() for f in forms(page, at)):
                return at - 1
    return stop


def _infinitive(site: Site) -> Range | None:
    page = site.page
    for child in page.doc.children(site.verb, "xcomp"):
        if child.i > site.verb and any(c.tag == "TO" for c in page.doc.children(child.i, "aux")):
            return checked(page, *reach(page, child.i, (site.verb + 1, site.bounds[1])))
    return None


def _bidden(site: Site) -> Range | None:
    """What somebody is urged to do: "begged the neighbours to open the market", "called on shippers to wait"."""
    page, verb = site.page, site.verb
    asked = page.doc.children(verb, "dobj", "dative") or [
        p for t in page.doc.children(verb, "prep") if t.lower in ADDRESSED for p in page.doc.children(t.i, "pobj")
    ]
    if not asked:
        asked = [s for c in page.doc.children(verb, "ccomp") for s in page.doc.children(c.i, "nsubj")]
    below = [
        *page.doc.children(verb, "xcomp", "ccomp", "advcl"),
        *[c for a in asked for c in page.doc.children(a.i, "acl", "relcl")],
    ]
    to = next((c for c in below if c.i > verb and any(t.tag == "TO" for t in page.doc.children(c.i, "aux"))), None)
    return _without_aside(page, *reach(page, to.i, (verb + 1, site.bounds[1]))) if asked and to is not None else None


def _without_aside(page: Page, first: int, last: int) -> Range | None:
    """A range without what a comma and "which" or "who" add at its end."""
    added = (
        i for i in range(first, last - 1) if page.tokens[i].text == "," and page.tokens[i + 1].tag in ("WDT", "WP")
    )
    return checked(page, first, next(added, last))


def _called_for(site: Site) -> Range | None:
    """As in "called for an inquiry": what "for" introduces."""
    page = site.page
    for child in page.doc.children(site.verb, "prep"):
        if child.lower == "for" and child.i == site.verb + 1:
            return checked(page, child.i + 1, reach(page, child.i, (site.verb + 1, site.bounds[1]))[1])
    return None


def _referred(site: Site) -> Range | None:
    """As in "referred to the island as a rock": what "to" or "of" introduces, where "as" or marks follow."""
    page = site.page
    preps = page.doc.children(site.verb, "prep")
    to = next((c for c in preps if c.lower in ("to", "of") and c.i == site.verb + 1), None)
    if to is None:
        return None
    last = max(reach(page, c.i, (site.verb + 1, site.bounds[1]))[1] for c in preps if c.i >= to.i)
    named = any(t.lower == "as" for t in page.tokens[to.i : last]) or _quoted_in(site, (to.i + 1, last))
    return checked(page, to.i + 1, last) if named else None


def _gerund(site: Site) -> Range | None:
    """As in "denied sending anyone"."""
    page = site.page
    for child in page.doc.children(site.verb, "xcomp", "dobj", "ccomp"):
        having = any(c.lower == "having" for c in page.doc.children(child.i, "aux"))
        if child.i > site.verb and (child.tag == "VBG" or having):
            return checked(page, *reach(page, child.i, (site.verb + 1, site.bounds[1])))
    return None


def _object(site: Site) -> Range | None:
    return _right_side(site) if any(c.i > site.verb for c in site.page.doc.children(site.verb, "dobj")) else None


def _said_object(site: Site) -> Range | None:
    page = site.page
    found = _right_side(site)
    if found is None:
        return None
    objects = page.doc.children(site.verb, "dobj")
    clause = any(o.i + 1 < len(page.tokens) and page.tokens[o.i + 1].lower == "that" for o in objects)
    if clause and not denies(site.page, site.verb):
        return None
    said = any(bare(page, o.i) in said_things() or o.lower == "it" for o in objects)
    return found if said or _quoted_in(site, found) else None


def _hearsay(site: Site) -> Range | None:
    """What a passive without an agent passes on: "the general is said to have fled", "it is believed that …"."""
    page, verb = site.page, site.verb
    if site.source is not None or page.doc.children(verb, "agent") or not page.doc.children(verb, "auxpass"):
        return None
    subjects = page.doc.children(verb, "nsubjpass", "nsubj")
    if any(s.lower == "it" for s in subjects):
        clause = next((c for c in page.doc.children(verb, "ccomp") if c.i > verb), None)
        return checked(page, *reach(page, clause.i, (verb + 1, site.bounds[1]))) if clause else None
    to = next((c for c in page.doc.children(verb, "xcomp") if c.i > verb), None)
    if not subjects or to is None or not any(c.tag == "TO" for c in page.doc.children(to.i, "aux")):
        return None
    first = reach(page, subjects[0].i, (site.bounds[0], verb))[0]
    return checked(page, first, reach(page, to.i, (verb + 1, site.bounds[1]))[1])


def _called(site: Site) -> Range | None:
    """What somebody is called: needs the object's second half, an "as" phrase, or a quotation."""
    page, verb = site.page, site.verb
    if denies(page, verb) and any(bare(page, o.i) in said_things() for o in page.doc.children(verb, "dobj")):
        return None
    found = _right_side(site)
    fronted = _fronted(site)
    if (
        found is None
        or any(t.lower in AWAY for t in page.tokens[verb + 1 : verb + 2])
        or not _has_called(page, verb, fronted)
    ):
        return None
    if fronted is None and any(q.first <= found[0] and found[1] <= q.last for q in page.quotes):
        return None
    as_phrase = any(t.lower == "as" and not page.quoted(t.i) for t in page.tokens[verb + 1 : found[1]])
    quoted = _quoted_in(site, found) and not _how_in_marks(site, found)
    if not (as_phrase or page.doc.children(verb, "oprd") or quoted or _small_clause(page, verb)):
        return None
    if fronted is not None:
        return fronted, found[1]
    return _passively_called(site, found) or found


def _how_in_marks(site: Site, found: Range) -> bool:
    """Whether the marks hold only how something is done: "would defend itself “by any means”"."""
    opening = [site.page.tokens[q.first] for q in site.page.quotes_in(*found)]
    return all(t.dep == "prep" and t.head == site.verb and t.lower not in ("as", "of") for t in opening)


def _passively_called(site: Site, found: Range) -> Range | None:
    """From the one that is called something to what it is called, without who calls it so."""
    page = site.page
    subjects = page.doc.children(site.verb, "nsubjpass")
    if not subjects or subjects[0].tag in ("WDT", "WP") or not page.doc.children(site.verb, "auxpass"):
        return None
    agents = [page.doc.reach(c.i)[0] for c in page.doc.children(site.verb, "agent")]
    last = min([found[1], *[a for a in agents if a > site.verb + 1]])
    return checked(page, reach(page, subjects[0].i, (site.bounds[0], site.verb))[0], last)


def _has_called(page: Page, verb: int, fronted: int | None) -> bool:
    """Whether there is something that is called a name, and no adverb that makes it a summons ("called them home")."""
    if any(c.lower in SUMMONED for c in page.doc.children(verb, "advmod", "prt", "oprd", "acomp")):
        return False
    objects = page.doc.children(verb, "dobj", "oprd", "ccomp", "nsubjpass")
    preps = [c for c in page.doc.children(verb, "prep") if c.lower in ("as", "of")]
    return bool(objects or preps) or fronted is not None


def _small_clause(page: Page, verb: int) -> bool:
    return any(
        not page.has_finite(*page.doc.reach(c.i)) for c in page.doc.children(verb, "ccomp") if c.pos in ("ADJ", "NOUN")
    )


def _fronted(site: Site) -> int | None:
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


def _accused(site: Site) -> Range | None:
    page, verb = site.page, site.verb
    found = _right_side(site)
    if found is None:
        return None
    charged = any(_charges(page, t.i) for t in page.tokens[verb + 1 : found[1]])
    return found if charged and page.doc.children(verb, "dobj") else None


def _charges(page: Page, at: int) -> bool:
    """A preposition that says of what somebody is accused, or on whom it is blamed; a day is neither."""
    dated = any(t.first <= at + 1 < t.last for t in page.doc.timexes)
    return page.tokens[at].dep == "prep" and page.tokens[at].lower in CHARGING and not dated


def _about(site: Site) -> Range | None:
    """As in "warned of a dark winter": what a preposition introduces."""
    for child in site.page.doc.children(site.verb, "prep"):
        if child.i > site.verb and child.lower in ("of", "about", "against"):
            return checked(site.page, *reach(site.page, child.i, (site.verb + 1, site.bounds[1])))
    return None


def _with_quotation(site: Site) -> Range | None:
    found = _right_side(site)
    return found if found and _quoted_in(site, found) else None


def _quoted_in(site: Site, where: Range) -> bool:
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


READERS = (
    ("a", _called), ("f", _accused), ("i", _infinitive), ("g", _gerund), ("b", _bidden), ("c", _called_for),
    ("e", _referred), ("s", _said_object),
    ("o", _object), ("w", _about), ("q", _with_quotation), ("h", _hearsay),
)  # fmt: skip
