"""What a document says happened, was agreed, is owed, is claimed, is not known: each with its evidence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dragoman.records.base import ActorId, Evident, Model, Span
from dragoman.records.edtf import Edtf

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OTHER",
]  # fmt: skip
Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
Modality = Literal["actual", "planned", "negated", "hypothetical"]
Capacity = Literal["state", "subnational", "igo", "party", "opposition", "company", "private", "armed-group"]
PurposeCode = Annotated[str, Field(pattern=r"^\d{5}$")]
Term = Annotated[str, Field(pattern=r"^P\d+[YMWD]$")]
DecimalText = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]


class Place(Model):
    """A named place; coordinates where the gazetteer has them."""

    name: str
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None


class Participant(Model):
    """An actor on one side of an event, and on whose behalf it acts."""

    actor: ActorId
    side: Literal["source", "target"]
    acts_for: ActorId | None = None
    capacity: Capacity | None = None
    sector: str | None = None


class Event(Evident):
    """Who did what to whom, typed by PLOVER; OTHER stays in timelines and is never exported as PLOVER.

    `cameo` is the frame's own CAMEO code, never drawn from the type; None where no frame but the reader tells the act.
    """

    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: Quad | None = None
    cameo: str | None = None
    source: tuple[ActorId, ...] = ()
    target: tuple[ActorId, ...] = ()
    verb: Span
    date: Edtf | None = None
    due: Edtf | None = None
    date_basis: str | None = None
    place: Place | None = None
    modality: Modality
    participants: tuple[Participant, ...] = ()


AgreementKind = Literal[
    "treaty", "memorandum", "contract", "loan", "joint-statement", "framework", "protocol", "declaration", "agreement",
    "programme",
]  # fmt: skip
AgreementStatus = Literal[
    "proposed", "announced", "signed", "ratified", "in-force", "implemented", "suspended", "cancelled", "expired"
]
Legal = Literal[
    "negotiated", "initialled", "signed", "ratified", "provisionally-applied", "in-force", "suspended", "denounced",
    "expired", "superseded",
]  # fmt: skip
Delivery = Literal["pledged", "committed", "under-way", "completed", "suspended", "cancelled"]


class Step(Model):
    """A step in the life of an agreement, on the words that tell of it."""

    ladder: Literal["legal", "delivery"]
    stage: str
    date: Edtf | None = None
    by: tuple[ActorId, ...] = ()
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]


class Agreement(Evident):
    """What was agreed: parties, kind, and the two ladders from which the one-word status is drawn.

    `purposes` are OECD-DAC CRS purpose codes of its sectors, `place` is where it was signed, `term` how long it runs
    (ISO 8601 duration: P5Y).
    """

    parties: tuple[ActorId, ...] = ()
    signatories: tuple[ActorId, ...] = ()
    tier: Literal["interstate", "inter-agency", "state-company", "company"] | None = None
    kind: AgreementKind
    title: str | None = None
    count: int | None = None
    children: tuple[str, ...] = ()
    renews: str | None = None
    subject: str | None = None
    sectors: tuple[str, ...] = ()
    purposes: tuple[PurposeCode, ...] = ()
    date: Edtf | None = None
    place: Place | None = None
    term: Term | None = None
    disclosed: bool | None = None
    status: AgreementStatus
    legal: Legal | None = None
    delivery: Delivery | None = None
    history: tuple[Step, ...] = ()


AmountKind = Literal["debt", "loan", "grant", "investment", "trade", "price", "other-count"]
Qualifier = Literal["exact", "about", "more-than", "less-than", "up-to", "range"]
MoneyBasis = Literal[
    "pledged", "committed", "facility", "drawn", "disbursed", "outstanding", "arrears", "repaid", "forgiven"
]


class UsdValue(Model):
    """A value in US dollars of its date, with the source of the rate."""

    value: DecimalText
    rate: DecimalText
    date: Edtf
    source: str


class Amount(Evident):
    """A figure with its unit, its qualifier and its parties; figures are decimal strings.

    `agreement` is the id of the agreement that provides for the sum, `purpose` what it is for in the text's words,
    `restates` the id of the sum that it only gives in other money ("5 billion dollars (4.6 billion euros)").
    """

    value: DecimalText | None = None
    low: DecimalText | None = None
    high: DecimalText | None = None
    qualifier: Qualifier
    unit: str
    kind: AmountKind
    basis: MoneyBasis | None = None
    payer: ActorId | None = None
    payee: ActorId | None = None
    creditor_class: Literal["state", "policy-bank", "commercial", "bondholders", "supplier", "igo"] | None = None
    security: str | None = None
    estimated_by: ActorId | None = None
    as_of: Edtf | None = None
    period: str | None = None
    part_of: str | None = None
    agreement: str | None = None
    purpose: str | None = None
    restates: str | None = None
    date: Edtf | None = None
    usd: UsdValue | None = None


SpeakerClass = Literal["named", "office", "organisation", "anonymous", "vague", "document", "narrator"]
ClaimForm = Literal["direct", "indirect", "mixed"]
ClaimKind = Literal["statement", "assessment", "forecast", "denial", "accusation", "promise", "appeal"]


class Claim(Evident):
    """Who says what, in which words, through whom, how surely, and whether the speaker is a party to it."""

    speaker: ActorId | None = None
    speaker_text: str | None = None
    speaker_class: SpeakerClass
    via: tuple[ActorId, ...] = ()
    form: ClaimForm
    cue: Span | None = None
    content: Span
    kind: ClaimKind
    polarity: Literal["positive", "negative"]
    certainty: Literal["certain", "hedged"]
    hedges: tuple[Span, ...] = ()
    interested: bool | None = None
    damaged: bool = False
    about: tuple[str, ...] = ()
    horizon: Edtf | None = None


class Gap(Evident):
    """Something said to be unknown, undisclosed or missing, kept until somebody tells."""

    implied: bool = False
    question: Annotated[str, Field(min_length=1)]
    about: tuple[str, ...] = ()
    withheld_by: tuple[ActorId, ...] = ()
    asserted_by: tuple[ActorId, ...] = ()
    status: Literal["open", "closed"] = "open"
    closed_by: tuple[Span, ...] = ()


class Relation(Evident):
    """A named level of the relationship of two actors, on a date, by whose word."""

    pair: Annotated[tuple[ActorId, ...], Field(min_length=2, max_length=2)]
    level: str
    printed_as: str
    date: Edtf | None = None
    declared_by: tuple[ActorId, ...] = ()
    change: Literal["established", "upgraded", "downgraded", "severed", "restored"] | None = None
    previous: str | None = None


class Milestone(Model):
    """A step of a programme, dated as the text dates it."""

    what: str
    date: Edtf | None = None
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]


class Programme(Evident):
    """An undertaking that outlasts one agreement."""

    name: str
    partners: tuple[ActorId, ...] = ()
    sector: str | None = None
    status: str | None = None
    milestones: tuple[Milestone, ...] = ()
    target_dates: tuple[Edtf, ...] = ()


class Conflict(Evident):
    """Two records that give one field two values; neither is overwritten. `holds` is the one that a person believes."""

    document_id: str | None = None
    records: Annotated[tuple[str, ...], Field(min_length=2)]
    field: str
    values: tuple[str, ...]
    kind: Literal["value", "horizon", "polarity", "status", "count"]
    comparable: bool = True
    holds: str | None = None


class Support(Model):
    """How well a cluster is supported, with the parts of the score."""

    score: Annotated[float, Field(ge=0, le=1)]
    parts: dict[str, float] = Field(default_factory=dict)


class Cluster(Model):
    """Records of different documents that tell of one thing."""

    id: str
    kind: str
    members: Annotated[tuple[str, ...], Field(min_length=2)]
    origins: tuple[str, ...] = ()
    support: Support | None = None
    document_count: int
    evidence: Annotated[tuple[Span, ...], Field(min_length=1)]


Fact = Event | Agreement | Amount | Claim | Gap | Relation | Programme
