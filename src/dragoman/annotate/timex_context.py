"""What the words around a would-be time expression say: whether it is one, how much it counts, what governs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dragoman.annotate.timex_words import Symbol, Value, context
from dragoman.document import Annotated, Token

_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a pattern matched, in symbols, and the ranges of its named parts."""

    start: int
    end: int
    groups: dict[str, tuple[int, int]]


def stands(check: str, hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """Whether a match passes the test that its rule names; a rule without one stands if its days are of a month."""
    test = _CHECKS.get(check)
    days = (steps[hit.groups[name][0]].value for name in ("day", "day2") if name in hit.groups)
    of_a_month = all(isinstance(day, int) and day <= _LAST_DAY for day in days)
    return of_a_month and (test is None or test(hit, steps, tokens))


def value_of(name: str, run: Sequence[Symbol]) -> Value:
    """The value of a named part: of its word, or of several number words together."""
    return run[0].value if name != "count" or len(run) == 1 else _number(run)


def _number(run: Sequence[Symbol]) -> Value:
    """Number words as a number ("seventy-nine", "two hundred"); two small ones side by side are a range."""
    values = [s.value for s in run if isinstance(s.value, int)]
    total = values[0] if values else 1
    for value in values[1:]:
        if value >= 100:
            total *= value
        elif total % 100 == 0 or (total % 10 == 0 and value < 10):
            total += value
        else:
            return f"{total}-{value}"
    return total


def operator(doc: Annotated, first: int) -> str | None:
    """The preposition right before a token, over a determiner or a hedge; two words where the first carries it."""
    tokens, start = doc.tokens, doc.sentence_of(first).first
    at = first - 1
    if at >= start and tokens[at].lower in ("the", "just", "about", "only"):
        at -= 1
    if at < start or tokens[at].lower not in context("operator"):
        return None
    pair = f"{tokens[at - 1].lower} {tokens[at].lower}" if at > start else ""
    return pair if pair in context("operator") else tokens[at].lower


def _near(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> tuple[Token | None, Token | None]:
    base = tokens[0].i
    first, last = steps[hit.start].first - base, steps[hit.end - 1].last - base
    return (tokens[first - 1] if first else None), (tokens[last] if last < len(tokens) else None)


def _lower(token: Token | None) -> str:
    return token.lower if token else ""


def _token(hit: Hit, group: str, steps: Sequence[Symbol], tokens: Sequence[Token]) -> Token:
    return tokens[steps[hit.groups[group][0]].first - tokens[0].i]


def _year(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """A bare number of four digits is a year after a preposition, in brackets, or beside the name of one thing."""
    before, after = _near(hit, steps, tokens)
    if hit.end - hit.start > 1:
        return True
    token = _token(hit, "year", steps, tokens)
    number = int(token.text) if token.text.isdigit() else 0
    led = [t.lower for t in tokens[max(0, token.i - tokens[0].i - 2) : token.i - tokens[0].i]]
    compared = led in (["later", "than"], ["earlier", "than"], ["sooner", "than"])
    if (
        (_lower(before) in context("no-year-after") and not compared)
        or not 1500 <= number <= 2100
        or _lower(after) in ("%", "percent", "per", "million")
    ):
        return False
    head = next((t for t in tokens if t.i == token.head), token)
    counts = token.dep in ("nummod", "quantmod") and head.i > token.i and head.tag in ("NNS", "NNPS")
    if counts and _lower(before) not in ("the", "'s", "its", "their", "his", "her"):
        return False
    return bool(_lower(before) in context("takes-year") or before is None or (1800 <= number <= 2100))


def _years(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    low, high = steps[hit.groups["year"][0]].value, steps[hit.groups["year2"][0]].value
    if not (isinstance(low, int) and isinstance(high, int) and 1000 <= low <= 2150):
        return False
    if "era" in hit.groups:
        return True
    high = high if high > 99 else low - low % 100 + high
    joined = _near_text(hit, steps, tokens)
    return low < high <= low + 300 and ("to" not in joined or low >= 1500)


def _near_text(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> list[str]:
    base = tokens[0].i
    return [t.lower for t in tokens[steps[hit.start].first - base : steps[hit.end - 1].last - base]]


def _month(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    if "month" not in hit.groups:
        return True
    token = _token(hit, "month", steps, tokens)
    if token.text.isdigit():
        year = _group(hit, "year", steps)
        # 2015-12 is a month; 2005-06 may be two years, but mostly is a month; 1914-18 is none.
        return int(token.text) <= 12 and (
            token.text[0] == "0" or (isinstance(year, int) and int(token.text) <= year % 100)
        )
    before, after = _near(hit, steps, tokens)
    alone = hit.end - hit.start == 1
    if (
        alone
        and token.lower in ("march", "may")
        and before is not None
        and before.pos in ("DET", "PRON", "ADJ", "PUNCT")
    ):
        return after is not None and (after.pos == "NOUN" or after.text[0].isdigit()) and token.text[0].isupper()
    if len(token.text) > 4 or hit.end - hit.start > 1 or token.text.endswith("."):
        return token.text[0].isupper() or token.lower not in ("march", "may")
    return token.text[0].isupper() and (token.lower not in ("jan", "mar") or _lower(before) in context("takes-year"))


def _vague(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """The word "soon" looks ahead from now; in a telling of the past it only says that something followed."""
    if _group(hit, "vague", steps) != "future":
        return True
    token = _token(hit, "vague", steps, tokens)
    _, after = _near(hit, steps, tokens)
    head = next((t for t in tokens if t.i == token.head), token)
    return _lower(after) not in ("after", "afterwards", "before") and head.tag != "VBD"


def _bare_day(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """A day such as "on the 20th", "the vote of the 3rd": governed by a preposition, and no noun follows."""
    before, after = _near(hit, steps, tokens)
    token = _token(hit, "day", steps, tokens)
    number = steps[hit.groups["day"][0]].value
    leads = ("on", "by", "of", "from", "until", "since", "to", "till") if token.text[0].isdigit() else ("on",)
    follows = (
        after is None
        or after.pos in ("PUNCT", "VERB", "AUX", "CCONJ", "SCONJ", "PRON", "DET")
        or after.lower in ("in", "at", "by")
    )
    return isinstance(number, int) and 1 <= number <= 31 and _lower(before) in leads and follows


def _weekday_day(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """A day right after its weekday, as in "on Friday 5": no noun follows that it would count ("the first visit")."""
    token = _token(hit, "day", steps, tokens)
    following = steps[hit.groups["day"][1] - 1].last - tokens[0].i
    after = tokens[following] if following < len(tokens) else None
    counted = ("NOUN", "ADJ", "NUM", "SYM", "PROPN") if token.text.isdigit() else ("NOUN", "ADJ", "PROPN")
    counts = after is not None and ((after.i == token.head and token.text.isdigit()) or after.pos in counted)
    return not counts or "clock" in hit.groups or "hour" in hit.groups


def _decade(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    token = _token(hit, "decade", steps, tokens)
    before, _ = _near(hit, steps, tokens)
    possessed = _lower(before) in ("his", "her", "their", "my", "your")
    return not possessed and (token.text[0].isdigit() or _lower(before) == "the" or hit.end - hit.start > 1)


def _season(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    before, after = _near(hit, steps, tokens)
    token = _token(hit, "season", steps, tokens)
    if token.tag.startswith("VB") or _lower(after) == "of" or (token.lower == "fall" and _lower(after) == "in"):
        return False
    leads = ("in", "by", "during", "since", "until", "through", "before", "after", "of", "for", "and", ",")
    if hit.end - hit.start == 1:
        modifies = token.dep == "compound" and after is not None and after.pos == "NOUN" and token.text[0].islower()
        return modifies or (_lower(before) in leads and (token.text[0].islower() or _lower(before) == "in"))
    return True


def _weekday(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """A weekday that is no part of a name, as after "on"; a "that" after it opens a clause ("said on Friday that")."""
    token = _token(hit, "wd" if "wd" in hit.groups else "daypart", steps, tokens)
    pointed = hit.groups.get("dir", (hit.start, hit.start))[0]
    if pointed == hit.end - 1 > hit.start and steps[pointed].value in ("that", "these", "same"):
        return False
    before, after = _near(hit, steps, tokens)
    named_thing = (
        token.dep == "compound" and after is not None and after.tag in ("NNP", "NNPS") and after.i == token.head
    )
    return not named_thing or hit.end - hit.start > 1 or _lower(before) == "on"


def _group(hit: Hit, name: str, steps: Sequence[Symbol]) -> Value | None:
    return steps[hit.groups[name][0]].value if name in hit.groups else None


def _anchor_follows(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """Whether an event follows, on which "after" or "before" could rest."""
    _, after = _near(hit, steps, tokens)
    return after is not None and not (
        after.pos in ("PUNCT", "SCONJ", "CCONJ", "ADP") or after.tag in ("VBD", "MD", ".")
    )


def _stretch(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    before, _ = _near(hit, steps, tokens)
    if _group(hit, "shift", steps) is not None:
        return not _anchor_follows(hit, steps, tokens)
    direction, unit = _group(hit, "dir", steps), _group(hit, "unit", steps)
    if direction == "same" and unit == "year" and _lower(before) == "at":
        return False
    return not (direction in ("that", "this") and _tokenwise(hit, "dir", steps, tokens) in ("those", "running"))


def _tokenwise(hit: Hit, name: str, steps: Sequence[Symbol], tokens: Sequence[Token]) -> str:
    return _token(hit, name, steps, tokens).lower


def _shift(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    return _group(hit, "shift", steps) != "before" or not _anchor_follows(hit, steps, tokens)


def _anchored(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    return _anchor_follows(hit, steps, tokens)


def _duration(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    before, after = _near(hit, steps, tokens)
    if hit.end - hit.start == 1:
        return _lower(before) in (
            "for",
            "in",
            "within",
            "of",
            "over",
            "after",
            "lasted",
            "last",
            "took",
            "take",
            "many",
        )
    start = _group(hit, "count", steps)
    if start == "some" and "unit" in hit.groups and _tokenwise(hit, "unit", steps, tokens) in ("day", "time"):
        return False
    return not (start == 1 and _lower(after) == "of" and _group(hit, "unit", steps) == "day")


def _set(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    if "each" in hit.groups:
        token = _token(hit, "each", steps, tokens)
        return not (token.text[0].isupper() and token.i != tokens[0].i)
    if "wdset" in hit.groups:
        return _token(hit, "wdset", steps, tokens).text[0].isupper()
    return True


def _time(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    """A bare clock reading needs company: half-past figures such as 9.50 are sums and scores as well."""
    clock, hour = _group(hit, "clock", steps), _group(hit, "hour", steps)
    if "past" in hit.groups and (_group(hit, "past", steps) != "past" or not isinstance(hour, int) or hour > 12):
        return False
    if isinstance(hour, int) and not 0 <= hour <= 24:
        return False
    if hit.end - hit.start > 1:
        return True
    before, _ = _near(hit, steps, tokens)
    text = _tokenwise(hit, "clock", steps, tokens) if clock is not None else ""
    plain = ":" in text or "h" in text
    return plain and (
        _lower(before) in ("at", "by", "until", "from", "since", "around", "to", ",", "|", "-", "") or len(text) == 5
    )


def _daypart(hit: Hit, steps: Sequence[Symbol], tokens: Sequence[Token]) -> bool:
    before, after = _near(hit, steps, tokens)
    token = _token(hit, "daypart", steps, tokens)
    if token.tag.startswith("VB") or (token.text[0].isupper() and token.i != tokens[0].i) or _lower(after) == "of":
        return False
    return _lower(before) in ("at", "by", "in", "during", "before", "until", "after", "of", "on", "one", "that", "this")


_CHECKS: dict[str, Callable[[Hit, Sequence[Symbol], Sequence[Token]], bool]] = {
    "year": _year, "years": _years, "month": _month, "decade": _decade, "season": _season, "weekday": _weekday,
    "stretch": _stretch, "shift": _shift, "anchored": _anchored, "duration": _duration, "set": _set, "time": _time,
    "daypart": _daypart, "vague": _vague, "bare day": _bare_day,
    "weekday day": _weekday_day,
}  # fmt: skip
