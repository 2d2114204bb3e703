"""Roles from the parse: who acts, who is acted upon, through passives, control, conjuncts and relatives."""

from __future__ import annotations

from dragoman.document import Annotated, Resolved, Token
from dragoman.extract.ground import actors_under

MOST_SHARED = 3
BARE = ("acl", "relcl", "advcl", "acomp", "oprd")  # where a participle without auxiliary is passive
PARTICLES = ("RP", "RB", "IN")
FINITE = ("VBD", "VBZ", "VBP")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def is_passive(doc: Annotated, verb: int) -> bool:
    """Whether a verb stands in the passive: with its auxiliary, joined to such a verb, or as a bare participle."""
    token = doc.tokens[verb]
    if doc.children(verb, "nsubjpass", "auxpass"):
        return True
    if token.tag != "VBN" or doc.children(verb, "nsubj", "aux"):
        return False
    joined = token.dep == "conj" and not doc.children(verb, "dobj") and is_passive(doc, token.head)
    return joined or token.dep in BARE


def subject(doc: Annotated, verb: int, depth: int = 0) -> int | None:
    """The token of a verb's subject: its own, or the one that it shares with the verb above it."""
    if own := _subjects(doc, verb):
        relative = own[0].tag in ("WP", "WDT") and doc.tokens[verb].dep == "relcl"
        return doc.tokens[verb].head if relative else own[0].i
    token = doc.tokens[verb]
    if depth > MOST_SHARED or token.head == verb:
        return None
    if token.dep == "acl" and token.tag == "VB":
        return _planner(doc, token.head, depth)
    if token.dep in ("acl", "relcl"):
        return token.head
    return _shared_subject(doc, verb, depth)


def _subjects(doc: Annotated, verb: int) -> list[Token]:
    """A verb's own subjects; those that the parse hangs on its auxiliary ("Peru had earlier barred …") else."""
    helpers = doc.children(verb, "aux", "auxpass")
    own = doc.children(verb, *SUBJECTS) or [s for t in helpers for s in doc.children(t.i, *SUBJECTS)]
    return own or _taken_for_an_object(doc, verb)


def _taken_for_an_object(doc: Annotated, verb: int) -> list[Token]:
    """The noun right before a joined verb that the parse joins to what goes before: "blamed Peru, and Chile left".

    Nothing joins such a verb to the one before it but the "and" before the noun: the noun is its subject.
    """
    token = doc.tokens[verb]
    at = verb - 1
    while at > 0 and (doc.tokens[at].pos in ("ADV", "AUX") or doc.tokens[at].head == verb):
        at -= 1
    noun = doc.tokens[at]
    first = doc.reach(at)[0]
    joined = noun.dep == "conj" and noun.pos in ("NOUN", "PROPN") and doc.tokens[max(0, first - 1)].dep == "cc"
    return [noun] if joined and token.dep == "conj" and token.tag in FINITE and noun.head != verb else []


def _planner(doc: Annotated, noun: int, depth: int) -> int | None:
    """Who is to do what a noun is about: its owner ("Peru's plan to"), else who has it ("Peru has no plan to")."""
    if owner := doc.children(noun, "poss"):
        return owner[0].i
    above = doc.tokens[doc.tokens[noun].head]
    has = doc.tokens[noun].dep in ("dobj", "pobj") and above.pos in ("VERB", "AUX", "ADP")
    verb = above.head if above.pos == "ADP" else above.i
    return subject(doc, verb, depth + 1) if has and doc.tokens[verb].pos in ("VERB", "AUX") else noun


def _shared_subject(doc: Annotated, verb: int, depth: int) -> int | None:
    token = doc.tokens[verb]
    above = doc.tokens[token.head]
    if token.dep == "xcomp" and (controller := doc.children(above.i, "dobj")):
        return controller[0].i
    if token.dep == "pcomp" and doc.tokens[above.head].pos == "NOUN":  # "has no intention of leaving"
        return _planner(doc, above.head, depth)
    if token.dep == "pcomp" and (blamed := doc.children(above.head, "dobj", "nsubjpass")):
        return blamed[0].i  # "accused X of shelling", "thanked X for sending": X is who does it
    if token.dep in ("acomp", "oprd") and token.tag == "VBN":
        return subject(doc, above.i, depth + 1)
    if token.dep == "pcomp" or above.dep == "acomp":
        above = doc.tokens[above.head]
    sharing = token.dep in ("conj", "xcomp", "advcl", "dep", "ccomp", "pcomp") and above.pos in ("VERB", "AUX")
    return subject(doc, above.i, depth + 1) if sharing else None


def agent(doc: Annotated, verb: int) -> list[int]:
    """The objects of "by" below a verb; else below what a passive is about ("declared persona non grata by Peru")."""
    if own := _by(doc, verb):
        return own
    below = doc.children(verb, "oprd", "dobj", "attr", "xcomp", "prep", "dative") if is_passive(doc, verb) else []
    below += [o for t in below for o in doc.children(t.i, "pobj", "prep", "amod")]
    return [at for t in below for at in _by(doc, t.i)]


def _by(doc: Annotated, at: int) -> list[int]:
    return [o.i for by in doc.children(at, "agent", "prep") if by.lower == "by" for o in doc.children(by.i, "pobj")]


