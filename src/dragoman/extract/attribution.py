"""Who says what: every attribution of a text, from verbs, phrases and the quotations that neither explains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.document import Annotated, Sentence
from dragoman.extract import attribution_phrases, attribution_turns, attribution_verbs
from dragoman.extract.attribution_sources import plausible
from dragoman.extract.clauses import FINITE_TAGS, Attribution, Page, Quoted, Range, lay_out, phrase, trim
from dragoman.extract.ground import table, telling_sentences

ALIKE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """A document as a key of the memo: equal to itself alone, so that no two documents are compared word by word."""

    doc: Annotated

    def __hash__(self) -> int:
        return id(self.doc)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and other.doc is self.doc


def told(doc: Annotated) -> tuple[Attribution, ...]:
    """Every attribution of the story itself; claims, gaps and levels of one document ask in turn and read it once."""
    return _told(_Read(doc))


@lru_cache(maxsize=2)
def _told(key: _Read) -> tuple[Attribution, ...]:
    return tuple(find(key.doc, telling_sentences(key.doc)))


def find(doc: Annotated, sentences: Iterable[Sentence]) -> list[Attribution]:
    """Every attribution in these sentences, in the order of their contents; no content twice."""
    page, chosen = lay_out(doc), list(sentences)
    ways = (attribution_verbs, attribution_phrases, attribution_turns)
    # A source of no words is one that the parse sought beyond a semicolon.
    found = [a for s in chosen for way in ways for a in way.find(page, s) if not a.source or a.source[0] < a.source[1]]
    found = _without_doubles([without_comment(page, with_quotations(page, a)) for a in found])
    found = _without_doubles([_without_tail(page, one, found) for one in found])
    return sorted(_with_loose_quotations(page, chosen, found), key=lambda a: (a.contents[0], a.cue))


def with_quotations(page: Page, found: Attribution) -> Attribution:
    """The attribution with each quotation that its contents touch taken as a whole, and one that a colon adds."""
    contents = []
    for part in found.contents:
        touched = [q for q in page.quotes_in(*part) if not q.quote.scare]
        last = max([part[1], *[q.last for q in touched]])
        contents.append((min([part[0], *[q.first for q in touched]]), _over_colon(page, last)))
    if len(contents) == 2 and contents[0][1] > contents[1][0]:
        contents = [(contents[0][0], contents[1][1])]
    return replace(found, contents=tuple(contents))


def without_comment(page: Page, found: Attribution) -> Attribution:
    """The attribution without the narrator's word on what its source left out: "…, without giving details"."""
    contents = []
    for first, last in found.contents:
        cut = next((i for i in range(first + 1, last - 1) if _leaves_out(page, i)), last)
        contents.append(trim(page, first, cut))
    return replace(found, contents=tuple(c for c in contents if c[0] < c[1]) or found.contents)


def _without_tail(page: Page, one: Attribution, found: list[Attribution]) -> Attribution:
    """The attribution without the phrase at its end that names another source: "… according to a witness"."""
    first, last = one.contents[-1]
    others = [a for a in found if a.frame == "according" and a is not one and a.source and a.source[1] >= last]
    cut = min((a.cue[0] for a in others if first < a.cue[0] < last), default=last)
    kept = trim(page, first, cut)
    return replace(one, contents=(*one.contents[:-1], kept)) if kept[0] < kept[1] else one


def _leaves_out(page: Page, at: int) -> bool:
    if page.tokens[at].lower != "without" or at in page.inside:
        return False
    return any(c.tag == "VBG" and c.lemma.lower() in _withholding() for c in page.tokens[at + 1 : at + 3])


@lru_cache(maxsize=1)
def _withholding() -> frozenset[str]:
    return frozenset(row["lemma"] for row in table("claims_withheld.csv"))


def _over_colon(page: Page, last: int) -> int:
    if last < len(page.tokens) and page.tokens[last].text == ":":
        here = page.doc.sentence_of(last).paragraph
        follows = [q for q in page.quotes if last < q.first <= last + 2 and q.quote.paragraph == here]
        return follows[0].last if follows else last
    return last


def _overlap(a: Range, b: Range) -> float:
    common = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return common / (a[1] - a[0] + b[1] - b[0] - common)


def _rank(found: Attribution) -> tuple[bool, bool, bool, int, int]:
    """Which of two readings of one content stands: a cue outside it and its source known; then the nearer cue."""
    outside = not any(first <= found.verb < last for first, last in found.contents)
    distance = min(abs(found.verb - edge) for part in found.contents for edge in part)
    return found.source is None or not outside, found.frame != "paren", found.frame == "according", distance, found.verb


def _without_doubles(found: list[Attribution]) -> list[Attribution]:
    kept: list[Attribution] = []
    for one in sorted(found, key=_rank):
        if one.frame == "hearsay" and any(other.hull[0] <= one.verb < other.hull[1] for other in kept):
            continue
        if all(_overlap(one.hull, other.hull) <= ALIKE for other in kept):
            kept.append(one)
    return kept


