"""Who pays whom: debtor and creditor, giver and receiver, from the verb, its subject and the prepositions around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from dragoman.document import Annotated, Quantity, Resolved
from dragoman.extract import money_cues as cues
from dragoman.extract.ground import actor_at, table
from dragoman.extract.modality import modality
from dragoman.extract.money_frames import frame_of, frame_on, governing
from dragoman.extract.money_phrases import lends_by_trade, owner_before, party_at, prep_party
from dragoman.extract.money_relations import by_relation
from dragoman.extract.money_sides import Parties
from dragoman.extract.money_trade import buyer_and_seller
from dragoman.records.facts import AmountKind

_GIVEN = ("the", "its", "their", "these", "those")
LENT = ("debt", "loan", "grant")
_DEBT_NOUNS = frozenset(
    {"debt", "arrears", "arrear", "liability", "indebtedness", "deposit", "outstanding", "claim", "payment"}
    | {"repayment", "obligation", "interest"}
)
_CREDITORS_NOUNS = frozenset({"outstanding", "deposit", "deposits", "claim", "claims"})  # whose owner is the creditor
_GIFT_NOUNS = frozenset(
    {"loan", "credit", "grant", "aid", "financing", "investment", "swap", "tranche", "donation", "assistance", "line"}
    | {"facility", "support", "package", "gift", "stake", "capital", "project", "scholarship", "arrangement"}
)


@lru_cache(maxsize=1)
def _subject_roles() -> dict[str, str]:
    return {row["verb"]: row["subject"] for row in table("money_verbs.csv")}


def _role(lemma: str, kind: AmountKind) -> str | None:
    """What the subject of a verb is to the money.

    Who pays a debt owes it, who pays anything else gives; who has a debt owes it, who has an investment gave it.
    """
    role = _subject_roles().get(lemma)
    if role == "payer":
        return "debtor" if kind == "debt" else "giver"
    if role == "holder":
        return {"debt": "debtor", "investment": "giver"}.get(kind, "receiver")
    return role


def parties_of(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    """What the sentence itself says about who pays and who is paid."""
    if kind in ("price", "trade"):
        return buyer_and_seller(doc, quantity)
    by_noun = _by_noun(doc, quantity, kind)
    by_verb = _by_verb(doc, quantity, kind)
    told = by_noun.filled(by_verb) if kind == "debt" else by_verb.filled(by_noun)
    if told.payer and told.payer == told.payee:
        told = Parties(by_noun.payer).filled(by_verb.other_than(told.payer))
    related = by_relation(doc, quantity) if kind in ("debt", "loan") else Parties()
    if kind == "loan":
        related = Parties(related.payee, related.payer)
    return related.filled(told) if related.payer and related.payee else told.filled(related)


def _by_verb(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    verb = _governing(doc, quantity, kind)
    if verb is None:
        return Parties()
    lemma = doc.annotated.tokens[verb].lemma.lower()
    role = _role(lemma, kind)
    frame = frame_of(doc, verb, quantity)
    named = _named(doc, frame)
    if kind == "other-count" and _subject_roles().get(lemma) == "holder":
        return Parties(named.get("subject"), named["in"]) if "in" in named else Parties()
    if kind == "other-count" and (role not in ("giver", "receiver") or not _can_be_sent(quantity)):
        return Parties()
    if lemma == "thank":
        thanked = named.get("dobj") or named.get("dative")
        return Parties(thanked, named.get("subject")) if thanked else Parties()
    sides = _sides(role, kind, named)
    if role is None and kind == "loan" and _partner_lends(doc, frame):
        return Parties(named.get("with"), sides.payee if sides.payee != named.get("with") else named.get("subject"))
    return sides


def _named(doc: Resolved, frame: Mapping[str, int]) -> dict[str, str]:
    """The parties of a frame by their tie."""
    return {tie: party for tie, at in frame.items() if (party := party_at(doc, at))}


def _partner_lends(doc: Resolved, frame: Mapping[str, int]) -> bool:
    """Whether a loan is agreed with somebody whose trade is lending, and nobody is said to lend."""
    partner = frame.get("with")
    return partner is not None and not {"from", "by"} & frame.keys() and lends_by_trade(doc, partner)


def is_lent(doc: Resolved, quantity: Quantity) -> bool:
    """Whether money that nothing else is said of comes from somebody whose trade is lending."""
    verb = _governing(doc, quantity, "other-count")
    if verb is None:
        return False
    role = _role(doc.annotated.tokens[verb].lemma.lower(), "other-count")
    frame = frame_of(doc, verb, quantity)
    givers = ("from", "by", "with") if role == "receiver" else ("subject",) if role == "giver" else ()
    return any(tie in frame and lends_by_trade(doc, frame[tie]) for tie in givers)


def only_supposed(doc: Resolved, quantity: Quantity, kind: AmountKind) -> bool:
    """Whether money is not given but might be ("may lend", "if it lends"), or is refused ("will not lend")."""
    verb = _governing(doc, quantity, kind)
    if verb is None or kind in ("price", "trade", "other-count"):
        return False
    annotated = doc.annotated
    if annotated.tokens[quantity.first - 1].lower in _GIVEN:
        return False
    lemma = annotated.tokens[verb].lemma.lower()
    role = _role(lemma, kind)
    if role is None:
        subjects = annotated.children(verb, "nsubj", "nsubjpass")
        acts = any(quantity.last - 1 in annotated.subtree(s.i) for s in subjects)  # "a debt of 5 million weighs on A"
        return f"to {lemma}" in cues.listed("supposing") and not acts and not _definite(doc, quantity)
    if role == "giver" and kind != "debt" and modality(annotated, verb) == "negated":
        return True
    chain = [verb, *(a for a in annotated.ancestors(verb) if annotated.tokens[a].pos in ("VERB", "AUX"))]
    return any(_doubtful(annotated, at) for at in _one_clause(annotated, chain))


def _definite(doc: Resolved, quantity: Quantity) -> bool:
    """Whether the noun over a figure is known already ("weighs what to do with the loan of 5 million")."""
    annotated = doc.annotated
    nouns = [a for a in annotated.ancestors(quantity.last - 1) if annotated.tokens[a].pos == "NOUN"]
    return any(c.lower in _GIVEN for noun in nouns for c in annotated.children(noun, "det", "poss"))


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
    return bool(told & cues.listed("supposing")) or (
        "would" in told and bool({"if", "unless", "provided"} & set(clauses))
    )


def _can_be_sent(quantity: Quantity) -> bool:
    """People, things and money change hands; lengths, times and shares do not."""
    return quantity.unit not in ("percent", "years", "months", "weeks", "days", "km", "m", "mile", "hectare", "km2")


def _sides(role: str | None, kind: AmountKind, named: Mapping[str, str]) -> Parties:
    """Who pays whom, by what the subject of the verb is to the money."""
    subject = named.get("subject")
    if role is None and kind == "investment":
        return Parties(subject, named.get("in"))
    if role in ("debtor", "creditor") or (kind == "debt" and role):
        return _debt_sides(role or "", named, kind)
    if role == "receiver":
        return Parties(_first_of(named, "from", "by", "with", "dobj"), subject or named.get("dative"))
    if role == "giver":
        giver = subject or _first_of(named, "by", "from")
        ends = ("in", "into") if kind == "investment" else ("to", "into")
        return Parties(giver, _first_of(named, *ends, "dative", "for", "dobj", "on"))
    giver, taker, partner = _first_of(named, "from", "by"), _first_of(named, "to", "for"), named.get("with")
    if kind == "loan" and giver is None and partner and not partner.startswith("state:"):
        return Parties(partner, taker or (subject if subject != partner else None))
    return Parties(giver, taker or partner)


def _first_of(named: Mapping[str, str], *ties: str) -> str | None:
    return next((named[tie] for tie in ties if tie in named), None)


def _debt_sides(role: str, named: Mapping[str, str], kind: AmountKind) -> Parties:
    subject = named.get("subject")
    if role in ("debtor", "receiver"):
        owing = subject or (named.get("by") if role == "debtor" else None)
        other = _first_of(named, "to", "dative", "with", "from", "dobj")
        sides = Parties(owing, other)
        return sides if kind == "debt" or role == "debtor" else Parties(other, owing)
    debtor = _first_of(named, "to", "for", "dative", "on", "of", "from")
    return Parties(debtor, subject) if kind == "debt" else Parties(subject, debtor)


def _governing(doc: Resolved, quantity: Quantity, kind: AmountKind) -> int | None:
    """The nearest verb above the figure that tells who gives or owes; else the nearest verb."""
    return governing(doc, quantity, _subject_roles().keys(), beyond=kind == "investment")


def _by_noun(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    """Parties that hang on the noun: "the debt of A to B", "A's external debt", "loan from B"."""
    annotated = doc.annotated
    wanted = _DEBT_NOUNS if kind == "debt" else _GIFT_NOUNS
    sentence = annotated.sentence_of(quantity.first)
    found = Parties()
    nouns = [t for t in annotated.sentence_tokens(sentence) if t.lemma.lower() in wanted]
    for noun in sorted(nouns, key=lambda t: abs(t.i - quantity.first)):
        found = found.filled(_by_clause(doc, noun.i, kind))
        preps = {p.lower: a for p in annotated.children(noun.i, "prep") if (a := prep_party(doc, p.i))}
        owner = owner_before(doc, sentence.first, noun.i)
        debtor, creditor = preps.get("of") or owner, _first_of(preps, "to", "with", "towards")
        if kind == "debt":
            if owner and noun.lower in _CREDITORS_NOUNS:
                debtor, creditor = creditor or _first_of(preps, "on", "against", "from"), debtor
            found = found.filled(Parties(debtor if debtor != creditor else None, creditor))
        else:
            giver = preps.get("from") or preps.get("by") or owner or preps.get("of")
            taker = preps.get("to") or preps.get("for") or preps.get("in") or _place_after(doc, noun.i)
            found = found.filled(Parties(giver, taker))
    return found


def _by_clause(doc: Resolved, noun: int, kind: AmountKind) -> Parties:
    """What a clause on a noun tells: "the loan that A gave B", "the credit line opened by A" where the parse strays."""
    annotated = doc.annotated
    above = annotated.tokens[annotated.tokens[noun].head]
    strayed = [above] if annotated.tokens[noun].dep == "nsubj" and above.dep == "csubj" else []
    for verb in (*annotated.children(noun, "relcl", "acl"), *strayed):
        role = _role(verb.lemma.lower(), kind)
        if role and verb.pos == "VERB":
            frame = frame_on(doc, verb.i, noun)
            if strayed and frame.get("subject") == noun:
                del frame["subject"]
            return _sides(role, kind, _named(doc, frame))
    return Parties()


def _place_after(doc: Resolved, noun: int) -> str | None:
    """Where money goes, if the parse hangs the place on whoever gives ("investments of A in B")."""
    annotated = doc.annotated
    givers = [o for p in annotated.children(noun, "prep") for o in annotated.children(p.i, "pobj") if p.lower == "of"]
    preps = [p for g in givers for p in annotated.children(g.i, "prep") if p.lower in ("in", "to", "for")]
    return next((a for p in preps if (a := prep_party(doc, p.i))), None)


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
