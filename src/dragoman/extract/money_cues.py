"""What a figure is for: its kind and basis by the words around it, its security, and which durations are terms."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from dragoman.document import Annotated, Quantity
from dragoman.extract.ground import table
from dragoman.records.facts import AmountKind, MoneyBasis

DURATIONS = ("years", "months", "weeks", "days")
SHORT = ("hours", "minutes", "seconds")
_UNDONE = {"repaid": "outstanding", "forgiven": "outstanding", "drawn": "committed", "disbursed": "committed"}
FLOWS = ("barrel", "tonne", "m3", "cubic feet", "MW", "MWh", "TEU", "bushel")
POINTS = ("percentage point", "basis point")
GIFTS = ("scholarships", "fellowships", "vaccines", "doses")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PLURALS = frozenset({"BTU", "TEU"})
_SECURED = re.compile(
    r"\b(\w+)-(?:backed|collaterali[sz]ed|secured)\b"
    r"|\b(?:backed|secured|guaranteed|collaterali[sz]ed)\s+(?:by|with)\s+(?:its\s+|their\s+|the\s+)?(\w+)"
    r"|\bwith\s+(?:its\s+|the\s+)?(\w+)\s+as\s+(?:collateral|guarantee|security|a guarantee)"
    r"|\b(?:paid|repaid|repaying|payable)\s+(?:with|in)\s+(oil|crude|gas|copper|cocoa|minerals?|bauxite)\b",
    re.IGNORECASE,
)
_OF_LOAN = re.compile(
    r"(?:the|this|that) (?:loan|credit|debt|line|facility|sum|money)\b|it (?:is|was)\b", re.IGNORECASE
)
_ON_BONDS = 4.5  # more than a verb beside the figure ("bought back 2 billion of its bonds")
_CLAUSE = re.compile(r"[;:]|,\s+(?:and|but|if|when|unless|while|whereas|although|of which)\b|\.\s")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for a value of a field, with their weight."""

    words: tuple[str, ...]
    value: str
    weight: float


def is_currency(unit: str) -> bool:
    """Whether a unit is an ISO 4217 code, or the name of money where the text does not tell whose."""
    return (bool(_CURRENCY.fullmatch(unit)) and unit not in _PLURALS) or unit in listed("money")


@lru_cache(maxsize=16)
def listed(field: str) -> frozenset[str]:
    """The words of a field that is a list: names of money, gifts, nouns whose counts are no amounts, doubt."""
    return frozenset(row["cue"] for row in table("money_cues.csv") if row["field"] == field)


@lru_cache(maxsize=8)
def _cues(field: str) -> dict[str, list[Cue]]:
    """The cues of a field by their first word."""
    found: dict[str, list[Cue]] = {}
    for row in table("money_cues.csv"):
        if row["field"] == field:
            words = tuple(row["cue"].split())
            found.setdefault(words[0], []).append(Cue(words, row["value"], float(row["weight"] or 0)))
    return found


def is_bond(doc: Annotated, quantity: Quantity) -> bool:
    """Whether a sum is lent on bonds, whose holders are many: "a 2 billion dollar Eurobond", "bonds of 300 million"."""
    beside = [t.i for t in doc.tokens[quantity.last : quantity.last + 2]]
    of = [o.i for p in doc.children(quantity.last - 1, "prep") if p.lower == "of" for o in doc.children(p.i, "pobj")]
    near = [*itertools.islice(doc.ancestors(quantity.last - 1), 2), *beside, *of]
    return any(doc.tokens[at].lemma.lower() in listed("bond") and doc.tokens[at].pos != "VERB" for at in near)


def is_gift(doc: Annotated, quantity: Quantity) -> bool:
    """Whether the sentence of a figure speaks of a gift, or of a stake that is bought, by a noun of its own."""
    return any(
        t.pos != "VERB" and t.lemma.lower() in listed("gift")
        for t in doc.sentence_tokens(doc.sentence_of(quantity.first))
    )


def _hits(doc: Annotated, field: str, first: int, last: int) -> list[tuple[int, int, Cue]]:
    cues, tokens, found = _cues(field), doc.tokens, []
    for at in range(first, last):
        for form in {tokens[at].lower, tokens[at].lemma.lower()}:
            for cue in cues.get(form, ()):
                if _stands(doc, at, last, cue.words) and not _of_a_name(doc, at):
                    found.append((at, at + len(cue.words), cue))  # noqa: PERF401 - four loops in one line read worse
    return found


def _of_a_name(doc: Annotated, at: int) -> bool:
    """Whether a word only belongs to somebody's name: "the Export-Import Bank"."""
    if not doc.tokens[at].text[0].isupper():
        return False
    return any(m.first <= at < m.last and m.kind == "name" and m.last - m.first > 1 for m in doc.mentions)


