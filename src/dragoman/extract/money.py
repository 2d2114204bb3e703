"""What is owed, lent, given, invested, traded, asked as a price, or counted: amounts with kind, parties and basis.

In: a resolved document with its quantities. Out: amounts, one for each figure that the document tells, however often.
Never: a figure from a date, a count of agreements, a time gone by.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Literal, cast

from dragoman.document import Annotated, Quantity, Resolved, Sentence
from dragoman.extract import money_cues as cues
from dragoman.extract.ground import actor_at, actors_under, band, date_at, extractor, telling_sentences
from dragoman.extract.money_context import agrees, with_context
from dragoman.extract.money_doubt import only_supposed
from dragoman.extract.money_drafts import Draft
from dragoman.extract.money_parties import is_granted, is_lent, parties_of
from dragoman.extract.money_purpose import purpose_of
from dragoman.kb.rates import dollars_for
from dragoman.records import Amount, Span, UsdValue, record_id
from dragoman.records.facts import AmountKind

_SAYING = frozenset({"say", "tell", "add", "report", "confirm", "claim", "note", "explain", "comment", "warn"})
_FURTHER = frozenset({"another", "further", "additional", "extra"})
_ESTIMATING = frozenset({"estimate", "calculate", "reckon", "say"})
_DENYING = frozenset({"deny", "refute", "dispute"})
_DEFINITE = frozenset({"the", "these", "those", "both", "its", "their", "our", "his", "her", "other"})
CENT = Decimal("0.01")
Creditor = Literal["state", "policy-bank", "commercial", "bondholders", "supplier", "igo"]


def extract(doc: Resolved) -> list[Amount]:
    """The amounts of a document: same figure, unit, kind and parties are one, with all its evidence."""
    telling = {s.i: s for s in telling_sentences(doc.annotated)}
    drafts: list[Draft] = []
    for quantity in doc.annotated.quantities:
        sentence = telling.get(doc.annotated.tokens[quantity.first].sentence)
        if sentence is not None and _counts(doc, quantity, sentence):
            draft = _draft(doc, quantity)
            if not (cues.is_currency(quantity.unit) and only_supposed(doc, quantity, draft.kind)):
                drafts.append(draft)
    merged = _merged(doc, with_context(doc, drafts))
    return _linked([_record(doc, d) for d in merged], merged)


def _linked(records: list[Amount], drafts: list[Draft]) -> list[Amount]:
    """The records with the id of the sum that each is a part of, or that it gives in other money."""
    at = {span: record.id for record in records for span in record.evidence}
    found: list[Amount] = []
    for record, draft in zip(records, drafts, strict=True):
        named = {"part_of": draft.whole, "restates": draft.restated}
        links = {name: at[span] for name, span in named.items() if span in at and at[span] != record.id}
        found.append(record.model_copy(update=links) if links else record)
    return found


def _counts(doc: Resolved, quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a figure is an amount at all."""
    annotated = doc.annotated
    if quantity.unit in cues.SHORT:
        return False
    if quantity.unit in cues.DURATIONS:
        return cues.is_term(annotated, quantity)
    if cues.is_currency(quantity.unit) or quantity.unit in ("percent", *cues.POINTS):
        return not _denied(doc, quantity)
    if quantity.unit != "people":
        last = quantity.unit.split()[-1]
        if last in cues.listed("noncount"):
            return False
    first = annotated.tokens[quantity.first - 1] if quantity.first > sentence.first else None
    if first is not None and first.lower in _DEFINITE and int(float(quantity.value or 99)) < 10:
        return False
    return not _only_speaks(doc, quantity)


def _only_speaks(doc: Resolved, quantity: Quantity) -> bool:
    """Whether the people counted are the source of a report ("two officials said")."""
    annotated = doc.annotated
    if quantity.unit != "people":
        return False
    token = annotated.tokens[quantity.last - 1]
    head = annotated.tokens[token.head]
    if token.dep in ("nsubj", "pobj", "dobj") and head.lemma.lower() in _SAYING | {"quote", "cite"}:
        return token.dep == "nsubj" or head.lemma.lower() in ("quote", "cite")
    return token.dep == "pobj" and annotated.tokens[head.head].lower in ("according", "quoting", "citing")


