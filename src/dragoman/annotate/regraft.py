"""Parses that cannot be right, put right: a list or an apposition that swallowed the subject of a verb.

The two shapes were met in wire copy and communiqués: "At the invitation of A, president of B, C paid a visit" makes C a
second object of "of", and "A, B and C urged" leaves A hanging on the verb as if it were a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.document import Annotated, Token

FINITE = frozenset(["VBD", "VBP", "VBZ"])
NAMES = frozenset(["NNP", "NNPS"])
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
TEMPORAL = frozenset(["after", "before", "until", "because", "although", "though"])
LOOSE = ("npadvmod", "dep", "intj", "meta", "advmod", "nmod")
Graft = tuple[int, int, str]  # a word, its new head, its new label


def regraft(doc: Annotated) -> Annotated:
    """The document with every such word hung where it belongs, the same object where there is none; times are known."""
    grafts = list(_grafts(doc))
    return _grafted(doc, grafts) if grafts else doc


def _grafts(doc: Annotated) -> Iterator[Graft]:
    for verb in doc.tokens:
        if verb.dep == "ccomp" and any(t.lower in TEMPORAL for t in doc.children(verb.i, "mark")):
            yield verb.i, verb.head, "advcl"  # "said on Monday, a day after Peru left": no content of what was said
        if verb.tag in FINITE and verb.pos == "VERB":
            subjects = doc.children(verb.i, *SUBJECTS)
            if subjects:
                yield from _first_of_list(doc, verb, subjects[0])
            elif verb.dep == "ROOT" and (lost := _swallowed(doc, verb)) is not None:
                yield lost, verb.i, _subject_label(doc, verb)


def _first_of_list(doc: Annotated, verb: Token, subject: Token) -> Iterator[Graft]:
    """The name before the comma in "A, B and C urged", where the parse has only B and C as subjects."""
    joined = doc.children(subject.i, "cc") and doc.children(subject.i, "conj")
    opens = doc.reach(subject.i)[0] - 1
    if not joined or subject.tag not in NAMES or opens < 1 or doc.tokens[opens].text != ",":
        return
    for lead in doc.children(verb.i, *LOOSE):
        timed = any(t.first <= lead.i < t.last for t in doc.timexes)  # "Last Tuesday, A and B met"
        if lead.tag in NAMES and doc.reach(lead.i)[1] == opens and not timed:
            yield lead.i, verb.i, subject.dep
            yield subject.i, lead.i, "conj"


def _swallowed(doc: Annotated, verb: Token) -> int | None:
    """What stands right before a verb without a subject and hangs, without "and", on a name in an opening phrase."""
    opening = next((t for t in doc.children(verb.i, "prep", "advcl") if t.i < verb.i), None)
    if opening is None:
        return None
    for at in sorted(doc.subtree(opening.i)):
        token = doc.tokens[at]
        first, last = doc.reach(at)
        beside = last == verb.i or (last == verb.i - 1 and doc.tokens[last].text == ",")
        listed = doc.children(token.head, "cc") or doc.children(at, "conj")
        if token.dep in ("conj", "appos") and beside and not listed and doc.tokens[first - 1].text == ",":
            named = any(doc.tokens[i].tag in NAMES for i in doc.subtree(at))
            return at if named and token.pos in ("NOUN", "PROPN") else None
    return None


def _subject_label(doc: Annotated, verb: Token) -> str:
    return "nsubjpass" if doc.children(verb.i, "auxpass") else "nsubj"


def _grafted(doc: Annotated, grafts: Iterable[Graft]) -> Annotated:
    tokens = list(doc.tokens)
    for at, head, label in grafts:
        old = tokens[tokens[at].head]
        tokens[old.i] = replace(old, children=tuple(c for c in old.children if c != at))
        tokens[at] = replace(tokens[at], head=head, dep=label)
        tokens[head] = replace(tokens[head], children=tuple(sorted((*tokens[head].children, at))))
    return replace(doc, tokens=tuple(tokens))
