"""Who pays whom: debtor and creditor, giver and receiver, from the verb, its subject and the prepositions around."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Annotated, Quantity, Resolved
from dragoman.extract import money_cues as cues
from dragoman.extract.ground import actor_at, coordinated, table
from dragoman.extract.money_frames import frame_of, frame_on
from dragoman.extract.money_phrases import lends_by_trade, owner_before, party_at, prep_party
from dragoman.extract.money_relations import by_relation
from dragoman.extract.money_roles import governing_verb, is_holder, role_of, sides_of
from dragoman.extract.money_sides import Parties, first_of
from dragoman.extract.money_trade import buyer_and_seller
from dragoman.records.facts import AmountKind

_PAIR = 2
_REFLEXIVE = ("its", "their")
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


def parties_of(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    """What the sentence itself says about who pays and who is paid."""
    if kind in ("price", "trade"):
        return buyer_and_seller(doc, quantity)
    by_noun = _by_noun(doc, quantity, kind)
    by_verb = _by_verb(doc, quantity, kind)
    told = by_noun.filled(by_verb) if kind == "debt" else by_verb.filled(by_noun)
    if told.payer and owner_of(doc, told.payer) == owner_of(doc, told.payee):
        told = Parties(by_noun.payer).filled(by_verb.other_than(told.payer))
    related = by_relation(doc, quantity) if kind in ("debt", "loan") else Parties()
    if kind == "loan":
        related = Parties(related.payee, related.payer)
    return related.filled(told) if related.payer and related.payee else told.filled(related)


def owner_of(doc: Resolved, party: str | None) -> str | None:
    """The country of a side, or the side itself where it is of none."""
    return (doc.actors[party].country or party) if party in doc.actors else party


def _by_verb(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    verb, annotated = governing_verb(doc, quantity, kind), doc.annotated
    if verb is None:
        return Parties()
    above = (a for a in (verb, *annotated.ancestors(quantity.last - 1)) if annotated.tokens[a].lemma.lower() == "thank")
    if (thanks := next(above, None)) is not None:
        return _thanked(_named(doc, frame_of(doc, thanks, quantity)))
    role, frame = role_of(annotated, verb, kind), frame_of(doc, verb, quantity)
    if role == "creditor" and kind == "debt" and _is_its_own(annotated, verb):
        role = "debtor"
    named = _named(doc, frame)
    if role == "creditor" and kind == "debt" and (others := _dealt_with(doc, verb)) is not None:
        return Parties(named.get("subject"), others[0] if len(others) == 1 else None)
    if kind == "other-count":
        return _changing_hands(doc, quantity, verb, named)
    if role is None and kind == "loan" and (lender := _lender_by_trade(doc, frame)):
        return Parties(named[lender], _other_of(named, lender))
    return sides_of(role, kind, named)


def _is_its_own(doc: Annotated, verb: int) -> bool:
    """Whether a side does something to what it owes itself ("A restructured its debt to B")."""
    owed = [o for o in doc.children(verb, "dobj") if o.lemma.lower() in _DEBT_NOUNS]
    return any(c.tag == "PRP$" and c.lower in _REFLEXIVE for o in owed for c in doc.children(o.i, "poss"))


def _dealt_with(doc: Resolved, verb: int) -> list[str] | None:
    """With whom a debtor dealt to have its debt changed ("reached a deal with B to restructure 5 billion").

    Empty where its creditors have no name ("agreed with its creditors to"); None where no debtor deals.
    """
    annotated = doc.annotated
    above = annotated.tokens[annotated.tokens[verb].head]
    nouns = [above] if above.pos == "NOUN" else annotated.children(above.i, "dobj")
    deals = [n.i for n in nouns if n.lemma.lower() in cues.listed("deal") and n.i != verb]
    preps = [p for at in {*deals, above.i} for p in annotated.children(at, "prep") if p.lower == "with"]
    others = [o for p in preps for o in annotated.children(p.i, "pobj")]
    if not others or not (deals or any(o.lemma.lower() in cues.listed("owed-to") for o in others)):
        return None
    found = (party_at(doc, at) for other in others for at in coordinated(annotated, other.i))
    return list(dict.fromkeys(party for party in found if party))


def owed_to_unnamed(doc: Resolved, quantity: Quantity, kind: AmountKind) -> bool:
    """Whether a debt is one to creditors without a name, with whom its debtor dealt."""
    verb = governing_verb(doc, quantity, kind) if kind == "debt" else None
    return verb is not None and role_of(doc.annotated, verb, kind) == "creditor" and _dealt_with(doc, verb) == []


def _changing_hands(doc: Resolved, quantity: Quantity, verb: int, named: Mapping[str, str]) -> Parties:
    """Who gives a figure of which no more is known to whom; people and things that lie somewhere have no giver."""
    if is_holder(doc.annotated, verb):
        return Parties(named.get("subject"), named["in"]) if "in" in named else Parties()
    role = role_of(doc.annotated, verb, "other-count")
    if role in ("debtor", "creditor") and cues.is_currency(quantity.unit):  # "returned to A the sum", "froze a payment"
        role = "giver"
    movable = role in ("giver", "receiver", "taker", "depositor", "withholder") and _can_be_sent(quantity)
    return sides_of(role, "other-count", named) if movable else Parties()


def _thanked(named: Mapping[str, str]) -> Parties:
    giver = named.get("dobj") or named.get("dative")
    return Parties(giver, named.get("subject")) if giver else Parties()


def _other_of(named: Mapping[str, str], lender: str) -> str | None:
    """Who borrows of a lender by trade: whom it is lent to, or the other side of a deal with it."""
    ties = ("to", "for", "subject" if lender == "with" else "with")
    return next((named[tie] for tie in ties if named.get(tie) not in (None, named[lender])), None)


def _named(doc: Resolved, frame: Mapping[str, int]) -> dict[str, str]:
    """The parties of a frame by their tie."""
    return {tie: party for tie, at in frame.items() if (party := party_at(doc, at))}


def _lender_by_trade(doc: Resolved, frame: Mapping[str, int]) -> str | None:
    """The tie of the side of a loan that lends by trade, where nobody is said to lend: partner, else subject."""
    if {"from", "by"} & frame.keys():
        return None
    lends = (t for t in ("with", "subject") if t in frame and party_at(doc, frame[t]) and lends_by_trade(doc, frame[t]))
    return next(lends, None)


def is_lent(doc: Resolved, quantity: Quantity) -> bool:
    """Whether money that nothing else is said of comes from somebody whose trade is lending."""
    verb = governing_verb(doc, quantity, "other-count")
    if verb is None:
        return False
    role = role_of(doc.annotated, verb, "other-count")
    frame = frame_of(doc, verb, quantity)
    givers = {"receiver": ("from", "by", "with"), "giver": ("subject",), None: ("with",)}.get(role, ())
    return any(tie in frame and lends_by_trade(doc, frame[tie]) for tie in givers)


def is_granted(doc: Resolved, quantity: Quantity, parties: Parties) -> bool:
    """Whether money that nothing else is said of is set aside by one state for another ("approved 5 million for B")."""
    verb = governing_verb(doc, quantity, "other-count")
    owners = {doc.actors[p].country for p in (parties.payer, parties.payee) if p in doc.actors}
    setting_aside = verb is not None and doc.annotated.tokens[verb].lemma.lower() in cues.listed("setting-aside")
    return setting_aside and len(owners) == _PAIR and None not in owners


def _can_be_sent(quantity: Quantity) -> bool:
    """People, things and money change hands; lengths, times and shares do not."""
    return quantity.unit not in ("percent", "years", "months", "weeks", "days", "km", "m", "mile", "hectare", "km2")


def _by_noun(doc: Resolved, quantity: Quantity, kind: AmountKind) -> Parties:
    """Parties that hang on the noun: "the debt of A to B", "A's external debt", "loan from B"."""
    annotated = doc.annotated
    passing = cues.listed("passing") if kind == "other-count" and cues.is_currency(quantity.unit) else frozenset[str]()
    wanted = _DEBT_NOUNS if kind == "debt" else _GIFT_NOUNS | passing
    sentence = annotated.sentence_of(quantity.first)
    found = Parties()
    nouns = [t for t in annotated.sentence_tokens(sentence) if t.lemma.lower() in wanted and not _of_a_name(doc, t.i)]
    own = [t for t in nouns if kind == "debt" and t.i == _measures(annotated, quantity)]
    for noun in own or sorted(nouns, key=lambda t: abs(t.i - quantity.first)):
        found = found.filled(_by_clause(doc, noun.i, kind))
        preps = {p.lower: a for p in annotated.children(noun.i, "prep") if (a := prep_party(doc, p.i))}
        owner = owner_before(doc, sentence.first, noun.i)
        debtor, creditor = preps.get("of") or owner, first_of(preps, "to", "with", "towards")
        if kind == "debt":
            if owner and noun.lower in _CREDITORS_NOUNS:
                debtor, creditor = creditor or first_of(preps, "on", "against", "from"), debtor
            found = found.filled(Parties(debtor if debtor != creditor else None, creditor))
        else:
            giver = preps.get("from") or preps.get("by") or owner or preps.get("of")
            taker = preps.get("to") or preps.get("for") or preps.get("in") or _place_after(doc, noun.i)
            found = found.filled(Parties(giver, taker))
    return found


def _measures(doc: Annotated, quantity: Quantity) -> int:
    """The noun that a figure is the sum of: "a debt of 5 million", "the 5 million dollar debt"."""
    above = doc.tokens[doc.tokens[quantity.last - 1].head]
    return above.head if above.lower == "of" else above.i


def _of_a_name(doc: Resolved, noun: int) -> bool:
    """Whether a word only belongs to somebody's name: "according to the Public Debt Office"."""
    mention = doc.mention_at(noun)
    return mention is not None and mention.kind == "name" and mention.last - mention.first > 1