def acting(doc: Resolved, verb: int) -> list[str]:
    """Ids of the actors who do it."""
    annotated = doc.annotated
    if is_passive(annotated, verb):
        return [a for token in agent(annotated, verb) for a in actors_under(doc, token)]
    token = subject(annotated, verb)
    if token is not None and annotated.tokens[token].lower == "it":
        token = _speaker_above(doc, verb) or _owner_above(doc, verb) or token
    return actors_under(doc, token) if token is not None else []


def _speaker_above(doc: Resolved, verb: int) -> int | None:
    """The subject of the verb that a clause is the content of: in "Peru said that it left", it is Peru."""
    clause = doc.annotated.tokens[verb]
    while clause.dep == "conj" and doc.annotated.tokens[clause.head].pos in ("VERB", "AUX"):
        clause = doc.annotated.tokens[clause.head]
    above = doc.annotated.tokens[clause.head]
    if clause.dep != "ccomp" or above.pos != "VERB":
        return None
    token = subject(doc.annotated, above.i)
    return token if token is not None and actors_under(doc, token) else None


def _owner_above(doc: Resolved, verb: int) -> int | None:
    """Who does something with what a relative clause is on: in "Peru returned the tank that it took", it is Peru."""
    clause = doc.annotated.tokens[verb]
    thing = doc.annotated.tokens[clause.head]
    above = doc.annotated.tokens[thing.head]
    if clause.dep != "relcl" or thing.dep != "dobj" or above.pos != "VERB":
        return None
    token = subject(doc.annotated, above.i)
    return token if token is not None and actors_under(doc, token) else None


def undergoing(doc: Resolved, verb: int, slots: tuple[str, ...]) -> list[str]:
    """Ids of the actors on the other side: the first of these slots that names any."""
    annotated = doc.annotated
    for slot in slots:
        tokens = filling(annotated, verb, slot)
        if found := [a for token in tokens for a in actors_under(doc, token)]:
            return list(dict.fromkeys(found))
    return []


def filling(doc: Annotated, verb: int, slot: str) -> list[int]:
    """The tokens in a slot: the object, a preposition's object, or the object of a verb below ("below:restrict")."""
    if slot == "dobj":
        return _passive_object(doc, verb)
    if slot == "below-inf":
        below = [t.i for t in doc.children(verb, "xcomp", "ccomp") if t.tag == "VB"]
        return [
            at
            for verb_below in below
            for at in (*_passive_object(doc, verb_below), *_in_slot(doc, verb_below, "against"))
        ]
    if slot == "below-gerund":
        below = [t.i for t in doc.children(verb, "xcomp") if t.tag == "VBG"]
        return [at for b in below for s in ("to", "with", "from", "for", "dobj") for at in filling(doc, b, s)]
    if slot == "below-subject":
        below = [t.i for t in doc.children(verb, "xcomp", "ccomp") if t.tag == "VB"]
        return [t.i for at in below for t in doc.children(at, "nsubj")]
    if slot.startswith("below:"):
        below = [t.i for t in doc.tokens[verb : doc.sentence_of(verb).last] if t.lemma.lower() == slot[6:]]
        return [t.i for at in below for t in doc.children(at, "dobj")]
    return _in_slot(doc, verb, slot)


def _passive_object(doc: Annotated, verb: int) -> list[int]:
    if is_passive(doc, verb):
        token = subject(doc, verb)
        return [token] if token is not None else []
    below = doc.children(verb, "dobj", "attr", "oprd", "ccomp")
    below += [t for b in below if b.dep == "ccomp" and b.tag in ("JJ", "VBN", "NN") for t in doc.children(b.i, "nsubj")]
    return [_antecedent(doc, verb, t.i) for t in below if t.pos not in ("VERB", "AUX")]


def _in_slot(doc: Annotated, verb: int, slot: str) -> list[int]:
    """Noun phrases that fill a slot of a verb, or of its object ("signed a treaty with Peru")."""
    if slot in ("iobj", "dative"):
        given = doc.children(verb, "dative", "iobj")
        return [o.i for t in given for o in (doc.children(t.i, "pobj") or [t])]
    carriers = [verb, *_passive_object(doc, verb)]
    carriers += [c.i for at in carriers[1:] for c in doc.children(at, "conj", "prep", "pobj")]
    carriers += [o.i for at in list(carriers) for p in doc.children(at, "prep") for o in doc.children(p.i, "pobj")]
    found = []
    for at in dict.fromkeys(carriers):
        for prep in doc.children(at, "prep", "agent", "dative", "advmod", "prt"):
            bare = prep.tag in PARTICLES and not doc.children(prep.i, "pobj")  # "lashed out at"
            below = [prep, *(doc.children(prep.i, "prep") if bare else ())]
            for own in (p for p in below if p.lower == slot):
                found += [_antecedent(doc, verb, o.i) for o in doc.children(own.i, "pobj", "pcomp")]
    return found


def _antecedent(doc: Annotated, verb: int, token: int) -> int:
    """The noun that "which" or "whom" stands for in a relative clause; any other word for itself."""
    relative = doc.tokens[token].tag in ("WDT", "WP") and doc.tokens[verb].dep == "relcl"
    return doc.tokens[verb].head if relative else token
