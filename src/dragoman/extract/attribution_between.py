"""What stands between a cue and the clause that it governs: asides, days of saying, particles, whom it cites."""

from __future__ import annotations

from dragoman.extract.clauses import NP_TAGS, Page, bare
from dragoman.extract.cue_words import PASSING_ON, Site

ASIDE = 16
PARTICLE_REACH = 3
SAYING_TIMES = ("weekday", "date", "relative")


def past_aside(page: Page, start: int, last: int) -> int | None:
    """The "that" which an aside between commas parts from its cue: "said, without naming anyone, that …"."""
    if start >= last or page.tokens[start].text != ",":
        return None
    for at in range(start + 2, min(last - 1, start + ASIDE)):
        if page.tokens[at].text == "," and page.tokens[at + 1].lower == "that" and introduces(page, at + 1):
            return at + 1
        if page.tokens[at].text in (";", ":") or page.quoted(at):
            return None
    return None


def over_particle(site: Site, start: int) -> int:
    """Past the word that makes a verb a cue: "made it clear that …", "let it be known that …"."""
    particle = next((c.particle for c in site.cues if c.particle and "t" in c.frames), "")
    near = range(site.verb + 1, min(site.bounds[1], site.verb + 1 + PARTICLE_REACH))
    return next((i + 1 for i in near if particle and site.page.tokens[i].lower == particle), start)


def over_time(page: Page, start: int, verb: int) -> int:
    """Past the time of saying right after the cue: "said on Thursday it had …"."""
    opening = start + 1 if page.tokens[start].lower == "on" else start
    timex = next((t for t in page.doc.timexes if t.first == opening), None)
    if timex is None or timex.kind not in SAYING_TIMES or timex.last >= verb:
        return start
    opens = page.tokens[timex.last]
    return timex.last if opens.tag in NP_TAGS or opens.lower == "that" else start


def over_citing(page: Page, start: int, last: int) -> int:
    """Past an aside that names whom the speaker cites: "reported, citing the ministry, that …"."""
    if start + 1 < last and page.tokens[start].text == "," and bare(page, start + 1) in PASSING_ON:
        return next((i + 1 for i in range(start + 2, last) if page.tokens[i].text == ","), start)
    return start


def introduces(page: Page, at: int) -> bool:
    """Whether this "that" opens a clause, not a noun phrase ("said that man")."""
    token = page.tokens[at]
    return token.tag in ("IN", "WDT") or (token.dep in ("mark", "dobj", "nsubj") and token.head > at + 1)
