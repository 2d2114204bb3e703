"""Claims: who says what, how surely, through whom, and whether the speaker is a party to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dragoman.document import Resolved
from dragoman.extract import attribution, claim_kinds, narrator, speakers
from dragoman.extract.clauses import Attribution, Page, Range, lay_out, whole_source
from dragoman.extract.dyad import dyad, heads_government, state_of
from dragoman.extract.ground import actors_under, band, extractor, telling_sentences
from dragoman.extract.speakers import Memory, Speaker
from dragoman.records import Claim, Span, record_id

NARRATOR = Speaker(None, None, "narrator")
SCORES = {
    "that": 0.85,
    "paren": 0.85,
    "according": 0.85,
    "for": 0.75,
    "colon": 0.6,
    "noun": 0.6,
    "narrator": 0.5,
    "narrator-plan": 0.5,
}
SCORE_ELSE = 0.6
BENT = 0.15  # off the score where repair takes a word of it for a slip of translation


@dataclass(frozen=True, slots=True)
class _Said:
    found: Attribution
    speaker: Speaker


def extract(doc: Resolved) -> list[Claim]:
    """Every claim that the story reports, and the narrator's own about the background, in the order of the text."""
    page = lay_out(doc.annotated)
    parties = frozenset(dyad(doc))
    said = list(_spoken(doc, page))
    said += list(_narrated(doc, page, said))
    claims = [_claim(doc, page, one, parties) for one in said]
    unique = {c.id: c for c in claims}
    return sorted(unique.values(), key=lambda c: (c.content.start, c.content.end, c.id))


def _spoken(doc: Resolved, page: Page) -> Iterator[_Said]:
    memory = Memory()
    for found in attribution.told(doc.annotated):
        speaker = speakers.identify(doc, page, found, memory)
        if speaker is not None and _worth(found):
            memory = speakers.heard(doc, page, found, speaker, memory)
            yield _whole(doc, page, found, speaker)


def _whole(doc: Resolved, page: Page, found: Attribution, speaker: Speaker) -> _Said:
    """The attribution with its source's relative clause, where the speaker is that source."""
    source = whole_source(page, found)
    if source is None or found.source is None or speaker.text != doc.annotated.text(*found.source):
        return _Said(found, speaker)
    return _Said(replace(found, source=source), replace(speaker, text=doc.annotated.text(*source)))


def _worth(found: Attribution) -> bool:
    return found.hull[1] - found.hull[0] >= 2 or found.frame in ("paren", "continued")


def _narrated(doc: Resolved, page: Page, said: list[_Said]) -> Iterator[_Said]:
    taken = [part for one in said for part in one.found.contents]
    for sentence in telling_sentences(doc.annotated):
        cores: list[Range] = []
        for found in narrator.find(doc, page, sentence, taken):
            if all(not _alike(found.hull, core) for core in cores):
                cores.append(found.hull)
                yield _Said(found, NARRATOR)


def _alike(a: Range, b: Range) -> bool:
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return common > attribution.ALIKE * (a[1] - a[0] + b[1] - b[0] - common)


def _claim(doc: Resolved, page: Page, one: _Said, parties: frozenset[str]) -> Claim:
    found, speaker = one.found, one.speaker
    unsure = claim_kinds.hedges(page, found.contents)
    hedged = bool(unsure) or found.hedged
    content = doc.span(*found.hull)
    evidence = _evidence(doc, found)
    kind = claim_kinds.kind(doc, page, found, speaker.actor)
    score = SCORES.get(found.frame, SCORE_ELSE) - (0.0 if speaker.actor or speaker.kind != "named" else 0.2)
    score -= BENT if _bent(doc, found) else 0.0
    spans = [doc.span(i, i + 1) for i in unsure] + ([doc.span(*found.cue)] if found.hedged else [])
    return Claim(
        id=record_id("claim", doc.annotated.clean.document.id, evidence, speaker.actor, kind, content.start),
        document_id=doc.annotated.clean.document.id,
        evidence=evidence, confidence=band(score), score=round(score, 2), extractor=extractor("claims"),
        speaker=speaker.actor, speaker_text=speaker.text, speaker_class=speaker.kind, via=speaker.via,
        form=_form(page, found), cue=doc.span(*found.cue), content=content, kind=kind,
        polarity=claim_kinds.polarity(page, found), certainty="hedged" if hedged else "certain",
        hedges=tuple(spans), interested=_interested(doc, page, one, parties), damaged=_damaged(page, found),
        horizon=claim_kinds.horizon(doc, found.contents) if kind in ("forecast", "promise") else None,
    )  # fmt: skip


def _bent(doc: Resolved, found: Attribution) -> bool:
    """Whether the cue, or what is said, holds a word that a translation may have bent ("denounced that")."""
    tokens, clean = doc.annotated.tokens, doc.annotated.clean
    spans = [(tokens[a].start, tokens[b - 1].end) for a, b in (found.cue, *found.contents)]
    return any(flag.start < end and start < flag.end for flag in clean.flags for start, end in spans)


def _evidence(doc: Resolved, found: Attribution) -> tuple[Span, ...]:
    """Contents, source and cue, as far as they stand in the content's own paragraph."""
    annotated = doc.annotated
    here = annotated.sentence_of(found.contents[0][0]).paragraph
    ranges = [*found.contents, found.cue, *([found.source] if found.source else [])]
    kept = sorted({r for r in ranges if annotated.sentence_of(r[0]).paragraph == here})
    return tuple(doc.span(*r) for r in kept)


def _form(page: Page, found: Attribution) -> str:
    quotes = [q for part in found.contents for q in page.quotes_in(*part)]
    if not quotes:
        return "indirect"
    inside = sum(q.last - q.first for q in quotes)
    total = sum(last - first for first, last in found.contents)
    return "direct" if inside >= total - 2 * len(found.contents) else "mixed"


def _damaged(page: Page, found: Attribution) -> bool:
    return any(q.quote.damaged for part in found.contents for q in page.quotes_in(*part))


def _interested(doc: Resolved, page: Page, one: _Said, parties: frozenset[str]) -> bool | None:
    """Whether the speaker, or the state that it acts for, is a party of the content or of the document's dyad."""
    actor = doc.actors.get(one.speaker.actor or "")
    if actor is None:
        return None
    heads = [
        t.i for part in one.found.contents for t in page.tokens[part[0] : part[1]] if t.pos in ("NOUN", "PROPN", "PRON")
    ]
    named = {a for head in heads for a in actors_under(doc, head)}
    state = state_of(actor)
    if actor.id in named or bool(state and (state in parties or state in named)):
        return True
    return bool(parties) and heads_government(doc, actor)