def _denied(doc: Resolved, quantity: Quantity) -> bool:
    annotated = doc.annotated
    above = [annotated.tokens[a] for a in annotated.ancestors(quantity.last - 1)]
    return any(t.lemma.lower() in _DENYING and t.pos == "VERB" and t.i < quantity.first for t in above)


def _draft(doc: Resolved, quantity: Quantity) -> Draft:
    annotated = doc.annotated
    kind, weight = cues.kind_of(annotated, quantity)
    if cues.is_currency(quantity.unit) and _may_be_lent(annotated, quantity, kind, weight) and is_lent(doc, quantity):
        kind = "loan"
    parties = parties_of(doc, quantity, kind)
    if cues.is_currency(quantity.unit) and kind == "other-count" and is_granted(doc, quantity, parties):
        kind = "grant"
    date, _ = date_at(doc, quantity.last - 1)
    return Draft(
        quantity,
        kind,
        weight,
        (annotated.span(quantity.first, quantity.last),),
        parties,
        cues.basis_of(annotated, quantity, kind),
        cues.security_of(annotated, quantity) if kind in ("debt", "loan") else None,
        _estimator(doc, quantity) if cues.is_currency(quantity.unit) else None,
        date,
        annotated.tokens[quantity.last - 1].lemma.lower() if quantity.unit == "people" else "",
        purpose=purpose_of(doc, quantity, kind) if cues.is_currency(quantity.unit) else None,
    )


def _may_be_lent(doc: Annotated, quantity: Quantity, kind: AmountKind, weight: float) -> bool:
    """Whether money can be a loan although no word says so: nothing is said of it, or only that it is given."""
    if kind == "other-count":
        return not weight
    return kind in ("grant", "investment") and not cues.is_gift(doc, quantity)


def _estimator(doc: Resolved, quantity: Quantity) -> str | None:
    """Who the sentence, or the quotation that the figure stands in, names as the source of it."""
    annotated = doc.annotated
    sentence = annotated.sentence_of(quantity.first)
    char = annotated.tokens[quantity.first].start
    opening = next((q for q in annotated.quotes if q.char_start <= char < q.char_end), None)
    sentences = [sentence]
    if opening:
        begins = next((t for t in annotated.tokens if t.start >= opening.char_start), None)
        if begins is not None and begins.sentence != sentence.i:
            sentences.append(annotated.sentences[begins.sentence])
            if begins.i == annotated.sentences[begins.sentence].first and begins.sentence:
                sentences.append(annotated.sentences[begins.sentence - 1])
    same = [s for s in sentences if s.paragraph == sentence.paragraph]
    return next((found for s in same if (found := _source_in(doc, s))), None)


def _source_in(doc: Resolved, sentence: Sentence) -> str | None:
    """The actor behind "according to", "for …," at the head of the sentence, or an estimating verb."""
    annotated = doc.annotated
    tokens = annotated.sentence_tokens(sentence)
    for token in tokens:
        follows = tokens[token.i - sentence.first + 1].lower if token.i + 1 < sentence.last else ""
        opens = token.lower == "for" and token.i == sentence.first
        if (token.lower == "according" and follows == "to") or opens:
            reach = annotated.tokens[token.i : min(token.i + 9, sentence.last)]
            if found := next((a.id for t in reach if (a := actor_at(doc, t.i)) and a.schema_ != "State"), None):
                return found
        puts_at = token.lemma.lower() == "put" and any(p.lower == "at" for p in annotated.children(token.i, "prep"))
        if token.pos == "VERB" and (token.lemma.lower() in _ESTIMATING or puts_at):
            agents = [o for a in annotated.children(token.i, "agent") for o in annotated.children(a.i, "pobj")]
            for source in (*annotated.children(token.i, "nsubj"), *agents):
                if ids := actors_under(doc, source.i):
                    return ids[0]
    return None


def _merged(doc: Resolved, drafts: Iterable[Draft]) -> list[Draft]:
    found: list[Draft] = []
    for draft in drafts:
        at = next((n for n, other in enumerate(found) if _same(doc, other, draft)), None)
        if at is None:
            found.append(draft)
        else:
            found[at] = _joined(found[at], draft)
    return [replace(draft, evidence=_in_order(draft.evidence)) for draft in found]


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(set(spans), key=lambda span: (span.start, span.end)))


