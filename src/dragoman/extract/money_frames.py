"""The verb over a figure and what hangs on it: subject, dative, and the phrases behind its prepositions, as tokens."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.document import Quantity, Resolved, Token
from dragoman.extract import money_cues as cues
from dragoman.extract.money_phrases import party_at, plain_at

_PRONOUNS = ("which", "who", "that", "it", "they")
_CLAUSES = ("ccomp", "advcl", "pcomp", "relcl", "ROOT", "parataxis")


def governing(doc: Resolved, quantity: Quantity, tells: Callable[[int], bool], *, beyond: bool = False) -> int | None:
    """The nearest verb above the figure that tells something; else the nearest verb.

    Looks no further than the figure's clause, unless `beyond`.
    """
    annotated = doc.annotated
    own = [v for v in cues.clauses_on(annotated, quantity) if tells(v)]
    if own:
        return own[0]
    nearest = None
    for at in annotated.ancestors(quantity.last - 1):
        token = annotated.tokens[at]
        if token.pos not in ("VERB", "AUX"):
            continue
        nearest = at if nearest is None else nearest
        if tells(at):
            return at
        measures = token.dep == "relcl" and token.lemma.lower() == "be"  # "the project, whose cost is 5 million"
        if measures or (token.dep in _CLAUSES and not beyond):
            break
    return nearest


def frame_of(doc: Resolved, verb: int, quantity: Quantity) -> dict[str, int]:
    """The tokens that name somebody by their tie to a verb: "subject", "dative", "dobj", and each preposition."""
    figure, heads = quantity.last - 1, {quantity.last - 1, verb, *_measured(doc, quantity.last - 1)}
    for at in doc.annotated.ancestors(figure):
        if at == verb:
            break
        heads.add(at)
    return _frame(doc, verb, heads, figure)


def _measured(doc: Resolved, figure: int) -> list[int]:
    """What a figure is a sum of: "50 million of reparations from A"."""
    of = (p.i for p in doc.annotated.children(figure, "prep") if p.lower == "of")
    return [o.i for prep in of for o in doc.annotated.children(prep, "pobj") if o.pos == "NOUN"]


def frame_on(doc: Resolved, verb: int, noun: int) -> dict[str, int]:
    """The same of a clause on a noun: "the loan that A gave B"."""
    return _frame(doc, verb, {verb}, noun)


def _frame(doc: Resolved, verb: int, heads: set[int], figure: int) -> dict[str, int]:
    found: dict[str, int] = {}
    if (subject := subject_of(doc, verb)) is not None:
        found["subject"] = subject
    ties = [t for head in sorted(heads, key=lambda h: (h != figure, h)) for t in _ties(doc, head, verb, figure)]
    for tie, at in _own_first(doc, ties, figure):
        if at != subject or tie not in ("dobj", "dative"):
            found.setdefault(tie, at)
    for tie, at in _strayed_behind(doc, verb):
        found.setdefault(tie, at)
    for child in doc.annotated.children(verb, "nsubjpass"):
        if figure in doc.annotated.subtree(child.i):
            continue
        given = child.i if party_at(doc, child.i) else None
        if child.tag == "WDT" or child.lower == "who":  # "the bank, which is owed 5 million"
            given = _behind_pronoun(doc, doc.annotated.tokens[verb], child)
        if given is not None:
            found.setdefault("dative", given)
    return found


def _own_first(doc: Resolved, ties: list[tuple[str, int]], figure: int) -> list[tuple[str, int]]:
    """Of several ties by one preposition that of this figure first: "got 2 million from A and 3 million from B".

    Sides stand before their figures or behind them, as the first of them does; none beyond another figure is meant.
    """
    sums = [q.last - 1 for q in doc.annotated.quantities if cues.is_currency(q.unit)]

    def rank(tie: tuple[str, int]) -> tuple[bool, bool]:
        alike = [at for name, at in ties if name == tie[0]]
        if len(alike) == 1:
            return False, False
        low, high = sorted((tie[1], figure))
        leads = min(alike) < min(sums, default=figure)
        return any(low < at < high for at in sums), (tie[1] < figure) != leads

    return sorted(ties, key=rank)


def _strayed_behind(doc: Resolved, verb: int) -> list[tuple[str, int]]:
    """Ties that the parse hangs on whoever is named before ("was disbursed by the fund to A")."""
    annotated = doc.annotated
    behind = [p for p in annotated.children(verb, "agent", "prep") if p.lower in ("by", "from", "with")]
    preps = [c for p in behind for o in annotated.children(p.i, "pobj") for c in annotated.children(o.i, "prep")]
    outside = [p for p in preps if p.lower in ("to", "for", "in") and doc.mention_at(p.i) is None]
    return [(p.lower, o.i) for p in outside for o in annotated.children(p.i, "pobj") if party_at(doc, o.i)]


def _ties(doc: Resolved, head: int, verb: int, figure: int) -> list[tuple[str, int]]:
    annotated, found = doc.annotated, list[tuple[str, int]]()
    for child in annotated.children(head):
        if child.dep in ("prep", "dative", "agent") and child.pos == "ADP":
            found += [(child.lower, o.i) for o in annotated.children(child.i, "pobj") if _is_side(doc, o.i, figure)]
        elif child.dep in ("dative", "dobj") and child.i != figure and _is_side(doc, child.i, figure):
            found.append((child.dep, child.i))
        elif child.dep == "nmod" and head == figure and _is_given_to(doc, verb, child):
            found.append(("dative", child.i))
    return found


def _is_side(doc: Resolved, token: int, figure: int) -> bool:
    """Whether an object names a side, and is not the money itself ("built with Indian credits of 5 million")."""
    annotated = doc.annotated
    measured = (p.i for p in annotated.children(token, "prep") if p.lower == "of")
    is_money = any(figure in annotated.subtree(of) for of in measured)
    return bool(plain_at(doc, token) or (party_at(doc, token) and not is_money))


def _is_given_to(doc: Resolved, verb: int, token: Token) -> bool:
    """Whether a name that the parse hangs on the figure after it is whom a verb gives to ("paid Rwanda 5 million")."""
    mention = doc.mention_at(token.i)
    named = mention is not None and mention.kind in ("name", "capital", "country") and plain_at(doc, token.i)
    told = token.tag in ("NN", "NNP") and doc.annotated.children(token.i, "det", "poss")
    somebody = told and party_at(doc, token.i)
    return bool(named or somebody) and token.i > verb


def subject_of(doc: Resolved, verb: int) -> int | None:
    """The token that names who does what a verb says; of a passive, the agent."""
    annotated = doc.annotated
    token = annotated.tokens[verb]
    for child in annotated.children(verb, "nsubj"):
        if party_at(doc, child.i):
            return child.i
        if child.tag == "WDT" or child.lower in _PRONOUNS:
            return _behind_pronoun(doc, token, child)
    if annotated.children(verb, "agent"):
        return _agent(doc, verb)
    if annotated.children(verb, "auxpass") and (agent := _stray_agent(doc, verb)) is not None:
        return agent
    if token.dep == "acl":
        return _named(doc, token.head) or _holder(doc, token)
    return _whose_it_is(doc, verb) if _is_moved(doc, token) else _subject_above(doc, token)


def _is_moved(doc: Resolved, verb: Token) -> bool:
    """Whether what a verb tells is that its subject changes hands: it is given, or it goes to somebody."""
    given = doc.annotated.children(verb.i, "nsubjpass") and doc.annotated.children(verb.i, "auxpass")
    lemma = verb.lemma.lower()
    return lemma in cues.listed("going") or (bool(given) and lemma in cues.listed("moving"))


def _whose_it_is(doc: Resolved, verb: int) -> int | None:
    """The nation that what changes hands comes from ("Swiss money went to A", "Kazakh grain was given to B")."""
    annotated = doc.annotated
    things = [s.i for s in annotated.children(verb, "nsubj", "nsubjpass") if s.pos == "NOUN"]
    beside = (c.i for thing in things for c in annotated.children(thing, "amod", "compound"))
    return next((at for at in beside if (m := doc.mention_at(at)) and m.kind == "demonym" and party_at(doc, at)), None)


def _behind_pronoun(doc: Resolved, verb: Token, pronoun: Token) -> int | None:
    """Whom the subject of a clause stands for: the noun that the clause is on, or the subject of the sentence."""
    if pronoun.lower in ("it", "they"):
        return _meant(doc, verb.i)
    return _named(doc, verb.head) if verb.dep == "relcl" else None


def _agent(doc: Resolved, verb: int) -> int | None:
    by = doc.annotated.children(verb, "agent")[0]
    objects = doc.annotated.children(by.i, "pobj")
    before = (c.i for o in objects for c in doc.annotated.children(o.i, "nmod"))  # "lent by Rome 45 million euros"
    named = (at for at in (*(o.i for o in objects[:1]), *before) if party_at(doc, at))
    return next(named, None)


def _holder(doc: Resolved, participle: Token) -> int | None:
    """Who has or holds what a participle is said of ("A has 5 million invested in B")."""
    annotated = doc.annotated
    above = annotated.tokens[annotated.tokens[participle.head].head]
    return subject_of(doc, above.i) if above.lemma.lower() in ("have", "hold", "keep") else None


def _stray_agent(doc: Resolved, verb: int) -> int | None:
    """Who did what a passive says, where the parse hangs "by …" on another phrase ("was sent to A by B")."""
    annotated = doc.annotated
    below = sorted(at for at in annotated.subtree(verb) if at > verb and annotated.tokens[at].lower == "by")
    objects = [o.i for at in below for o in annotated.children(at, "pobj")]
    return next((at for at in objects if party_at(doc, at)), None)


def _meant(doc: Resolved, verb: int) -> int | None:
    """Whom "it" or "they" stands for: the subject of the sentence ("A kept the sum that it promised").

    Else that of the sentence before, in the same paragraph.
    """
    annotated = doc.annotated
    sentence = annotated.sentence_of(verb)
    before = annotated.sentences[sentence.i - 1] if sentence.i else None
    roots = [sentence.root] if sentence.root != verb else []
    roots += [before.root] if before and before.paragraph == sentence.paragraph else []
    subjects = (t for root in roots for t in annotated.children(root, "nsubj", "nsubjpass"))
    return next((t.i for t in subjects if t.lower not in _PRONOUNS and party_at(doc, t.i)), None)


def _named(doc: Resolved, token: int) -> int | None:
    return token if party_at(doc, token) else None


def _subject_above(doc: Resolved, verb: Token) -> int | None:
    """The subject that a verb without its own shares with the one above it ("agreed to lend", "is ready to lend").

    Whoever is told to do something does it: "ordered A to pay", "A was ordered to pay".
    """
    annotated, above = doc.annotated, doc.annotated.tokens[verb.head]
    if verb.dep in ("xcomp", "ccomp") and above.i < verb.i:
        told = (t.i for t in annotated.children(above.i, "dobj", "nsubjpass") if t.i < verb.i)
        if (whom := next((at for at in told if party_at(doc, at)), None)) is not None:
            return whom
    if verb.dep == "xcomp" and above.pos == "ADJ":
        return subject_of(doc, above.head)
    own = annotated.children(verb.i, "nsubj", "nsubjpass")
    shared = verb.dep in ("xcomp", "conj", "advcl") and above.i != verb.i and not own
    return subject_of(doc, above.i) if shared else None
