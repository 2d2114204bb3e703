"""Lost spaces: words that were run together where a link, a tag or a line ended.

A token that no one prints is cut where its parts are words that everyone prints, or names that the document or the
knowledge base knows. What is compared are log10 likelihoods under word frequencies: the parts against the whole (a
unigram model, as in Norvig, "Natural Language Corpus Data", 2009).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dragoman.repair.draft import Fix
from dragoman.repair.lexicon import APOSTROPHES, Lexicon, words, zipf
from dragoman.repair.seams import Ranges, seam_fixes

_NEXT = re.compile(r" ([^\W_]+)")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_INFLECTED = re.compile(r"(?:ed|ing|[^s]s)$")
_INNER_CAPITAL = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")
_TWO_NAMES = re.compile(r"([A-ZÀ-Þ][a-zà-ÿ]+)([A-ZÀ-Þ][a-zà-ÿ]+)")
_OWNER = re.compile(r"([^\W\d_]{2,}['’]s|[^\W\d_]+['’](?:m|re|ve|ll))([a-zà-ÿ]{3,})")
_BESIDE_ACRONYM = re.compile(r"(?P<acronym>[A-Z]{3,5})(?P<after>[a-z]{5,})|(?P<before>[a-z]{4,})[A-Z]{3,5}")
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+")
_CAPITALS_RUN = re.compile(r"[A-ZÀ-Þ]{2,}[a-zà-ÿ]{3}")
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(r"://|www\.|@|#|[a-z]\.[a-z]{2}")

# Calibrated on the writing part of bench/glue and, for damage, on half of bench/attribution/polnear/train (420
# texts). A cut costs nearly two orders of magnitude, less where a capital inside the token shows it; an unknown word
# costs more, the longer it is, and less with a capital, for most words that no list knows are names.
_CUT, _CUT_AT_CAPITAL = 1.7, 0.5
# Below: an unknown word, an unknown name, each letter, each letter beyond the tenth, a capital inside.
_UNKNOWN, _UNKNOWN_NAME, _LETTER, _LETTER_BEYOND, _BEYOND, _CAMEL = -7.0, -6.0, -0.45, -0.6, 10, -4.0
# What a prefix or suffix costs, a preposition with its object after it gains, small letters after capitals cost.
_AFFIX, _GOVERNS, _CAPITALS_THEN_SMALL = -4.2, 1.0, -4.0
# No cut into two words, be they the commonest, is likelier than a word of this Zipf frequency.
_SAFE = 4.1
# Longer tokens are no words that lost a space; an impossible cut; the shortest name that nobody vouches for.
_LONGEST = 60
_NEVER = -1000.0
_SHORTEST_NAME = 5
_VOWEL_AND = ("aand", "eand", "iand", "oand", "uand")
# Zipf frequencies: the rarest name that needs no voucher, the least that a name counts as, the least for one that the
# document prints elsewhere, function words; then the log10 likelihood of a run of capitals.
_NAME, _NAME_AT_LEAST, _PRINTED, _FUNCTION, _CAPITALS = 2.5, 4.0, 6.0, 5.5, -6.0
# Zipf frequencies: a word run on to capitals, an English word in a firm's name; what a capital inside shows of a name.
_AFTER_CAPITALS, _ENGLISH, _SHOWN = 4.8, 4.5, 2.0
# Zipf frequencies: below the first a word with a capital inside is hardly more than a hashtag; a plain word has the
# second; the third is more than the name of a place has that is written as one for lack of space in an address.
_HASHTAG, _PLAIN, _PLACE_AS_ONE = 2.3, 3.8, 3.15
# How common a part must be (Zipf), by its letters: any token holds short words.
_COMMON_BY_LENGTH, _COMMON_LONG = {3: 4.3, 4: 4.0, 5: 3.2, 6: 2.7, 7: 2.3}, 1.8


def glue_fixes(text: str, lexicon: Lexicon) -> Iterator[Fix]:
    """Spaces to be put back, each an edit of nothing to one space."""
    addresses = Ranges(found.span() for found in _CHUNK.finditer(text) if _ADDRESS.search(found.group()))
    yield from seam_fixes(text, addresses, lexicon)
    for found in _TOKEN.finditer(text):
        if len(found.group()) < 3 or _settled(found.group(), lexicon) or addresses.hold(found.start() + 1):
            continue
        for cut in cuts(found.group(), lexicon, _next_word(text, found.end())):
            at = found.start() + cut
            yield Fix("missing-space", at, at, " ")


def _next_word(text: str, at: int) -> str:
    found = _NEXT.match(text, at)
    return found.group(1) if found else ""


def cuts(token: str, lexicon: Lexicon, following: str = "") -> list[int]:
    """Where in a token spaces were lost; empty where it is best left alone. `following` is the word after it."""
    if _settled(token, lexicon):
        return []
    pair = _pair(token, lexicon)
    if pair:
        return [pair]
    if not _worth(token):
        return []
    score, found = _best(token, lexicon, following)
    if not found:
        return _after_unknown_name(token, following)
    score += _GOVERNS if _governs(token[found[-1] :], following) else 0
    if score >= max(_whole(token), _derived(token, found)):
        return found
    return _after_unknown_name(token, following)


def _settled(token: str, lexicon: Lexicon) -> bool:
    """Whether a token is left alone without a closer look."""
    return len(token) > _LONGEST or token.isupper() or _zipf(token) >= _SAFE or lexicon.seen(token, besides=2)


def _worth(token: str) -> bool:
    """Whether any cut of a word could be likelier than the word: no name counts for more than one printed elsewhere."""
    known = _zipf(token)
    if known < _HASHTAG or _INNER_CAPITAL.search(token):
        return token.lower() not in words("whole")
    least = known + 9 + _CUT - _GOVERNS
    lower = token.lower()
    return any(
        max(zipf(lower[:at]), _PRINTED) + max(zipf(lower[at:]), _PRINTED) >= least for at in range(1, len(lower))
    )


def _pair(token: str, lexicon: Lexicon) -> int:
    """Where two words meet at a capital that neither brand nor acronym explains; 0 where they do not.

    Two names that the knowledge base has side by side; a given name and another name; two plain words; an acronym and a
    plain word.
    """
    known = _zipf(token)
    names = _TWO_NAMES.fullmatch(token)
    if names:
        return len(names[1]) if _side_by_side(names[1], names[2], known, lexicon) else 0
    owner = _OWNER.fullmatch(token)
    if owner and not known and _zipf(owner[2]) >= _PLAIN:
        return len(owner[1])
    beside = _BESIDE_ACRONYM.fullmatch(token)
    if beside and known < _HASHTAG and _zipf(beside["after"] or beside["before"]) >= _PLAIN:
        return len(beside["before"] or beside["acronym"])
    return 0


def _side_by_side(first: str, second: str, known: float, lexicon: Lexicon) -> bool:
    """Whether two words with capitals are two words; `known` is how common they are as one."""
    if first in words("place-head"):
        return known < _PLACE_AS_ONE and len(second) > len("Jet")
    pair = f"{first} {second}"
    if known < _HASHTAG and (lexicon.is_person(pair) or lexicon.is_place(pair)):
        return True
    return not known and _unknown_pair(first, second, lexicon)


def _unknown_pair(first: str, second: str, lexicon: Lexicon) -> bool:
    """The same for words that nobody prints as one."""
    common, long = _zipf(second), len(second) >= _SHORTEST_NAME
    if first.lower() in words("title"):
        return common > 0
    if first.lower() in words("function"):
        return common >= _PLAIN and long
    if lexicon.is_given_name(first) and len(first) > len("Di"):
        return common > 0 or long
    return min(_zipf(first), common) >= _PLAIN and min(len(first), len(second)) > len("Air")


def _derived(token: str, found: list[int]) -> float:
    """The log10 likelihood of a token as a word with a prefix or suffix, where that is what the cut would part."""
    first, last = token[: found[0]].lower(), token[found[-1] :].lower()
    if len(found) > 1 or last in words("function"):
        return _NEVER
    if first in words("bound"):
        return 0.0
    if first in words("prefix"):
        return _zipf(last) - 9 + _AFFIX
    if last in words("suffix") and first not in words("function"):
        return _zipf(first) - 9 + _AFFIX
    return _NEVER


def _after_unknown_name(token: str, following: str) -> list[int]:
    """A name that nobody vouches for, with a word run on to it that ends no name."""
    if not token[0].isupper() or _zipf(token) or not token[1:].islower():
        return []
    tails = [token[at:] for at in range(_SHORTEST_NAME, len(token)) if token[at:] in words("strong-tail")]
    if token.endswith("the") and following.islower() and following not in words("function"):
        tails.append("the")
    if token.endswith(_VOWEL_AND) and following:
        tails.append("and")
    tail = max(tails, key=len, default="")
    return [len(token) - len(tail)] if tail and len(token) - len(tail) >= _SHORTEST_NAME else []


def _whole(token: str) -> float:
    """The log10 likelihood of a token that is one word."""
    known = _zipf(token)
    if known:
        return known - 9
    return _unknown(token)


def _unknown(token: str) -> float:
    camel = _CAMEL if _INNER_CAPITAL.search(token) else _CAPITALS_THEN_SMALL if _CAPITALS_RUN.match(token) else 0
    length = _LETTER * len(token) + _LETTER_BEYOND * max(0, len(token) - _BEYOND)
    return (_UNKNOWN_NAME if token[0].isupper() else _UNKNOWN) + length + camel


@lru_cache(maxsize=200_000)
def _zipf(word: str) -> float:
    """Zipf frequency of a word as printed, a possessive counted as its noun."""
    lower = word.lower().translate(APOSTROPHES)
    return zipf(lower) or (zipf(lower[:-2]) if lower.endswith("'s") else 0.0)


def _best(token: str, lexicon: Lexicon, following: str) -> tuple[float, list[int]]:
    """The likeliest way to cut a token into two words or more, with its log10 likelihood."""
    best: list[tuple[float, list[int]]] = [(0.0, [])]
    for end in range(1, len(token) + 1):
        options = []
        for start in range(end):
            before, where = best[start]
            if before <= _NEVER or end - start == len(token):
                continue
            value = _part(token, start, end, lexicon, following)
            if value > _NEVER:
                options.append((before + value - _cost(token, start), [*where, start] if start else where))
        best.append(max(options, default=(_NEVER, [])))
    return best[-1]


def _cost(token: str, at: int) -> float:
    if at == 0:
        return 0.0
    return _CUT_AT_CAPITAL if token[at].isupper() and token[at - 1].islower() else _CUT


def _part(token: str, start: int, end: int, lexicon: Lexicon, following: str) -> float:
    """The log10 likelihood of a part of a token, or _NEVER where it is no word that could stand there."""
    part = token[start:end]
    if part[0].isupper():
        return _name(token, start, end, lexicon, following)
    if not part.islower() or (start and token[start - 1].isupper() and start > 1 and not token[start - 2].isupper()):
        return _NEVER
    if start and token[0].isupper() and end == len(token) and not _follows_name(part):
        return _NEVER
    if (
        start > 1
        and token[start - 2 : start].isupper()
        and part not in words("function")
        and _zipf(part) < _AFTER_CAPITALS
    ):
        return _NEVER
    printed = len(part) > 3 and end < len(token) and lexicon.seen(part.capitalize())
    if printed or (len(part) > 3 and end < len(token) and lexicon.is_person(part)):
        return _known_name(part, printed=printed)
    return _common(part)


def _name(token: str, start: int, end: int, lexicon: Lexicon, following: str) -> float:
    """A part that starts with a capital: a name, known from the document, the knowledge base or word lists."""
    part, last = token[start:end], end == len(token)
    if start and not token[start - 1].islower():
        return _NEVER
    if part.isupper() and len(part) > 1:
        return _CAPITALS
    opens = token[end:] in words("function") and _zipf(token) < _HASHTAG and len(token) >= _SHORTEST_NAME
    if part.lower() in words("function") and (len(part) > 2 or opens):
        return _common(part.lower())
    if last:
        return _known_name(part, printed=False) if _zipf(part) >= _NAME else _unknown(part) + _SHOWN
    printed = lexicon.seen(part)
    vouched = printed or lexicon.is_person(part) or lexicon.is_place(part)
    rest = token[end:]
    if rest[0].isupper() and not vouched:
        after = _CAPITALISED.match(rest)
        vouched = after is not None and lexicon.is_name(f"{part} {after.group()}")
    if len(rest) <= 2 or len(part) <= 3:
        named = lexicon.is_state(part) or (len(part) > 3 and lexicon.is_person(part) and _zipf(part) >= _PLAIN)
        vouched = (printed and _zipf(part) < _FUNCTION) or (rest in words("preposition") and named)
    return _known_name(part, printed=printed) if _may_precede(part, rest, following, vouched=vouched) else _NEVER


def _may_precede(part: str, rest: str, following: str, *, vouched: bool) -> bool:
    """Whether a name may stand before the rest of a token: the shorter the rest, the better the name must be known."""
    if part.lower() in words("name-head"):
        return False
    if rest[0].isupper():
        return vouched or part.endswith(("'s", "’s"))
    if len(rest) <= 2 or len(part) <= 3:
        return vouched or (_governs(rest, following) and _zipf(part) >= _NAME)
    if _compounds(rest):
        plain = min(_zipf(part), _zipf(rest)) >= _PLAIN and min(len(part), len(rest)) >= _SHORTEST_NAME
        return plain or (vouched and _zipf(part) < _ENGLISH)
    return vouched or _zipf(part) >= _NAME


def _compounds(rest: str) -> bool:
    """Whether what follows a name is one plain word, such as ends the names of firms and agencies ("Eastwire")."""
    told = rest in words("function") or rest in words("title") or _INFLECTED.search(rest)
    return _zipf(rest) > 0 and not told


def _governs(part: str, following: str) -> bool:
    """Whether a part is a preposition with its object after it."""
    return part in words("preposition") and (following.isdigit() or following.lower() in words("determiner"))


def _known_name(part: str, *, printed: bool) -> float:
    """The log10 likelihood of a name; one that the document prints elsewhere is as likely in it as a function word."""
    return max(_zipf(part), _PRINTED if printed else _NAME_AT_LEAST) - 9


def _follows_name(part: str) -> bool:
    """Whether a word that is run on to a name can be told from the ending of a longer name."""
    if part in words("demonym-ending"):
        return False
    return part in words("function") or (len(part) >= 4 and part not in words("name-tail"))


@lru_cache(maxsize=100_000)
def _common(part: str) -> float:
    """The log10 likelihood of a lower-case part; short ones must be very common, for any letters hold them."""
    known = _zipf(part)
    if part in words("short"):
        return known - 9
    return known - 9 if known >= _COMMON_BY_LENGTH.get(len(part), _COMMON_LONG) and len(part) > 2 else _NEVER