def _stands(doc: Annotated, at: int, last: int, words: tuple[str, ...]) -> bool:
    tokens = doc.tokens
    return at + len(words) <= last and all(
        word in (tokens[at + n].lower, tokens[at + n].lemma.lower()) for n, word in enumerate(words)
    )


def kind_of(doc: Annotated, quantity: Quantity) -> tuple[AmountKind, float]:
    """The kind of an amount and how strongly the words speak for it; other-count where they are silent."""
    if settled := _by_unit(doc, quantity):
        return settled, 1.0
    scores = _scores(doc, quantity)
    if quantity.unit in FLOWS:
        flows = quantity.period == "day" or max(scores, key=lambda k: scores[k], default="") == "trade"
        return ("trade", 1.0) if flows else ("other-count", 1.0)
    best = max(scores, key=lambda k: (scores[k], k), default="other-count")
    kind: AmountKind = next((k for k in get_args(AmountKind) if k == best), "other-count")
    return kind, scores.get(best, 0.0)


def _by_unit(doc: Annotated, quantity: Quantity) -> AmountKind | None:
    """The kind where the unit settles it; None where words must."""
    money, unit = is_currency(quantity.unit), quantity.unit
    if unit in GIFTS:
        return "grant"
    if money and _for_one(doc, quantity):
        return "price"
    if not money and unit != "percent" and unit not in FLOWS:
        return "other-count"
    return "other-count" if unit == "percent" and _is_rate(doc, quantity) else None


def _for_one(doc: Annotated, quantity: Quantity) -> bool:
    """Whether money is what one of a kind costs: "a tonne of cocoa fetched 90 dollars", "a passport costs 50 euros"."""
    for at in doc.ancestors(quantity.last - 1):
        if doc.tokens[at].pos == "VERB":
            subjects = doc.children(at, "nsubj")
            single = (d.lower in ("a", "an") for s in subjects for d in doc.children(s.i, "det"))
            if doc.tokens[at].lower == "costs" and any(single):
                return True
            alone = (s for s in subjects if s.lemma.lower() in listed("measure"))
            return any(s.tag == "NNS" or doc.children(s.i, "det") for s in alone)
    return False


def _is_rate(doc: Annotated, quantity: Quantity) -> bool:
    """Whether a percentage is what a loan costs: "at 1 %", "plus 1.7 per cent"."""
    before = doc.tokens[quantity.first - 1] if quantity.first else None
    return before is not None and before.lower in ("at", "plus")


def _scores(doc: Annotated, quantity: Quantity) -> dict[str, float]:
    sentence = doc.sentence_of(quantity.first)
    above = _over(doc, quantity)
    scores = _weigh(doc, quantity, sentence.first, sentence.last, above)
    if is_bond(doc, quantity):
        scores["debt"] = max(scores.get("debt", 0.0), _ON_BONDS)
    for value, weight in _bound(doc, quantity).items():
        scores[value] = max(scores.get(value, 0.0), weight)
    if max(scores.values(), default=0.0) < 0.3 and sentence.i:
        before = doc.sentences[sentence.i - 1]
        if before.paragraph == sentence.paragraph:
            far = _weigh(doc, quantity, before.first, before.last, above)
            scores = {k: max(scores.get(k, 0.0), 0.5 * v) for k, v in far.items()} | {
                k: v for k, v in scores.items() if k not in far
            }
    return scores


def _bound(doc: Annotated, quantity: Quantity) -> dict[str, float]:
    """What a verb with a preposition before another noun makes of the figure: "pay … for a ship", "put … into …"."""
    verb = next((at for at in doc.ancestors(quantity.last - 1) if doc.tokens[at].pos == "VERB"), None)
    if verb is None:
        return {}
    between = itertools.takewhile(lambda at: at != verb, doc.ancestors(quantity.last - 1))
    heads = (verb, quantity.last - 1, *between)
    preps = [
        p for at in heads for p in doc.children(at, "prep") if any(o.pos != "NUM" for o in doc.children(p.i, "pobj"))
    ]
    apart = {
        p.lower
        for p in preps
        if not quantity.first <= p.i < quantity.last and p.i not in doc.ancestors(quantity.last - 1)
    }
    lemma, cues = doc.tokens[verb].lemma.lower(), [c for found in _cues("bound").values() for c in found]
    return {c.value: c.weight for c in cues if c.words[0] == lemma and c.words[1] in apart}


def _over(doc: Annotated, quantity: Quantity) -> set[int]:
    """The tokens above a figure, what stands before the nouns among them, and the verb of a clause on the figure."""
    chain = [*doc.ancestors(quantity.last - 1), *doc.ancestors(quantity.first)]
    nouns = [at for at in chain if doc.tokens[at].pos in ("NOUN", "PROPN")]
    before = {c.i for at in nouns for c in doc.children(at, "compound", "amod") if c.i < at}
    return {*chain, *before, *(() if _is_measure(doc, quantity) else clauses_on(doc, quantity))}


