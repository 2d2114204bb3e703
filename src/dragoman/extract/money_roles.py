"""What the subject of a verb is to the money: giver, receiver, debtor, creditor; and so who pays whom.

In: a verb over a figure and the parties by their tie to it. Out: the two sides. Never: which verb it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from dragoman.document import Annotated, Quantity, Resolved
from dragoman.extract.ground import table
from dragoman.extract.money_frames import governing
from dragoman.extract.money_sides import Parties, first_of
from dragoman.records.facts import AmountKind

# Where payer and payee stand by what the subject of a verb is, as far as that alone tells: the first tie that is taken.
_TIES = {
    "receiver": (("from", "by", "with", "dobj"), ("subject", "dative")),
    "taker": (("dative", "dobj", "on", "from", "against"), ("subject",)),
    "withholder": (("subject", "by"), ("from", "to", "dative", "for")),
    "depositor": (("subject", "by"), ("with", "in", "into", "at", "to")),
}


@lru_cache(maxsize=1)
def _subject_roles() -> dict[str, str]:
    return {row["verb"]: row["subject"] for row in table("money_verbs.csv")}


def verb_key(doc: Annotated, verb: int) -> str:
    """A verb as the table has it: with what makes another verb of it ("put off", "give back", "put at")."""
    lemma = doc.tokens[verb].lemma.lower()
    words = doc.children(verb, "prt", "advmod", "acomp", "oprd", "prep")
    follows = (t for t in doc.tokens[verb + 1 : verb + 2] if t.dep == "amod")  # "makes available 5 million"
    beside = (f"{lemma} {c.lower}" for c in (*words, *follows) if c.dep != "prep" or c.lower == "at")
    return next((key for key in beside if key in _subject_roles()), lemma)


def role_of(doc: Annotated, verb: int, kind: AmountKind) -> str | None:
    """What the subject of a verb is to the money.

    Who pays a debt owes it, who pays anything else gives; who has a debt owes it, who has an investment gave it.
    """
    role = _subject_roles().get(verb_key(doc, verb))
    if role == "payer":
        return "debtor" if kind == "debt" else "giver"
    if role == "drawer":
        return "receiver" if kind == "loan" else None
    if role == "holder":
        return {"debt": "debtor", "investment": "giver"}.get(kind, "receiver")
    return role


def is_holder(doc: Annotated, verb: int) -> bool:
    """Whether the subject of a verb only has the money."""
    return _subject_roles().get(verb_key(doc, verb)) == "holder"


def governing_verb(doc: Resolved, quantity: Quantity, kind: AmountKind) -> int | None:
    """The nearest verb above the figure that tells who gives or owes; else the nearest verb."""

    def tells(verb: int) -> bool:
        return verb_key(doc.annotated, verb) in _subject_roles()

    return governing(doc, quantity, tells, beyond=kind == "investment")


def sides_of(role: str | None, kind: AmountKind, named: Mapping[str, str]) -> Parties:
    """Who pays whom, by what the subject of the verb is to the money."""
    subject = named.get("subject")
    if role is None and kind == "investment":
        return Parties(subject, first_of(named, "in", "into", "for", "to"))
    if role in ("debtor", "creditor") or (kind == "debt" and role):
        return _debt_sides(role or "", named, kind)
    if role in _TIES:
        paying, paid = _TIES[role]
        return Parties(first_of(named, *paying), first_of(named, *paid))
    if role == "giver":
        return _given(kind, named)
    giver, taker, partner = first_of(named, "from", "by"), first_of(named, "to", "for"), named.get("with")
    if kind == "loan" and giver is None and partner and not partner.startswith("state:"):
        return Parties(partner, taker or (subject if subject != partner else None))
    return Parties(giver, taker or partner)


def _given(kind: AmountKind, named: Mapping[str, str]) -> Parties:
    """Who gives to whom; who spends what it has from somebody and passes none on ("finances it with 5 m from A")."""
    subject, source = named.get("subject"), named.get("from")
    passed_on = {"to", "into", "dative"} & named.keys()
    if subject and source not in (None, subject) and not passed_on:
        return Parties(source, subject)
    ends = ("in", "into") if kind == "investment" else ("to", "into")
    return Parties(subject or first_of(named, "by", "from"), first_of(named, *ends, "dative", "for", "dobj", "on"))


def _debt_sides(role: str, named: Mapping[str, str], kind: AmountKind) -> Parties:
    subject = named.get("subject")
    if role in ("debtor", "receiver"):
        owing = subject or (named.get("by") if role == "debtor" else None)
        other = first_of(named, "to", "dative", "with", "from", "dobj")
        sides = Parties(owing, other)
        return sides if kind == "debt" or role == "debtor" else Parties(other, owing)
    debtor = first_of(named, "to", "for", "dative", "on", "of", "from")
    return Parties(debtor, subject) if kind == "debt" else Parties(subject, debtor)