def _with_loose_quotations(page: Page, sentences: list[Sentence], found: list[Attribution]) -> list[Attribution]:
    """The attributions with the quotations that none of them covers, where the paragraph shows whose they are."""
    result = list(found)
    numbers = {s.i: s.paragraph for s in sentences}
    for quoted in page.quotes:
        sentence = page.tokens[quoted.first].sentence
        if sentence not in numbers or quoted.quote.scare or _covered(quoted, result):
            continue
        before = [a for a in result if numbers.get(a.sentence) == quoted.quote.paragraph and a.hull[0] < quoted.first]
        opener = max(before, key=lambda a: a.hull, default=None)
        if opener and _carries_on(page, opener, quoted):
            result = _continued(result, opener, quoted)
        elif led := _led_by_colon(page, quoted) or _beside_beat(page, quoted):
            result.append(led)
    return result


def _led_by_colon(page: Page, quoted: Quoted) -> Attribution | None:
    """A quotation that a colon joins to a clause without a cue: "The minister is blunt: …" is the subject's."""
    near = range(quoted.first - 1, max(-1, quoted.first - 3), -1)
    colon = next((i for i in near if page.tokens[i].text == ":"), None)
    if colon is None or page.quoted(colon):
        return None
    sentence = page.doc.sentence_of(colon)
    for verb in page.tokens[sentence.first : colon]:
        subjects = [c for c in page.doc.children(verb.i, "nsubj") if c.i < verb.i and not page.quoted(c.i)]
        if verb.tag in FINITE_TAGS and subjects and plausible(page, subjects[0].i):
            source, part = phrase(page, subjects[0].i, (sentence.first, verb.i)), (quoted.first, quoted.last)
            return Attribution(
                sentence.i, (colon, colon + 1), colon, (part,), "statement", "colon", source, subjects[0].i
            )
    return _only_person_before(page, colon, quoted)


def _only_person_before(page: Page, colon: int, quoted: Quoted) -> Attribution | None:
    """The one person whom a sentence names before its colon, where the parse gives no subject."""
    sentence = page.doc.sentence_of(colon)
    persons = [m for m in page.doc.mentions if m.schema == "Person" and sentence.first <= m.first < colon]
    named = [m for m in persons if m.kind == "name" and not page.quoted(m.first)]
    if len(named) != 1:
        return None
    source, part = (named[0].first, named[0].last), (quoted.first, quoted.last)
    return Attribution(sentence.i, (colon, colon + 1), colon, (part,), "statement", "colon", source, named[0].head)


def _beside_beat(page: Page, quoted: Quoted) -> Attribution | None:
    """A whole sentence in marks beside what its speaker does: "“We pay.” The minister put down his glass."."""
    here = quoted.quote.paragraph
    own = page.tokens[quoted.last - 1].text in ".!?" and page.tokens[quoted.first].text[:1].isupper()
    around = [s for s in page.doc.sentences if s.paragraph == here]
    plain = [v for s in around for v in page.tokens[s.first : s.last] if v.dep == "ROOT" and v.i not in page.inside]
    subjects = [c for v in plain for c in page.doc.children(v.i, "nsubj")]
    if not own or len(subjects) != 1 or not _is_person(page, subjects[0].i):
        return None
    who, verb = subjects[0].i, subjects[0].head
    source = phrase(page, who, (page.doc.sentence_of(who).first, page.doc.sentence_of(who).last))
    part = (quoted.first, quoted.last)
    return Attribution(
        page.doc.sentence_of(quoted.first).i, (verb, verb + 1), verb, (part,), "statement", "beat", source, who
    )


def _is_person(page: Page, head: int) -> bool:
    named = any(m.schema == "Person" for m in page.doc.mentions if m.first <= head < m.last)
    return named or page.tokens[head].lower in ("he", "she")


def _covered(quoted: Quoted, found: list[Attribution]) -> bool:
    return any(a.hull[0] < quoted.last and quoted.first < a.hull[1] for a in found)


def _carries_on(page: Page, opener: Attribution, quoted: Quoted) -> bool:
    """A whole sentence in marks right after one whose words were quoted too."""
    last = page.doc.sentence_of(max(opener.hull[1], opener.cue[1], (opener.source or (0, 1))[1]) - 1)
    starts = page.doc.sentence_of(quoted.first)
    opens = quoted.first - starts.first <= 1 or quoted.quote.damaged
    return opens and starts.i - last.i <= 1 and any(not q.quote.scare for q in page.quotes_in(*opener.hull))


def _continued(found: list[Attribution], opener: Attribution, quoted: Quoted) -> list[Attribution]:
    """One utterance in two parts where the cue stands between them, else a second one by the same source."""
    part = (quoted.first, quoted.last)
    if opener.cue[0] >= opener.hull[1] and not quoted.quote.damaged:
        return [replace(a, contents=(*a.contents, part)) if a is opener else a for a in found]
    return [*found, replace(opener, sentence=opener.sentence, contents=(part,), frame="continued")]