def _same(doc: Resolved, a: Draft, b: Draft) -> bool:
    if _again(doc.annotated, b.quantity):
        return False
    figures = [(q.value, q.low, q.high, q.unit) for q in (a.quantity, b.quantity)]
    kinds = a.kind == b.kind or "other-count" in (a.kind, b.kind) or {a.kind, b.kind} == {"debt", "loan"}
    return figures[0] == figures[1] and kinds and a.noun == b.noun and _compatible(a, b)


def _again(doc: Annotated, quantity: Quantity) -> bool:
    """Whether a figure is told as one more of the same: "lent 1 billion in 2014 and another 1 billion in 2022"."""
    before = doc.tokens[max(doc.sentence_of(quantity.first).first, quantity.first - 1) : quantity.first + 1]
    return any(t.lower in _FURTHER for t in before)


def _compatible(a: Draft, b: Draft) -> bool:
    if a.kind == b.kind:
        return agrees(a.parties, b.parties)
    return a.quantity.unit not in ("percent", "people")


def _joined(a: Draft, b: Draft) -> Draft:
    kept, other = (a, b) if a.kind == b.kind or a.kind not in ("other-count", "loan") else (b, a)
    vaguer = other.quantity if kept.quantity.qualifier == "exact" else kept.quantity
    return replace(
        kept,
        quantity=replace(kept.quantity, qualifier=vaguer.qualifier),
        evidence=(*a.evidence, *b.evidence),
        parties=kept.parties.filled(other.parties) if a.kind == b.kind else kept.parties,
        basis=kept.basis or other.basis,
        security=kept.security or other.security,
        estimated_by=kept.estimated_by or other.estimated_by,
        date=kept.date or other.date,
        whole=kept.whole or other.whole,
        restated=kept.restated or other.restated,
        purpose=kept.purpose or other.purpose,
        weight=max(a.weight, b.weight),
    )


def _record(doc: Resolved, draft: Draft) -> Amount:
    quantity, document = draft.quantity, doc.annotated.clean.document.id
    score = round(min(0.95, 0.55 + 0.12 * draft.weight + (0.1 if draft.parties.payer else 0.0)), 2)
    return Amount(
        id=record_id(
            "amount", document, draft.evidence, quantity.value, quantity.low, quantity.high, quantity.unit, draft.kind
        ),
        document_id=document,
        evidence=draft.evidence,
        confidence=band(score),
        score=score,
        extractor=extractor("money"),
        value=quantity.value,
        low=quantity.low,
        high=quantity.high,
        qualifier=quantity.qualifier,
        unit=quantity.unit,
        kind=draft.kind,
        basis=draft.basis,
        payer=draft.parties.payer,
        payee=draft.parties.payee,
        creditor_class=_creditor_class(doc, draft),
        security=draft.security,
        estimated_by=draft.estimated_by,
        as_of=draft.date if draft.kind == "debt" else None,
        period=quantity.period,
        purpose=draft.purpose,
        date=draft.date,
        usd=_in_dollars(doc, draft),
    )


def _in_dollars(doc: Resolved, draft: Draft) -> UsdValue | None:
    """A sum of other money in dollars of its date, else of the article's; None where no rate of that time is known."""
    quantity, when = draft.quantity, draft.date or doc.published.edtf
    if quantity.value is None or quantity.unit == "USD" or when is None or not cues.is_currency(quantity.unit):
        return None
    rate = dollars_for(quantity.unit, when)
    if rate is None:
        return None
    value = (Decimal(quantity.value) * rate.dollars).quantize(Decimal(1) if Decimal(quantity.value) >= 1000 else CENT)
    return UsdValue(value=f"{value:f}", rate=f"{rate.dollars:f}", date=rate.date, source=rate.source)


def _creditor_class(doc: Resolved, draft: Draft) -> Creditor | None:
    creditor = draft.parties.payee if draft.kind == "debt" else draft.parties.payer if draft.kind == "loan" else None
    actor = doc.actors.get(creditor) if creditor else None
    if actor is None:
        owed = draft.kind in ("debt", "loan") and creditor is None
        return "bondholders" if owed and cues.is_bond(doc.annotated, draft.quantity) else None
    name = actor.name.lower()
    if "development bank" in name or "exim" in name or "export-import" in name:
        return "policy-bank"
    by_schema = {"State": "state", "PublicBody": "state", "IGO": "igo", "Company": "commercial"}
    return cast("Creditor | None", by_schema.get(actor.schema_))
