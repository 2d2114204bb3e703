"""Acts told by echo: "Nicaragua did the same", "Niger followed suit", "Greece replied in kind"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.document import Resolved, Sentence, Token
from dragoman.extract import roles
from dragoman.extract.candidates import Candidate
from dragoman.extract.modality import modality
from dragoman.extract.recalls import Told

SAME = frozenset({"same", "likewise", "so"})
ANSWERING = ("respond", "reply", "retaliate", "reciprocate", "answer")  # "in kind"
REACH = 2  # sentences back


def echo(doc: Resolved, sentence: Sentence, told: Sequence[Told]) -> Candidate | None:
    """The act of the last event told close before, done by the subject of an echo; None where nothing is echoed.

    `told` are the events so far with the token and frame of each, in order.
    """
    for token in doc.annotated.sentence_tokens(sentence):
        if not _echoes(doc, token):
            continue
        before = [t for t in told if t[0] < token.i and _near(doc, t[0], sentence)]
        source = tuple(roles.acting(doc, token.i))
        if before and source:
            _, frame, event = before[-1]
            other = tuple(a for a in event.target if a not in source)
            target = other or tuple(a for a in event.source if a not in source)
            meant = modality(doc.annotated, token.i)
            return Candidate(token.i, replace(frame, lemma=token.lemma.lower()), source, target, meant)
    return None


def _echoes(doc: Resolved, token: Token) -> bool:
    below = {t.lower for t in doc.annotated.children(token.i, "dobj", "advmod", "attr")}
    if token.pos not in ("VERB", "AUX"):
        return False
    lemma = token.lemma.lower()
    if lemma in ANSWERING and modality(doc.annotated, token.i) == "actual":
        preps = doc.annotated.children(token.i, "prep")
        return any(o.lower == "kind" for p in preps for o in doc.annotated.children(p.i, "pobj"))
    return (lemma == "do" and not below.isdisjoint(SAME)) or (lemma == "follow" and "suit" in below)


def _near(doc: Resolved, at: int, sentence: Sentence) -> bool:
    return doc.annotated.tokens[at].sentence >= sentence.i - REACH
