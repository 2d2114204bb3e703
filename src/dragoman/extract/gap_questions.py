"""What a gap asks: where the words for it stand around its cue, and the phrase that they make."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.document import Sentence
from dragoman.extract.clauses import Page, Range, phrase, segments, trim
from dragoman.extract.cue_words import source_nouns
from dragoman.extract.gap_sources import informant, question_put
from dragoman.extract.gap_wording import ASKING, FILLING, LONGEST, asks_clause, worded

SHORTEST_TOPIC = 2
BARE_OBJECT = 3
BEFORE = frozenset({"auto", "cue", "told", "topic", "after-or-topic"})
JOINED = frozenset({"after", "object", "head"})
DEFINITE = frozenset({"told", "opening", "object", "head", "head-before"})
NAMING = frozenset({"name", "identify"})
ABOUT = frozenset({"about", "of", "on", "regarding", "concerning", "from"})
OF_WHAT = frozenset({"about", "of", "on", "regarding", "concerning", "for"})
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
NEGATIVE = frozenset({"no", "few", "scant", "little", "neither", "nor", "without", "hardly", "any", "sparse", "scarce"})
CALLS = frozenset({"request", "call", "question", "letter", "message", "query", "email"})
MASS = frozenset({"information", "comment", "breakdown", "confirmation"})
HOLLOW = frozenset({"it", "this", "that", "which", "there", "they", "he", "she"})


@dataclass(frozen=True, slots=True)
class Place:
    """A cue in its sentence: its tokens, the verb on which it turns, and its clause."""

    page: Page
    sentence: Sentence
    where: Range
    verb: int
    clause: Range


def asked(place: Place, ask: str, *, unheld: bool) -> tuple[str, Range]:
    """What is not known, in words of the text, and where they stand; where nothing more is named, the cue's clause.

    `ask` is the way of the cue's row in the data; `unheld` where the cue names nobody who keeps it back.
    """
    page = place.page
    before = _asked_before(place) if ask in BEFORE and not _asks_after(place) else None
    found = before or FINDERS.get(ask, _clause)(place)
    if found is None or found[0] >= found[1]:
        return worded(page, place.clause), place.clause
    if _is_pronoun(page, found) and (topic := _topic(place)):
        return worded(page, topic), topic
    words = _definite(page, found) if ask in DEFINITE else worded(page, found)
    if ask in WORDINGS and before is None:
        return WORDINGS[ask](place, words), found
    if ask in JOINED and found[1] - found[0] <= BARE_OBJECT and not asks_clause(page, found):
        topic = (_own_subject(place) if unheld else None) or _topic(place)
        if topic and not _names_somebody(page, topic):
            return f"{words} of {worded(page, topic)}", found
    return words, found


def _clause(place: Place) -> Range:
    return place.clause


def _asks_after(place: Place) -> bool:
    after = _after(place)
    return after is not None and asks_clause(place.page, after)


def _said_after(place: Place) -> Range | None:
    after = _past_teller(place)
    return _topic(place) if after is None or _is_pronoun(place.page, after) else after


def _past_teller(place: Place) -> Range | None:
    """What is asked, past whom no word came from: "no word from Oslo on the crew"."""
    page, after = place.page, _after(place)
    if after is None or page.tokens[place.where[1] - 1].lower != "from":
        return after
    on = next((i for i in range(*after) if page.tokens[i].lower in ABOUT - {"of", "from"}), None)
    return (on + 1, after[1]) if on is not None else None


def _wh(place: Place) -> Range:
    return place.where[1] - 1, (_after(place) or place.where)[1]


def _object(place: Place) -> Range:
    return _object_in(place), (_after(place) or place.where)[1]


def _head(place: Place) -> Range:
    return _object_in(place), _object_in(place) + 1


def _auto(place: Place) -> Range | None:
    own = _own_subject(place)
    return _after(place) if own is None or _asks_after(place) else own


def _after_or_topic(place: Place) -> Range | None:
    after = _after(place)
    return after if after and place.page.tokens[after[0]].lower in ABOUT else _topic(place)


def _opening(place: Place) -> Range:
    """What the cue opens with, up to its verb: "a date for the signing has not been set"."""
    first, last = place.where
    return first, next((i for i in range(first + 1, last) if place.page.tokens[i].pos in ("VERB", "AUX")), last)


def _told(place: Place) -> Range | None:
    """What nobody tells: what follows the cue's last verb ("neither side gave a date for the next round")."""
    page, (first, last) = place.page, place.where
    verb = next((i for i in range(last - 1, first, -1) if page.tokens[i].pos in ("VERB", "AUX")), None)
    end = (_after(place) or place.where)[1]
    if verb is None or verb + 1 >= end or page.tokens[verb + 1].tag == "PRP":
        return None
    return (verb + 2 if page.tokens[verb + 1].lower == "to" else verb + 1), end


