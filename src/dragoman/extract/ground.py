"""The ground that extractors stand on: who stands at a token, which date holds there, which sentences tell."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from dragoman.extract.relative_dates import antecedent_date, paper_date, scene_verb
from dragoman.kb.rows import rows
from dragoman.records import Confidence, Edtf

if TYPE_CHECKING:
    from dragoman.document import Annotated, Resolved, Sentence, TimeValue, Timex, Token
    from dragoman.records import Actor

VERSION = "0.1.0"
TELLING = ("body",)
PAY = ("pay", "service", "employ", "payroll")  # "gunmen in the pay of Peru"
SERVING = ("work", "act", "fight", "fly", "spy")  # what people do for a state whose people they need not be


def extractor(name: str) -> str:
    """Name and version of an extractor, as records carry it."""
    return f"rules:{name}@{VERSION}"


def band(score: float) -> Confidence:
    """The confidence band of a score between 0 and 1."""
    return "high" if score >= 0.75 else "medium" if score >= 0.5 else "low"


@lru_cache(maxsize=64)
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a data file in `extract/data`, as dictionaries by column."""
    return rows("extract", name)


def telling_sentences(doc: Annotated) -> Iterator[Sentence]:
    """The sentences of the story itself; where a document is nothing but a headline, that."""
    body = [s for s in doc.sentences if s.zone in TELLING]
    yield from body or [s for s in doc.sentences if s.zone == "title"]


def actors_at(doc: Resolved, token: int) -> list[Actor]:
    """The actors whose mentions have this token as their head, or cover it most tightly.

    A phrase for two ("both countries") gives both; an office that nobody is known to hold gives its state.
    """
    covering = doc.annotated.mentions_by_token.get(token)
    if not covering:
        return []
    tightest = min(covering, key=lambda m: (m.head != token, m.last - m.first))
    same = [m for m in covering if (m.first, m.last) == (tightest.first, tightest.last)]
    found = [actor for m in same if (actor := doc.actor_of(m))]
    in_office = tightest.kind == "office" and tightest.standing != "former"
    if not found and in_office and (state := doc.actors.get(f"state:{tightest.country}")):
        return [state]
    return found


def actor_at(doc: Resolved, token: int) -> Actor | None:
    """The first actor at a token, or None."""
    return next(iter(actors_at(doc, token)), None)


def actors_under(doc: Resolved, token: int) -> list[str]:
    """Ids of the actors that a noun phrase names: its head and the heads joined to it by "and", in order.

    Where the head itself is no actor, the actor that owns or qualifies it stands for it ("China's delegation").
    """
    found: list[str] = []
    for head in coordinated(doc.annotated, token):
        actors = actors_at(doc, head) or _standing_for(doc, head)
        found += [a.id for a in actors if a.id not in found]
    return found


def coordinated(doc: Annotated, token: int) -> list[int]:
    """A token and all conjuncts below it, in order."""
    found = [token]
    for at in found:
        found += [t.i for t in doc.children(at, "conj") if t.i not in found]
    return sorted(found)


@lru_cache(maxsize=1)
def _stand_ins() -> frozenset[str]:
    return frozenset(row["word"] for row in table("stand_ins.csv") if row["stands"] != "no")


@lru_cache(maxsize=1)
def people_words() -> frozenset[str]:
    """Nouns for people and bodies, whether or not they stand for a state; not those that say whose ("neighbour")."""
    return frozenset(row["word"] for row in table("stand_ins.csv") if row["stands"] != "related")


def _standing_for(doc: Resolved, head: int) -> list[Actor]:
    """The actor whose people or bodies a noun names ("a delegation from Oman", "Omani officials")."""
    if doc.annotated.tokens[head].lemma.lower() not in _stand_ins() or out_of_office(doc.annotated, head):
        return []
    below = doc.annotated.children(head, "poss", "amod", "compound", "nmod", "appos", "prep")
    for token in sorted(below, key=lambda t: (t.dep != "appos", t.dep == "prep", t.i)):
        if token.dep != "prep":
            heads = coordinated(doc.annotated, token.i)
        elif token.lower in ("of", "from"):
            heads = [c for o in doc.annotated.children(token.i, "pobj") for c in coordinated(doc.annotated, o.i)]
        else:
            continue
        if actors := [a for at in heads for a in actors_at(doc, at) or _members(doc, token, at)]:
            return actors
    return [a for at in _in_service_of(doc.annotated, head) for a in actors_at(doc, at)]


