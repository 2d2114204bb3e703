"""Frames: which verb or noun, with which object, is which PLOVER type. Data in `frames.csv` and `frame_objects.csv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dragoman.document import Annotated, Token
from dragoman.extract.ground import table
from dragoman.extract.roles import is_passive

ANYBODY = ("actor", "place")  # objects that ask for little
BESIDE = ("JJ", "RB", "NN", "RP", "UH", "DT")  # tags of a word behind a verb that may belong to it
INFINITIVE = ("xcomp", "ccomp", "advcl")


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with its conditions; `target` lists the slots in which the other side stands, best first."""

    lemma: str
    pos: str
    particle: str
    object: str
    complement: str
    type: str
    mode: str
    target: tuple[str, ...]
    note: str = ""
    cameo: str = ""

    @property
    def active(self) -> bool:
        """Whether the frame holds for active verbs alone, and for passives that name who acts."""
        return self.note == "active"

    @property
    def source_slot(self) -> str:
        """The preposition after which the source may stand in the passive ("was summoned to the ministry")."""
        return self.note.removeprefix("source:") if self.note.startswith("source:") else ""

    @property
    def giver_slot(self) -> str:
        """The preposition after which the source of an active verb stands, whose subject is the target ("received")."""
        return self.note.removeprefix("giver:") if self.note.startswith("giver:") else ""

    @property
    def weight(self) -> int:
        """How much the frame asks for: the more, the surer its type."""
        of_an_act = self.complement.startswith("inf-")
        things = 2 if self.object in ANYBODY else 3 * bool(self.object)
        return things + 2 * bool(self.particle) + bool(self.complement) + of_an_act

    @property
    def name(self) -> str:
        """How a record's explanation names the frame."""
        parts = (
            self.lemma,
            self.particle,
            self.object and f"<{self.object}>",
            self.complement and f"+{self.complement}",
        )
        return " ".join(p for p in parts if p)


@lru_cache(maxsize=1)
def frames() -> dict[tuple[str, str], tuple[Frame, ...]]:
    """All frames by lemma and part of speech, those that ask for most first."""
    found: dict[tuple[str, str], list[Frame]] = {}
    for row in table("frames.csv"):
        frame = Frame(
            row["lemma"], row["pos"], row["particle"], row["object"], row["complement"], row["type"], row["mode"],
            tuple(row["target"].split()), row["note"], row["cameo"],
        )  # fmt: skip
        found.setdefault((frame.lemma, frame.pos), []).append(frame)
    return {key: tuple(sorted(rows, key=lambda f: -f.weight)) for key, rows in found.items()}


def lemma_of(token: Token) -> str:
    """A word's lemma in lower case; where the tagger's is no trigger ("waged": "wag"), the trigger whose form it is."""
    found = token.lemma.lower()
    if token.tag.startswith("VB") and (found, "verb") not in frames():
        return _forms().get(token.lower, found)
    return found


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """The regular forms of every verb that is a trigger."""
    found: dict[str, str] = {}
    for lemma in {lemma for lemma, pos in frames() if pos == "verb"}:
        stem = lemma.removesuffix("e")
        y = lemma.endswith("y") and lemma[-2:-1] not in "aeiou"
        past = lemma[:-1] + "ied" if y else stem + "ed"
        doubled = lemma + lemma[-1]  # "initialled", "vetting"
        for form in (past, stem + "ing", lemma + "s", lemma + "es", doubled + "ed", doubled + "ing"):
            found.setdefault(form, lemma)
    return found


@lru_cache(maxsize=1)
def object_classes() -> dict[str, frozenset[str]]:
    """The lemmas of each class of objects."""
    found: dict[str, set[str]] = {}
    for row in table("frame_objects.csv"):
        found.setdefault(row["class"], set()).add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in found.items()}


def objects(doc: Annotated, verb: int) -> list[Token]:
    """What a verb acts on: its direct objects, or its subject in the passive, with their conjuncts; for
    a participle, the noun that it hangs on.
    """
    token = doc.tokens[verb]
    found = [_meant(doc, token, t) for t in doc.children(verb, "dobj", "nsubjpass", "attr", "oprd")]
    if not found and token.dep in ("acl", "relcl") and token.tag == "VBN":
        found = _modified(doc, token.head)
    if not found and token.dep in ("advcl", "conj") and is_passive(doc, verb):
        found = doc.children(token.head, "nsubj", "nsubjpass")
    found += [t for below in doc.children(verb, "ccomp") for t in _small_clause(doc, below)]
    for token in list(found):
        found += doc.children(token.i, "conj")
        for prep in doc.children(token.i, "prep"):
            if prep.lower == "of":
                found += doc.children(prep.i, "pobj")
    return found


def _meant(doc: Annotated, verb: Token, thing: Token) -> Token:
    """The noun that "which" or "that" stands for in a relative clause; any other object for itself."""
    return doc.tokens[verb.head] if verb.dep == "relcl" and thing.tag in ("WDT", "WP") else thing


def _small_clause(doc: Annotated, below: Token) -> list[Token]:
    """What a clause without a verb of its own is about: "found the minister guilty", "ordered the paper closed"."""
    bare = below.tag in ("JJ", "VBN", "NN") and not doc.children(below.i, "aux", "auxpass", "mark", "cop")
    return doc.children(below.i, "nsubj", "nsubjpass") if bare else []


def _modified(doc: Annotated, noun: int) -> list[Token]:
    """The noun that a participle hangs on, and the one that this is a part of ("a pact of ten points, signed …")."""
    token = doc.tokens[noun]
    whole = doc.tokens[doc.tokens[token.head].head]
    return [token, whole] if token.dep == "pobj" and doc.tokens[token.head].lower == "of" else [token]


def particles(doc: Annotated, verb: int) -> set[str]:
    """The particles, prepositions and adverbs that hang on a verb, in lower case; not those of dates ("on Friday").

    The word right behind it is one too, whatever the parse hangs it on ("set free", "shot dead", "brought home").
    """
    below = doc.children(verb, "prt", "prep", "advmod", "agent", "dative", "acomp", "npadvmod", "advcl")
    below += [t for t in doc.tokens[verb + 1 : verb + 2] if t.tag in BESIDE and t.sentence == doc.tokens[verb].sentence]
    return {t.lower for t in below if not doc.timed.intersection(t.children)}


def complements(doc: Annotated, verb: int) -> set[str]:
    """The kinds of complement below a verb: `inf` for an infinitive, `that` for a clause."""
    found = set()
    for token in doc.children(verb, *INFINITIVE):
        marks = {t.lower for t in doc.children(token.i, "aux", "mark")}
        if token.tag == "VB" and "to" in marks:
            found.add("inf")
        elif token.dep == "ccomp":
            found.add("that")
    return found
