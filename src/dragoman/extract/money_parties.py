"""Who pays whom: debtor and creditor, giver and receiver, from the verb, its subject and the prepositions around."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Annotated, Quantity, Resolved, Token
from dragoman.extract import money_cues as cues
from dragoman.extract.ground import actor_at, actors_under, table
from dragoman.extract.modality import modality
from dragoman.records import Actor
from dragoman.records.facts import AmountKind

_GIVEN = ("the", "its", "their", "these", "those")
LENT = ("debt", "loan", "grant")
_DEBT_NOUNS = frozenset({"debt", "arrears", "liability", "indebtedness", "deposit", "outstanding"})
_GIFT_NOUNS = frozenset(
    {"loan", "credit", "grant", "aid", "financing", "investment", "swap", "tranche", "donation", "assistance", "line"}
    | {"facility", "support", "package", "gift", "stake", "capital", "project", "scholarship", "arrangement"}
)


@dataclass(frozen=True, slots=True)
class Parties:
    """Ids of payer and payee: debtor and creditor of a debt, giver and receiver of anything else."""

    payer: str | None = None
    payee: str | None = None

    def filled(self, other: Parties) -> Parties:
        """These parties, with what is missing taken from others that do not contradict."""
        payer = self.payer or (other.payer if other.payer != self.payee else None)
        payee = self.payee or (other.payee if other.payee != payer else None)
        return Parties(payer, payee)

    def other_than(self, party: str) -> Parties:
        """These parties without one."""
        return Parties(self.payer if self.payer != party else None, self.payee if self.payee != party else None)


@lru_cache(maxsize=1)
def _subject_roles() -> dict[str, str]:
    return {row["verb"]: row["subject"] for row in table("money_verbs.csv")}


def _role(lemma: str, kind: AmountKind) -> str | None:
    """What the subject of a verb is to the money; who pays a debt owes it, who pays anything else gives."""
    role = _subject_roles().get(lemma)
    if role == "payer":
        return "debtor" if kind == "debt" else "giver"
    return role


def parties_of(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    """What the sentence itself says about who pays and who is paid."""
    if kind in ("price", "trade"):
        return Parties()
    by_noun = _by_noun(doc, quantity, kind)
    by_verb = _by_verb(doc, quantity, kind)
    told = by_noun.filled(by_verb) if kind == "debt" else by_verb.filled(by_noun)
    if told.payer and told.payer == told.payee:
        return Parties(by_noun.payer).filled(Parties(by_verb.payer, by_verb.payee).other_than(told.payer))
    return told


def _by_verb(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    verb = _governing(doc, quantity, kind)
    if verb is None:
        return Parties()
    lemma = doc.annotated.tokens[verb].lemma.lower()
    role = _role(lemma, kind)
    if kind == "other-count" and (role != "giver" or not _can_be_sent(quantity)):
        return Parties()
    if lemma == "thank":
        thanked = _objects(doc, verb, quantity).get("dobj")
        return Parties(thanked, _subject(doc, verb)) if thanked else Parties()
    if role is None and kind == "other-count":
        return Parties()
    return _sides(role, kind, _subject(doc, verb), _objects(doc, verb, quantity))


def only_supposed(doc: Resolved, quantity: Quantity, kind: AmountKind) -> bool:
    """Whether money is not given but might be ("may lend", "if it lends"), or is refused ("will not lend")."""
    verb = _governing(doc, quantity, kind)
    if verb is None or kind in ("price", "trade", "other-count"):
        return False
    annotated = doc.annotated
    role = _role(annotated.tokens[verb].lemma.lower(), kind)
    if role is None or annotated.tokens[quantity.first - 1].lower in _GIVEN:
        return False
    if role == "giver" and kind != "debt" and modality(annotated, verb) == "negated":
        return True
    chain = [verb, *(a for a in annotated.ancestors(verb) if annotated.tokens[a].pos in ("VERB", "AUX"))]
    return any(_doubtful(annotated, at) for at in _one_clause(annotated, chain))


def _one_clause(doc: Annotated, verbs: list[int]) -> list[int]:
    """The first of these verbs, with those that it completes ("could agree to lend")."""
    kept = verbs[:1]
    for at in verbs[1:]:
        if doc.tokens[kept[-1]].dep not in ("xcomp", "pcomp"):
            break
        kept.append(at)
    return kept


def _doubtful(doc: Annotated, verb: int) -> bool:
    told = {c.lower for c in doc.children(verb, "aux", "mark", "advmod")} | {f"to {doc.tokens[verb].lemma.lower()}"}
    clauses = [m.lower for c in doc.children(verb, "advcl") for m in doc.children(c.i, "mark")]
    return bool(told & cues.supposing()) or ("would" in told and bool({"if", "unless", "provided"} & set(clauses)))


def _can_be_sent(quantity: Quantity) -> bool:
    """People, things and money change hands; lengths, times and shares do not."""
    return quantity.unit not in ("percent", "years", "months", "weeks", "days", "km", "m", "mile", "hectare", "km2")


def _sides(role: str | None, kind: AmountKind, subject: str | None, others: dict[str, str]) -> Parties:
    if role is None and kind == "investment":
        return Parties(subject, others.get("in"))
    if role in ("debtor", "creditor") or (kind == "debt" and role):
        return _debt_sides(role or "", subject, others, kind)
    if role == "receiver":
        return Parties(others.get("from") or others.get("by") or others.get("with"), subject)
    if role == "giver":
        target = "in" if kind == "investment" else "to"
        giver = subject or others.get("by") or others.get("from")
        return Parties(
            giver,
            others.get(target) or others.get("into") or others.get("dative") or others.get("for") or others.get("dobj"),
        )
    giver, taker, partner = (
        others.get("from") or others.get("by"),
        others.get("to") or others.get("for"),
        others.get("with"),
    )
    if kind == "loan" and giver is None and partner and not partner.startswith("state:"):
        return Parties(partner, taker or (subject if subject != partner else None))
    return Parties(giver, taker or partner)


def _debt_sides(role: str, subject: str | None, others: dict[str, str], kind: AmountKind) -> Parties:
    if role in ("debtor", "receiver"):
        other = (
            others.get("to") or others.get("dative") or others.get("with") or others.get("from") or others.get("dobj")
        )
        sides = Parties(subject, other)
        return sides if kind == "debt" or role == "debtor" else Parties(other, subject)
    debtor = others.get("to") or others.get("for") or others.get("dative") or others.get("of") or others.get("from")
    return Parties(debtor, subject) if kind == "debt" else Parties(subject, debtor)


def _governing(doc: Resolved, quantity: Quantity, kind: AmountKind) -> int | None:
    """The nearest verb above the figure that tells who gives or owes; else the nearest verb."""
    annotated, roles = doc.annotated, _subject_roles()
    own = [v for v in cues.clauses_on(annotated, quantity) if annotated.tokens[v].lemma.lower() in roles]
    if own:
        return own[0]
    nearest = None
    for at in annotated.ancestors(quantity.last - 1):
        token = annotated.tokens[at]
        if token.pos not in ("VERB", "AUX"):
            continue
        nearest = at if nearest is None else nearest
        if token.lemma.lower() in roles:
            return at
        if token.dep in ("ccomp", "advcl", "ROOT", "parataxis") and kind != "investment":
            break
    return nearest


def _subject(doc: Resolved, verb: int) -> str | None:
    annotated = doc.annotated
    token = annotated.tokens[verb]
    for child in annotated.children(verb, "nsubj"):
        if found := _first(doc, child.i):
            return found
        if child.tag == "WDT" or child.lower in ("which", "who", "that"):
            return _first(doc, token.head) if token.dep == "relcl" else None
    if passive := annotated.children(verb, "agent"):
        objects = annotated.children(passive[0].i, "pobj")
        return _first(doc, objects[0].i) if objects else None
    return _first(doc, token.head) if token.dep == "acl" else _subject_above(doc, token)


def _subject_above(doc: Resolved, verb: Token) -> str | None:
    """The subject that a verb without its own shares with the one above it ("agreed to lend", "is ready to lend")."""
    annotated, above = doc.annotated, doc.annotated.tokens[verb.head]
    if verb.dep == "xcomp" and above.pos == "ADJ":
        return _subject(doc, above.head)
    own = annotated.children(verb.i, "nsubj", "nsubjpass")
    shared = verb.dep in ("xcomp", "conj", "advcl") and above.i != verb.i and not own
    return _subject(doc, above.i) if shared else None


def _objects(doc: Resolved, verb: int, quantity: Quantity) -> dict[str, str]:
    """The actors behind the prepositions, datives and objects of a verb and of the figure's own noun."""
    heads = {quantity.last - 1, verb}
    for at in doc.annotated.ancestors(quantity.last - 1):
        if at == verb:
            break
        heads.add(at)
    return _objects_of(doc, heads, quantity.last - 1)