@lru_cache(maxsize=1)
def _standings() -> frozenset[str]:
    """Words for an office that is held no more ("former", "ex")."""
    words = rows("annotate", "standings.csv")
    return frozenset(row["word"] for row in words if row["standing"] == "former")


def out_of_office(doc: Annotated, head: int) -> bool:
    """Whether whoever a noun names acts for nobody any more: "Peru's former minister"."""
    return any(t.lower in _standings() for t in doc.children(head, "amod"))


def _members(doc: Resolved, preposition: Token, head: int) -> list[Actor]:
    """Whose people are in a group: "a delegation of Omani senators"."""
    return _standing_for(doc, head) if preposition.lower == "of" else []


def _in_service_of(doc: Annotated, head: int) -> list[int]:
    """For whom people work or fight: "hackers working for Peru", "pilots flying for Chad"."""
    serving = [t for t in doc.children(head, "acl") if t.lemma.lower() in SERVING]
    preps = [p for t in serving for p in doc.children(t.i, "prep") if p.lower == "for"]
    hired = [o for p in doc.children(head, "prep") if p.lower in ("in", "on") for o in doc.children(p.i, "pobj")]
    preps += [p for o in hired if o.lemma.lower() in PAY for p in doc.children(o.i, "prep") if p.lower == "of"]
    return [o.i for p in preps for o in doc.children(p.i, "pobj")]


def time_values(doc: Resolved) -> dict[int, TimeValue]:
    """Time values by index of their expression."""
    return {value.timex: value for value in doc.times}


def date_at(doc: Resolved, token: int) -> tuple[Edtf | None, str | None]:
    """The date that holds for a verb or noun, and why: its own clause's expression, else none.

    An expression belongs to the nearest predicate above it; one that hangs on another clause's verb dates that clause.
    """
    annotated, values = doc.annotated, time_values(doc)
    sentence = annotated.sentence_of(token)
    own = [
        (abs(t.first - token), t)
        for t in annotated.timexes_by_sentence.get(sentence.i, ())
        if (t.kind in _DATING or _counts_ahead(t))
        and predicate_above(annotated, t.first) == predicate_of(annotated, token)
        and not _dates_a_noun(annotated, t, token)
    ]
    verb = annotated.tokens[token]
    described = antecedent_date(annotated, verb) or paper_date(annotated, verb)
    near = [t for _, t in sorted(own, key=lambda pair: (pair[0], pair[1].i))]
    stretch = next((found for t in near if (found := _between(annotated, t, values))), None)
    if stretch is not None:
        return stretch, "between two dates"
    for timex in _finest_first(near, values) + [t for t in (described,) if t]:
        value = values.get(timex.i)
        if value and value.value and timex == described:
            return _turning_point(timex, value.value), f"{value.basis}: {timex.text}"
        if value and value.value and _ended(doc, timex, value.value, annotated.tokens[token]):
            return Edtf.between(None, value.value.latest), f"to {timex.text}"
        if value and value.value:
            return value.value, f"{value.basis}: {timex.text}"
    return _date_beside(doc, annotated.tokens[token])


def _turning_point(timex: Timex, value: Edtf) -> Edtf:
    """When it was, of "since 2019, when they met": the day from which something lasts, not how long."""
    return Edtf.parse(value.text.partition("/")[0]) if timex.part("op") == "since" and "/" in value.text else value


_DATING = ("date", "weekday", "relative", "anchored", "vague")


def _counts_ahead(timex: Timex) -> bool:
    """Whether a length is a distance to come: "within three months", "in two weeks"."""
    return timex.kind == "duration" and timex.part("op") in ("in", "within", "inside")