def clauses_on(doc: Annotated, quantity: Quantity) -> list[int]:
    """The verbs of clauses that hang on a figure ("the 60 million that it borrowed", "30 million lent by A")."""
    found = doc.children(quantity.last - 1, "relcl", "acl")
    return [c.i for c in found if c.pos == "VERB" and not _has_object(doc, c.i)]


def _has_object(doc: Annotated, verb: int) -> bool:
    """Whether a clause has something else that the act is done to, or turns on a part ("of which")."""
    parted = (o for p in doc.children(verb, "prep") for o in doc.children(p.i, "pobj"))
    if any(o.tag == "WDT" for o in parted):
        return True
    if any(o.tag == "WDT" for o in doc.children(verb, "dobj", "dative")):  # "the sum that A pays it": whom, beside what
        return False
    return any(o.tag not in ("WDT", "WP") and o.lower != "that" for o in doc.children(verb, "dobj", "nsubjpass"))


def _weigh(doc: Annotated, quantity: Quantity, first: int, last: int, above: set[int]) -> dict[str, float]:
    scores: dict[str, float] = {}
    own = set(clauses_on(doc, quantity)) if not _is_measure(doc, quantity) else set[int]()
    volume = [] if is_currency(quantity.unit) else _hits(doc, "volume", first, last)
    for start, end, cue in (*_hits(doc, "kind", first, last), *volume):
        if quantity.first <= start < quantity.last and len(cue.words) == 1:
            continue
        low, high = (end, quantity.first) if end <= quantity.first else (quantity.last, start)
        gap = max(0, high - low)
        between = doc.text(low, high) if gap else ""
        parted = 0.4 if _CLAUSE.search(between) else 1.0
        tied = 3.0 if start in own else 2.0 if _names_it(doc, start, quantity) else 1.6 if start in above else 1.0
        near = cue.weight * parted * tied / (1 + gap / 4)
        scores[cue.value] = max(scores.get(cue.value, 0.0), near)
    return scores


def _names_it(doc: Annotated, at: int, quantity: Quantity) -> bool:
    """Whether a noun says what a figure is: "60 million in grants", "the debt to A, 80 million dollars"."""
    figure, tie = doc.tokens[quantity.last - 1], doc.tokens[doc.tokens[at].head]
    return (tie.lower == "in" and tie.head == figure.i) or (figure.dep == "appos" and figure.head == at)


def _is_measure(doc: Annotated, quantity: Quantity) -> bool:
    """Whether a figure only measures a loan, a grant …, of which a clause then speaks: "a loan of 5 million given"."""
    of = doc.tokens[doc.tokens[quantity.last - 1].head]
    noun = doc.tokens[of.head]
    kinds = {cue.value for cue in _cues("kind").get(noun.lemma.lower(), ())}
    return of.lower == "of" and noun.pos == "NOUN" and bool(kinds & {"loan", "grant", "debt"})


def basis_of(doc: Annotated, quantity: Quantity, kind: AmountKind) -> MoneyBasis | None:
    """How far the money has gone, by the nearest word that tells."""
    if kind not in ("debt", "loan", "grant", "investment") or not is_currency(quantity.unit):
        return None
    sentence = doc.sentence_of(quantity.first)
    above = {at for end in (quantity.last - 1, quantity.first) for at in _in_clause(doc, end)}
    scores: dict[str, float] = {}
    own = [v for v in clauses_on(doc, quantity) if doc.tokens[v].lemma.lower() in _cues("kind")]
    for start, end, cue in _hits(doc, "basis", sentence.first, sentence.last):
        if (own and start not in own and end <= quantity.first) or _is_aim(doc, start, quantity):
            continue
        if kind == "debt" and cue.value == "committed" and not cue.words[0].startswith("commit"):
            continue  # what is agreed on a debt is not lent
        low, high = (end, quantity.first) if end <= quantity.first else (quantity.last, start)
        if (start not in above or _is_drawn_on(doc, quantity)) and _is_sum_between(doc, quantity, low, high):
            continue  # said of that sum
        gap = max(0, high - low)
        if (gap > 12 and start not in above) or (gap and _CLAUSE.search(doc.text(low, high))):
            continue
        value = _UNDONE.get(cue.value, cue.value) if _to_come(doc, start) else cue.value
        scores[value] = max(scores.get(value, 0.0), cue.weight / (1 + gap / 4))
    best = max(scores, key=lambda k: (scores[k], k), default=None)
    found = next((b for b in get_args(MoneyBasis) if b == best), None)
    return found or _by_verb(doc, quantity, kind)


