"""What the article itself claims of the background: characterisations, absolutes, milestones, plans with a horizon."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dragoman.document import Resolved, Sentence
from dragoman.extract.clauses import Attribution, Page, Range, bare, trim
from dragoman.extract.ground import table, time_values

SHORTEST, NEAR = 3, 5
SET_OFF = frozenset({",", "–", "—", "(", ")", "--"})
UNSURE = frozenset({"hope", "expect", "anticipate"})
AHEAD_KINDS = ("date", "relative", "duration", "anchored")


@lru_cache(maxsize=1)
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in table("claims_narrator.csv"):
        words = tuple(row["words"].split())
        found.setdefault(words[0], []).append((words, row["kind"]))
    return found


@lru_cache(maxsize=1)
def _plans() -> dict[str, str]:
    return {row["lemma"]: row["kind"] for row in table("claims_plans.csv")}


def find(doc: Resolved, page: Page, sentence: Sentence, taken: list[Range]) -> Iterator[Attribution]:
    """The narrator's claims in a sentence, outside what others are cited for."""
    for at in range(sentence.first, sentence.last):
        if at in page.inside or (any(first <= at < last for first, last in taken) and not _set_off(page, at)):
            continue
        if hit := _characterises(page, sentence, at):
            yield hit
    yield from _plans_ahead(doc, page, sentence, taken)


def _set_off(page: Page, at: int) -> bool:
    """Inside a relative clause between commas: background that the narrator adds to what somebody else is cited for."""
    clause = next((a for a in (at, *page.doc.ancestors(at)) if page.tokens[a].dep == "relcl"), None)
    if clause is None or not any(c.tag in ("WDT", "WP") for c in page.doc.children(clause)):
        return False
    first = page.doc.reach(clause)[0]
    return first > 0 and page.tokens[first - 1].text == "," and page.tokens[clause].head < first


def _characterises(page: Page, sentence: Sentence, at: int) -> Attribution | None:
    lower = page.tokens[at].lower
    for words, kind in _phrases().get(lower, ()):
        last = at + len(words)
        if last <= sentence.last and all(page.tokens[at + n].lower == w for n, w in enumerate(words)):
            content = clause(page, sentence, at)
            if content[1] - content[0] >= 3:
                return Attribution(sentence.i, (at, last), at, (content,), kind, "narrator")
    return None


def clause(page: Page, sentence: Sentence, at: int) -> Range:
    """The clause or participle phrase around a word, without what commas add after it."""
    if aside := _aside(page, sentence, at):
        return aside
    doc = page.doc
    head = at
    while not _clausal(page, head) and page.tokens[head].head != head:
        head = page.tokens[head].head
    first, last = doc.reach(head)
    for child in doc.children(head, "advcl", "conj", "parataxis", "ccomp"):
        start = doc.reach(child.i)[0]
        if (
            child.i > max(head, at)
            and start > at
            and (page.tokens[start - 1].text in SET_OFF or page.tokens[start - 1].tag == "CC")
        ):
            last = min(last, start)
    return trim(page, max(first, sentence.first), min(last, sentence.last))


def _aside(page: Page, sentence: Sentence, at: int) -> Range | None:
    """A phrase without a verb of its own between commas or dashes: "both, long opposed to the plan, …"."""
    left = next((i for i in range(at, sentence.first, -1) if page.tokens[i].text in SET_OFF), None)
    right = next((i for i in range(at, sentence.last) if page.tokens[i].text in SET_OFF), None)
    if left is None or right is None or page.has_finite(left + 1, right) or right - left <= SHORTEST:
        return None
    return left + 1, right


def _clausal(page: Page, at: int) -> bool:
    token = page.tokens[at]
    return token.dep in ("acl", "relcl", "advcl", "ccomp", "ROOT", "conj", "amod") and token.pos in (
        "VERB",
        "AUX",
        "ADJ",
    )


def _plans_ahead(doc: Resolved, page: Page, sentence: Sentence, taken: list[Range]) -> Iterator[Attribution]:
    """A plan, invitation or aim with a day that lies ahead: "… plans to open the line in 2035"."""
    now = doc.published.latest
    values = time_values(doc)
    for timex in doc.annotated.timexes:
        if not sentence.first <= timex.first < sentence.last or timex.kind not in AHEAD_KINDS:
            continue
        value = values.get(timex.i)
        if any(a <= timex.first < b for a, b in taken) or not value or not value.value or timex.first in page.inside:
            continue
        if now is None or now.latest is None or value.value.earliest is None or value.value.earliest <= now.latest:
            continue
        if hit := _planned(page, sentence, timex.first):
            yield hit


def _planned(page: Page, sentence: Sentence, at: int) -> Attribution | None:
    """The plan that governs a time expression, and the infinitive or clause that says what is planned."""
    below: int | None = None
    for above in page.doc.ancestors(at):
        token = page.tokens[above]
        if below is not None and bare(page, above) in _plans():
            return _plan(page, sentence, above, page.doc.reach(below))
        if token.pos in ("VERB", "AUX"):
            below = above
            if plan := _plan_before(page, sentence, above):
                return _plan(page, sentence, plan, page.doc.reach(above))
    return None


def _plan_before(page: Page, sentence: Sentence, verb: int) -> int | None:
    """A plan or invitation just before an infinitive, whatever the parse hangs that on."""
    to = next((c.i for c in page.doc.children(verb, "aux") if c.tag == "TO"), None)
    if to is None:
        return None
    return next((i for i in range(to - 1, max(sentence.first, to - NEAR) - 1, -1) if bare(page, i) in _plans()), None)


def _plan(page: Page, sentence: Sentence, cue: int, content: Range) -> Attribution | None:
    first, last = trim(page, max(content[0], sentence.first), min(content[1], sentence.last))
    if last - first < SHORTEST:
        return None
    word = bare(page, cue)
    return Attribution(
        sentence.i, (cue, cue + 1), cue, ((first, last),), _plans()[word], "narrator-plan", hedged=word in UNSURE
    )  # fmt: skip