def _objects_of(doc: Resolved, heads: set[int], figure: int) -> dict[str, str]:
    annotated, found = doc.annotated, dict[str, str]()
    for head in sorted(heads, key=lambda h: (h != figure, h)):
        for child in annotated.children(head):
            if child.dep in ("prep", "dative", "agent") and child.pos == "ADP":
                for below in annotated.children(child.i, "pobj"):
                    if actor := _first(doc, below.i):
                        found.setdefault(child.lower, actor)
            elif child.dep in ("dative", "dobj") and child.i != figure and (actor := _plain(doc, child.i)):
                found.setdefault("dative" if child.dep == "dative" else "dobj", actor)
    return found


def _by_noun(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    """Parties that hang on the noun: "the debt of A to B", "A's external debt", "loan from B"."""
    annotated = doc.annotated
    wanted = _DEBT_NOUNS if kind == "debt" else _GIFT_NOUNS
    sentence = annotated.sentence_of(quantity.first)
    found = Parties()
    nouns = [t for t in annotated.sentence_tokens(sentence) if t.lemma.lower() in wanted]
    for noun in sorted(nouns, key=lambda t: abs(t.i - quantity.first)):
        found = found.filled(_by_clause(doc, noun.i, kind))
        preps = {p.lower: a for p in annotated.children(noun.i, "prep") if (a := _prep_actor(doc, p.i))}
        owner = _owner(doc, sentence.first, noun.i)
        debtor, creditor = preps.get("of") or owner, preps.get("to") or preps.get("with") or preps.get("towards")
        if kind == "debt":
            if owner and noun.lower in ("outstanding", "deposit", "deposits"):
                debtor, creditor = creditor, debtor
            found = found.filled(Parties(debtor if debtor != creditor else None, creditor))
        else:
            giver = preps.get("from") or preps.get("by") or owner or preps.get("of")
            taker = preps.get("to") or preps.get("for") or preps.get("in") or _place_after(doc, noun.i)
            found = found.filled(Parties(giver, taker))
    return found


def _by_clause(doc: Resolved, noun: int, kind: AmountKind) -> Parties:
    """What a clause on a noun tells: "the loan that A gave B"."""
    for verb in doc.annotated.children(noun, "relcl", "acl"):
        role = _role(verb.lemma.lower(), kind)
        if role and verb.pos == "VERB":
            return _sides(role, kind, _subject(doc, verb.i), _objects_of(doc, {verb.i}, noun))
    return Parties()


def _place_after(doc: Resolved, noun: int) -> str | None:
    """Where money goes, if the parse hangs the place on whoever gives ("investments of A in B")."""
    annotated = doc.annotated
    givers = [o for p in annotated.children(noun, "prep") for o in annotated.children(p.i, "pobj") if p.lower == "of"]
    preps = [p for g in givers for p in annotated.children(g.i, "prep") if p.lower in ("in", "to", "for")]
    return next((a for p in preps if (a := _prep_actor(doc, p.i))), None)


def _owner(doc: Resolved, first: int, noun: int) -> str | None:
    """Who stands before a noun as its owner or by an adjective, in the parse or right beside it."""
    below = [c.i for c in doc.annotated.children(noun, "poss", "amod", "compound", "nmod")]
    beside = [noun - 1] if noun > first else []
    return next((a for at in (*below, *beside) if (a := _plain(doc, at))), None)


def _prep_actor(doc: Resolved, prep: int) -> str | None:
    return next((a for o in doc.annotated.children(prep, "pobj") if (a := _first(doc, o.i))), None)


def _plain(doc: Resolved, token: int) -> str | None:
    actor = actor_at(doc, token)
    return _acting(actor) if actor else None


def _first(doc: Resolved, token: int) -> str | None:
    """Who a noun phrase names, or else whose it is: a fund pays for the country named before or after it."""
    ids = actors_under(doc, token)
    if ids and ids[0] in doc.actors:
        return _acting(doc.actors[ids[0]])
    annotated = doc.annotated
    own = annotated.children(token, "poss", "amod", "compound", "nmod", "appos")
    preps = [p for p in annotated.children(token, "prep") if p.lower in ("of", "from")]
    after = [o for p in preps for o in annotated.children(p.i, "pobj")]
    return next((a for t in (*own, *after) if (a := _plain(doc, t.i))), None)


def _acting(actor: Actor) -> str | None:
    """Persons hold office, they do not pay: their state stands for them. A name of unknown kind pays nothing."""
    if actor.schema_ == "Person":
        return f"state:{actor.country}" if actor.country else None
    return None if actor.schema_ == "Organization" and actor.country is None else actor.id


def lender_in(doc: Resolved, quantity: Quantity) -> str | None:
    """An organisation of states, or else a bank, that the figure's sentence names: lenders by trade."""
    sentence = doc.annotated.sentence_of(quantity.first)
    actors = [a for t in doc.annotated.sentence_tokens(sentence) if (a := actor_at(doc, t.i))]
    banks = [a for a in actors if "bank" in a.name.lower() and a.country and "central" not in a.name.lower()]
    named = [a for a in actors if a.schema_ == "IGO"] + banks
    return named[0].id if named else None


@lru_cache(maxsize=1)
def _issuers() -> dict[str, str]:
    return {row["code"]: row["country"] for row in table("money_issuers.csv")}


def issuer_of(unit: str) -> str | None:
    """The state whose money a currency is; None for the dollar and currencies of several states."""
    return f"state:{_issuers()[unit]}" if unit in _issuers() else None


def principals(doc: Resolved) -> list[str]:
    """The states of the document by how often they and their people are named, the most named first."""
    seen: Counter[str] = Counter()
    for mention in doc.annotated.mentions:
        actor = doc.actor_of(mention)
        if actor and actor.country:
            seen[f"state:{actor.country}"] += 1
    return [state for state, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0]))]