def _is_drawn_on(doc: Annotated, quantity: Quantity) -> bool:
    """Whether a figure is the whole that another is taken from ("paid 50 million from its package of 295 million")."""
    above = [doc.tokens[at].lower for at in itertools.islice(doc.ancestors(quantity.last - 1), 3)]
    return above[:1] == ["from"] or (above[:1] == ["of"] and above[2:] == ["from"])


def _is_sum_between(doc: Annotated, quantity: Quantity, low: int, high: int) -> bool:
    """Whether another sum of money stands right before or after a figure, within these tokens."""
    beside = (*doc.quantities[max(0, quantity.i - 1) : quantity.i], *doc.quantities[quantity.i + 1 : quantity.i + 2])
    return any(low <= q.first < high and is_currency(q.unit) for q in beside)


def _in_clause(doc: Annotated, token: int) -> Iterator[int]:
    """The tokens above one, no further than the verb of a relative clause that it stands in."""
    for at in doc.ancestors(token):
        yield at
        if doc.tokens[at].dep in ("relcl", "acl"):
            return


def _is_aim(doc: Annotated, at: int, quantity: Quantity) -> bool:
    """Whether a word is an act that the money shall serve ("a loan of 5 million to repay its debts")."""
    if not any(c.lower == "to" for c in doc.children(at, "aux")):
        return False
    return any(quantity.last - 1 not in doc.subtree(o.i) for o in doc.children(at, "dobj"))


def _by_verb(doc: Annotated, quantity: Quantity, kind: AmountKind) -> MoneyBasis | None:
    """A debt that stands at so much is outstanding; money that somebody is to give is pledged. None else."""
    verb = next((at for at in doc.ancestors(quantity.last - 1) if doc.tokens[at].pos in ("VERB", "AUX")), None)
    if verb is None:
        return None
    lemma = doc.tokens[verb].lemma.lower()
    if kind == "debt" and lemma in listed("forgiving"):
        return "outstanding" if _to_come(doc, verb) else "forgiven"
    if kind == "debt":
        return "outstanding" if lemma in listed("standing") and not _to_come(doc, verb) else None
    above = doc.tokens[doc.tokens[verb].head]
    will = any(c.lower in ("will", "shall") for c in doc.children(verb, "aux"))
    is_to = doc.tokens[verb].dep == "xcomp" and above.lemma.lower() == "be" and above.tag in ("VBZ", "VBP")
    return "pledged" if lemma in _givers() and (will or is_to) else None


@lru_cache(maxsize=1)
def _givers() -> frozenset[str]:
    return frozenset(row["verb"] for row in table("money_verbs.csv") if row["subject"] in ("giver", "payer"))


def _to_come(doc: Annotated, at: int) -> bool:
    """Whether a payment is still ahead: an infinitive, or a verb denied."""
    ahead = any(c.lower in ("to", "will", "must", "not", "n't", "never") for c in doc.children(at, "aux", "neg"))
    shared = doc.tokens[at].dep == "conj" and not doc.children(at, "aux", "nsubj")
    return ahead or (shared and doc.tokens[at].head != at and _to_come(doc, doc.tokens[at].head))


def security_of(doc: Annotated, quantity: Quantity) -> str | None:
    """What a debt or loan is secured on, as its sentence names it ("oil-backed"), or the next one about "the loan"."""
    sentence = doc.sentence_of(quantity.first)
    texts = [doc.text(sentence.first, sentence.last)]
    if (after := next(iter(doc.sentences[sentence.i + 1 :]), None)) and after.paragraph == sentence.paragraph:
        texts += [text for text in [doc.text(after.first, after.last)] if _OF_LOAN.match(text)]
    found = next((m for text in texts if (m := _SECURED.search(text))), None)
    return next((g.lower() for g in found.groups() if g), None) if found else None


@lru_cache(maxsize=4)
def _terms(side: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in table("money_terms.csv") if row["side"] == side)


def is_term(doc: Annotated, quantity: Quantity) -> bool:
    """Whether a duration is a term of a deal ("90 days to present …", "over 25 years"), not a time gone by or ahead."""
    if quantity.unit in SHORT:
        return False
    sentence = doc.sentence_of(quantity.first)
    left = doc.text(sentence.first, quantity.first) + " " if quantity.first > sentence.first else ""
    right = " " + doc.text(quantity.last, sentence.last) if quantity.last < sentence.last else ""
    if doc.tokens[quantity.last - 1].end == (doc.tokens[quantity.last].start if right else -1):
        right = right[1:]
    if any(p.search(right) for p in _terms("not-right")):
        return False
    if any(p.search(left) for p in _terms("left")):
        return True
    return any(p.search(right) for p in _terms("right")) and not any(p.search(left) for p in _terms("not-left"))