def _finest_first(near: list[Timex], values: dict[int, TimeValue]) -> list[Timex]:
    """Expressions of a clause, the nearest first, but a day before the year that holds it ("this year, on Tuesday")."""
    first = next((v.value for t in near if (v := values.get(t.i)) and v.value), None)
    if first is None or first.is_day:
        return near
    inside = [t for t in near if (v := values.get(t.i)) and v.value and v.value != first and v.value.within(first)]
    return inside + [t for t in near if t not in inside]


def _between(doc: Annotated, timex: Timex, values: dict[int, TimeValue]) -> Edtf | None:
    """The stretch that "between 2015 and 2019" names by its two ends; None for any other expression."""
    following = next((t for t in doc.timexes[timex.i + 1 : timex.i + 2]), None)
    if timex.part("op") != "between" or following is None:
        return None
    joint = [t.lower for t in doc.tokens[timex.last : following.first]]
    low, high = values.get(timex.i), values.get(following.i)
    if joint != ["and"] or low is None or high is None or not low.value or not high.value:
        return None
    first, last = low.value.earliest, high.value.latest
    return Edtf.between(first, last) if first and last and first <= last else None


def _date_beside(doc: Resolved, token: Token) -> tuple[Edtf | None, str | None]:
    """The date of the verb that a verb is joined to, of one that it happens with, or of what is done to a noun."""
    above = doc.annotated.tokens[token.head]
    if token.dep == "conj" and above.pos == "VERB":
        return date_at(doc, above.i)
    if (scene := scene_verb(doc.annotated, token)) is not None:
        return date_at(doc, scene)
    marks = {t.lower for t in doc.annotated.children(token.i, "mark", "advmod")}
    if token.dep == "advcl" and above.pos == "VERB" and above.i != token.i and marks & {"when", "as", "while", "after"}:
        value, basis = date_at(doc, above.i)
        whole = value is not None and not value.is_day and all(v.after != token.i for v in doc.times)
        return (value, basis) if whole or not marks & {"after"} else (None, None)
    done = [t.i for t in doc.annotated.children(token.i, "acl") if t.tag == "VBN"]
    return next((found for at in done if (found := date_at(doc, at))[0]), (None, None))


def _ended(doc: Resolved, timex: Timex, end: Edtf, verb: Token) -> bool:
    """Whether an expression ends what is past: "hosted them until May"; "did not until May" begins it."""
    if timex.part("op") not in ("until", "till") or verb.tag not in ("VBD", "VBN"):
        return False
    low = doc.published.earliest.earliest if doc.published.earliest else None
    over = end.latest is not None and low is not None and end.latest < low
    helpers = {t.lower for t in doc.annotated.children(verb.i, "aux", "auxpass")}
    return over and not doc.annotated.children(verb.i, "neg") and not helpers - {"had", "was", "were", "been"}


TIME_NOUNS = frozenset(
    [
        "night",
        "morning",
        "afternoon",
        "evening",
        "day",
        "week",
        "month",
        "year",
        "end",
        "beginning",
        "start",
        "close",
        "course",
        "middle",
        "eve",
        "half",
        "quarter",
        "hour",
    ]
)


def _dates_a_noun(doc: Annotated, timex: Timex, token: int) -> bool:
    """Whether an expression belongs to a noun or figure by "of" ("the accord of 1962"), which dates it and no verb."""
    for at in (timex.first, *doc.ancestors(timex.first)):
        if at == token or doc.tokens[at].pos in ("VERB", "AUX"):
            return False
        outside = not timex.first <= at < timex.last
        if outside and doc.tokens[at].lower == "of" and doc.tokens[at].head != token:
            owner = doc.tokens[doc.tokens[at].head]
            return owner.pos in ("NOUN", "PROPN", "NUM") and owner.lemma.lower() not in TIME_NOUNS
    return False


def predicate_of(doc: Annotated, token: int) -> int:
    """The verb that a token's clause turns on: itself for verbs, else the nearest verb above it."""
    if doc.tokens[token].pos in ("VERB", "AUX"):
        return token
    return predicate_above(doc, token)


def predicate_above(doc: Annotated, token: int) -> int:
    """The nearest verb above a token, or the root of its sentence."""
    for at in doc.ancestors(token):
        if doc.tokens[at].pos in ("VERB", "AUX"):
            return at
    return doc.sentence_of(token).root