def _held(place: Place) -> Range | None:
    """What is kept from others: "keeps its plans under wraps"."""
    for thing in place.page.doc.children(place.where[0], "dobj", "nsubj"):
        if place.where[0] < thing.i < place.where[1]:
            return phrase(place.page, thing.i, (place.where[0] + 1, place.where[1]))
    return None


def _phrase(place: Place) -> Range:
    """The noun phrase that the cue opens: "an undisclosed number of prisoners"."""
    page, (first, last) = place.page, place.where
    start = first + 1 if page.tokens[first].tag == "IN" else first
    return start, max(last, phrase(page, last - 1, (start, place.sentence.last))[1])


def _negated_phrase(place: Place) -> Range | None:
    """What "no", "few" or "neither … nor" takes away: "No date was given for the second round" asks for the date."""
    page, where = place.page, place.where
    first = next((i for i in range(*where) if page.tokens[i].lower in NEGATIVE), where[0]) + 1
    while first < where[1] and page.tokens[first].lower in FILLING:
        first += 1
    verb = next((i for i in range(first, where[1]) if page.tokens[i].pos in ("VERB", "AUX")), where[1])
    nouns = [i for i in range(first, verb) if page.tokens[i].pos in ("NOUN", "PROPN")]
    return (first, verb) if nouns else None


def _definite(page: Page, found: Range) -> str:
    """The words of a range with the article of a thing that is there, though not told: "a date" is the date."""
    first = trim(page, *found)[0]
    token, words = page.tokens[first], worded(page, found)
    if token.lower in ("a", "an"):
        return f"the {words.split(maxsplit=1)[-1]}"
    return f"the {words}" if token.tag in ("NN", "JJ") and token.lemma.lower() not in MASS else words


def _word_negated(place: Place, words: str) -> str:
    """The thing that is missing with the article it would have, and what follows the cue on what it is of."""
    page, after = place.page, _after(place)
    found = _negated_phrase(place)
    words = _definite(page, found) if found else words
    if after and page.tokens[after[0]].lower in ("that", "whether", "if"):
        return f"whether {page.doc.text(after[0] + 1, after[1])}"
    if after and page.tokens[after[0]].lower in OF_WHAT:
        words = f"{words} {page.doc.text(*after)}"
    return words.replace(" nor ", " and ")


def _word_left_out(place: Place, topic: str) -> str:
    """What "without explanation" leaves out: why the thing before it was done; else the details of what it was."""
    page, where = place.page, place.where
    missing = next((t for t in page.tokens[where[0] : where[1]] if t.pos == "NOUN"), None)
    if missing is None:
        return topic
    verb = next((a for a in page.doc.ancestors(where[0]) if page.tokens[a].pos in ("VERB", "AUX")), None)
    if missing.lemma in ("explanation", "reason") and verb is not None and verb < where[0]:
        return f"why {worded(page, (page.doc.reach(verb)[0], where[0]))}"
    return topic if missing.lower in topic else f"{missing.lower} of {topic}"


def _word_reply(place: Place, who: str) -> str:
    """Whose answer is missing, and on what, where the words after the cue say it ("questions about the flight")."""
    page, after, own = place.page, _after(place), _own_subject(place)
    if own and any(page.tokens[i].lemma in CALLS for i in range(*own)):
        return f"answer to {who}"
    said = range(after[0], after[1]) if after else range(0)
    on = next((i for i in said if page.tokens[i].lower in ABOUT - {"of", "from"}), None)
    topic = f" on {worded(page, (on + 1, said.stop))}" if on is not None and on + 1 < said.stop else ""
    return f"answer of {who.split(',', maxsplit=1)[0]}{topic}"


def _word_named(place: Place, words: str) -> str:
    """Of somebody who was not named, the name is what is missing."""
    unnamed = place.page.tokens[place.verb].lemma in NAMING and not _asks_after(place)
    return f"name of {words}" if unnamed else words


def _names_somebody(page: Page, where: Range) -> bool:
    """Whether a phrase is about an actor, or a text that speaks: nothing whose details could be missing."""
    inside = range(*where)
    heads = [t for t in page.tokens[where[0] : where[1]] if t.head not in inside] or [page.tokens[where[0]]]
    mentioned = any(m.first <= heads[0].i < m.last for m in page.doc.mentions)
    return mentioned or heads[0].tag in ("NNP", "PRP") or heads[0].lemma.lower() in source_nouns()