def _by_clause(doc: Resolved, noun: int, kind: AmountKind) -> Parties:
    """What a clause on a noun tells: "the loan that A gave B", "the credit line opened by A" where the parse strays."""
    annotated = doc.annotated
    above = annotated.tokens[annotated.tokens[noun].head]
    strayed = [above] if annotated.tokens[noun].dep == "nsubj" and above.dep == "csubj" else []
    for verb in (*annotated.children(noun, "relcl", "acl"), *strayed):
        role = role_of(annotated, verb.i, kind)
        if role and verb.pos == "VERB":
            frame = frame_on(doc, verb.i, noun)
            if strayed and frame.get("subject") == noun:
                del frame["subject"]
            return sides_of(role, kind, _named(doc, frame))
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
    tokens = (t for t in doc.annotated.sentence_tokens(sentence) if not _is_paid(doc.annotated, t.i))
    actors = [a for t in tokens if (a := actor_at(doc, t.i))]
    banks = [a for a in actors if "bank" in a.name.lower() and a.country and "central" not in a.name.lower()]
    named = [a for a in actors if a.schema_ == "IGO"] + banks
    return named[0].id if named else None


def _is_paid(doc: Annotated, token: int) -> bool:
    """Whether somebody is whom money is paid to ("to pay the Fund")."""
    above = doc.tokens[doc.tokens[token].head]
    return doc.tokens[token].dep in ("dobj", "dative") and role_of(doc, above.i, "debt") == "debtor"


@lru_cache(maxsize=1)
def _issuers() -> dict[str, str]:
    return {row["code"]: row["country"] for row in table("money_issuers.csv")}


def issuer_of(unit: str) -> str | None:
    """The state whose money a currency is; None for the dollar and currencies of several states."""
    return f"state:{_issuers()[unit]}" if unit in _issuers() else None


@dataclass(frozen=True, slots=True)
class Topic:
    """The two states that a document is about, named most often, and the one named more often than any other.

    `states` are fewer where others are named as often; `first` is None where two are.
    """

    states: tuple[str, ...] = ()
    first: str | None = None


def topic_of(doc: Resolved) -> Topic:
    """The states of a document by how often they and their people are named."""
    seen: Counter[str] = Counter()
    for mention in doc.annotated.mentions:
        actor = doc.actor_of(mention)
        if actor and actor.country:
            seen[f"state:{actor.country}"] += 1
    ordered = sorted(seen.items(), key=lambda item: (-item[1], item[0]))
    second, third = ([times for _, times in ordered[1:3]] + [0, 0])[:2]
    states = tuple(state for state, times in ordered[:_PAIR] if times > third)
    return Topic(states, next((state for state, times in ordered[:1] if times > second), None))