def _is_pronoun(page: Page, where: Range) -> bool:
    alone = page.tokens[where[0]]
    return where[1] - where[0] == 1 and (alone.tag == "PRP" or alone.lower in ("this", "that"))


def _asked_before(place: Place) -> Range | None:
    """A question before the cue: "how much was spent nobody will say", "whether they met is unclear"."""
    page, sentence, where = place.page, place.sentence, place.where
    first = _segment(page, sentence, where[0])[0]
    joins = [
        i + 1 for i in range(first + 1, where[0] - 1) if page.tokens[i].tag == "CC" and page.tokens[i - 1].text == ","
    ]
    first = max([first, *[i for i in joins if page.tokens[i].lower not in ASKING]])
    for at in range(first, where[0] - 1):
        opens = at == first or page.tokens[at - 1].text == "," or page.tokens[at - 1].tag in ("CC", "IN")
        if opens and page.tokens[at].lower in ASKING and _tells(page, at, where[0]):
            start = at - 1 if at > first and page.tokens[at - 1].tag == "IN" else at
            return trim(page, start, where[0])
    return None


def _tells(page: Page, first: int, last: int) -> bool:
    return page.has_finite(first, last) or any(t.tag == "VBN" for t in page.tokens[first:last])


def _segment(page: Page, sentence: Sentence, at: int) -> Range:
    return next((b for b in segments(page, sentence) if b[0] <= at < b[1]), (sentence.first, sentence.last))


def _after(place: Place) -> Range | None:
    """What follows the cue, up to a comma or conjunction that leads on to another clause."""
    page, sentence, where = place.page, place.sentence, place.where
    last = where[1]
    while last < sentence.last and last - where[1] < LONGEST:
        token = page.tokens[last]
        if token.text in (";", ".", "!", "?", "–", "—") or token.lower in ("because", "although", "while", "but"):
            break
        if (closing := _closes_aside(page, (where[1], last), sentence.last)) is not None:
            last = closing
        elif token.text == "," and page.has_finite(last, sentence.last) and last > where[1]:
            break
        last += 1
    first, last = trim(page, where[1], last)
    return (first, last) if first < last else None


def _closes_aside(page: Page, before: Range, end: int) -> int | None:
    """The comma that ends an aside on a subject whose verb is still to come: "whether Peru, which …, had been paid"."""
    at = before[1]
    if page.tokens[at].text != "," or page.tokens[at + 1].tag not in ("WDT", "WP", "WP$", "WRB"):
        return None
    closing = next((i for i in range(at + 2, end) if page.tokens[i].text == ","), None)
    open_subject = closing is not None and not page.has_finite(*before) and page.has_finite(closing, end)
    return closing if open_subject else None


def _object_in(place: Place) -> int:
    page, where = place.page, place.where
    return next((i for i in range(where[0], where[1]) if page.tokens[i].pos == "NOUN"), where[1] - 1)


def _own_subject(place: Place) -> Range | None:
    """The subject that the cue's verb has, as a phrase; None where it is hollow ("it is not known …")."""
    page, verb, where = place.page, place.verb, place.where
    doc = page.doc
    for at in (
        verb,
        *[a for a in doc.ancestors(verb) if page.tokens[verb].dep in ("aux", "auxpass", "conj", "xcomp", "acomp")],
    ):
        for child in doc.children(at, *SUBJECTS):
            if (
                child.i >= where[0]
                or (child.lower in HOLLOW and child.tag not in ("WDT", "WP", "PRP"))
                or child.lower == "it"
            ):
                continue
            if child.tag in ("WDT", "WP"):
                return phrase(page, page.tokens[at].head, (doc.sentence_of(at).first, at))
            return _after_join(page, doc.reach(child.i)[0], child.i), min(doc.reach(child.i)[1], where[0])
    return None


def _after_join(page: Page, first: int, head: int) -> int:
    """The start of a subject without a clause that the parse put before it: "…, and the price"."""
    for at in range(head, first, -1):
        if page.tokens[at].tag == "CC" and page.has_finite(first, at):
            return at + 1
    return first


def _topic(place: Place) -> Range | None:
    """What the sentence speaks of before the cue: the clause before it, without its lead."""
    page, sentence, where, verb = place.page, place.sentence, place.where, place.verb
    above = next((a for a in page.doc.ancestors(verb) if page.tokens[a].pos in ("VERB", "AUX")), None)
    if above is not None and above < where[0]:
        around = page.doc.children(above, "dobj") + page.doc.children(above, "nsubj", "nsubjpass")
        for child in around:
            if child.tag not in ("PRP", "WDT", "WP") and child.i < where[0]:
                return phrase(page, child.i, (sentence.first, where[0]))
    segment = _segment(page, sentence, where[0])
    own = _own_subject(place)
    first, last = trim(page, segment[0], own[0] if own and own[0] > segment[0] + 1 else where[0])
    if last - first >= SHORTEST_TOPIC and not (own and own[0] <= first):
        return max(first, last - LONGEST), last
    return trim(page, sentence.first, segment[0]) if segment[0] > sentence.first else _previous(place)


def _previous(place: Place) -> Range | None:
    page, sentence = place.page, place.sentence
    if sentence.i == 0:
        return None
    before = page.doc.sentences[sentence.i - 1]
    return (before.first, before.last) if before.paragraph == sentence.paragraph else None


def _informant(place: Place) -> Range | None:
    return informant(place.page, (place.sentence.first, place.sentence.last), place.where)


def _question_put(place: Place) -> Range:
    return question_put(place.page, place.where)


def _head_before(place: Place) -> Range | None:
    """What a relative clause says that nobody tells: "an amount that neither bank would reveal"."""
    page, first = place.page, place.sentence.first
    head = next((i for i in range(place.where[0] - 1, first - 1, -1) if page.tokens[i].pos in ("NOUN", "PROPN")), None)
    return phrase(page, head, (first, place.where[0])) if head is not None else None


def _whole(place: Place) -> Range:
    """The cue with what hangs on its last word: "unverified footage of the crash"."""
    page, (first, last) = place.page, place.where
    return first, max(last, phrase(page, last - 1, (first, place.sentence.last))[1])


def _kept_from(place: Place) -> Range | None:
    """The papers to which access is refused, with what they are of."""
    page, (first, last) = place.page, place.where
    to = next((i for i in range(last - 1, first, -1) if page.tokens[i].lower == "to"), None)
    return (to + 1, max(last, phrase(page, last - 1, (to + 1, place.sentence.last))[1])) if to is not None else None


def _part_shown(place: Place) -> Range:
    """What was shown where only a part was: "the first page of the accord"."""
    page, (first, last) = place.page, place.where
    verb = next((i for i in range(first + 1, last) if page.tokens[i].pos in ("VERB", "AUX")), last)
    return first + 1, verb


def _left_open(place: Place) -> Range | None:
    """As in "left the question of tariffs open"."""
    page, (first, last) = place.page, place.where
    of = next((i for i in range(first, last) if page.tokens[i].lower == "of"), None)
    return (of + 1, last - 1) if of is not None else None


def _fronted(place: Place) -> Range:
    """A question that opens its sentence, up to whoever does not answer it: "What they earn, the mayor did not say"."""
    doc, first, verb = place.page.doc, place.where[0], place.verb
    silent = [doc.reach(child.i)[0] for child in doc.children(verb, "nsubj")]
    helping = [child.i for child in doc.children(verb, "aux", "auxpass", "neg")]
    return first, min((at for at in (*silent, *helping, verb) if at > first + 1), default=verb)


FINDERS: dict[str, Callable[[Place], Range | None]] = {
    "after": _said_after, "wh": _wh, "object": _object, "head": _head, "auto": _auto, "reply": _own_subject,
    "after-or-topic": _after_or_topic, "topic": _topic, "without": _topic, "previous": _previous,
    "none": _negated_phrase, "opening": _opening, "told": _told, "held": _held, "phrase": _phrase, "cue": _clause,
    "informant": _informant, "asked": _question_put, "head-before": _head_before, "whether": _whole,
    "access": _kept_from, "rest": _part_shown, "left-open": _left_open, "claimed": _after, "nature": _head_before,
    "fronted": _fronted,
}  # fmt: skip
WORDINGS: dict[str, Callable[[Place, str], str]] = {
    "none": _word_negated, "without": _word_left_out, "reply": _word_reply, "auto": _word_named,
    "informant": lambda _, words: f"the name of {words}",
    "nature": lambda place, words: f"the {place.page.tokens[place.where[1] - 1].lower} of {words}",
    "whether": lambda _, words: f"whether {words} is true", "access": lambda _, words: f"what stands in {words}",
    "rest": lambda _, words: f"what there is beyond {words}",
    "claimed": lambda _, words: f"who is responsible for {words}",
}  # fmt: skip
