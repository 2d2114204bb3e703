"""Agreements told by a verb alone: "agreed with the neighbour to reinforce …", announced and no more."""

from __future__ import annotations

from dragoman.document import Annotated, Resolved, Sentence, Token
from dragoman.extract.agreement_mentions import Mention
from dragoman.extract.agreement_merge import Draft
from dragoman.extract.agreement_parties import sides_of
from dragoman.extract.agreement_steps import Done
from dragoman.extract.agreement_words import Noun, noun_at, stages_of, words
from dragoman.extract.ground import actors_under, date_at, telling_sentences
from dragoman.extract.modality import modality
from dragoman.records.facts import AgreementKind

_VERBS = frozenset({"agree", "accept"})
_AS_AGREEMENT = Noun(("agreement",), "agreement", "strong")
_LONGEST = 16


def pledges(doc: Resolved, known: list[Draft]) -> list[Draft]:
    """Drafts of what states agreed to do where no instrument is named and it is more than to meet again."""
    found: list[Draft] = []
    for sentence in telling_sentences(doc.annotated):
        for token in doc.annotated.sentence_tokens(sentence):
            made = _pledge(doc, sentence, token) if token.lemma.lower() in _VERBS and token.pos == "VERB" else None
            if made and not any(_tells(d, made) or _overlaps(made, d) for d in (*known, *found)):
                found.append(made)
    return found


def _pledge(doc: Resolved, sentence: Sentence, verb: Token) -> Draft | None:
    annotated = doc.annotated
    act = _act(annotated, verb)
    if act is None or act.i < verb.i:
        return None
    if modality(annotated, verb.i) != "actual" or annotated.children(act.i, "neg"):
        return None
    last = _end(doc, sentence, act)
    if any(n.strength != "loan" for at in range(act.i, last) if (n := noun_at(annotated, at))):
        return None
    sides = sides_of(doc, verb.i, [verb.i])
    if not sides.told and _with_unnamed(doc, verb):
        return None
    if len(sides.parties) < 2:
        return None
    date, _ = date_at(doc, verb.i)
    stage = next(s for s in stages_of("agree") if s.role == "object")
    content = frozenset(t.lemma.lower() for t in annotated.tokens[act.i : last] if t.pos in ("NOUN", "PROPN", "ADJ"))
    mention = Mention(
        _AS_AGREEMENT, act.i, verb.i, last, _kind(doc, act.i, last), None, plural=False, definite=False, distinct=False,
        content=content, done=(Done(stage, verb.i, "actual", date),),
    )  # fmt: skip
    return Draft(mention, sides, [mention], list(mention.done))


def _with_unnamed(doc: Resolved, verb: Token) -> bool:
    """Whether the other side is somebody without a name ("agreed with its creditors")."""
    annotated = doc.annotated
    others = [
        o for p in annotated.children(verb.i, "prep") if p.lower == "with" for o in annotated.children(p.i, "pobj")
    ]
    return any(o.tag == "NNS" and not actors_under(doc, o.i) for o in others)


def _act(doc: Annotated, verb: Token) -> Token | None:
    """What was agreed: an act that is more than talk, else the thing agreed on."""
    clauses = doc.children(verb.i, "xcomp", "ccomp")
    if clauses:
        act = clauses[0]
        if act.pos != "VERB" or _is_opinion(doc, act):
            return None
        return act if _has_content(doc, act) else None
    on = [o for p in doc.children(verb.i, "prep") if p.lower in ("on", "upon") for o in doc.children(p.i, "pobj")]
    things = [o for o in on if o.pos == "NOUN" and o.lemma.lower() not in words("talking")]
    return next((o for o in things if not _modified_as_talk(doc, o)), None)


def _is_opinion(doc: Annotated, act: Token) -> bool:
    """Whether sides only agree that something is so: a clause of its own with a verb in the present and no "shall"."""
    finite = act.dep == "ccomp" and act.tag in ("VBZ", "VBP") and bool(doc.children(act.i, "nsubj"))
    return finite and not doc.children(act.i, "aux")


def _has_content(doc: Annotated, act: Token) -> bool:
    """Whether an act is more than to talk on: to open a consulate is, to open talks is not."""
    lemma = act.lemma.lower()
    if lemma in words("no-content"):
        return False
    objects = [o for o in doc.children(act.i, "dobj") if o.lemma.lower() not in words("talking")]
    return lemma not in words("phase") or any(not _modified_as_talk(doc, o) for o in objects)


def _modified_as_talk(doc: Annotated, noun: Token) -> bool:
    """Whether a noun only counts talks ("a new round of consultations")."""
    below = [o for p in doc.children(noun.i, "prep") for o in doc.children(p.i, "pobj") if p.lower == "of"]
    return any(o.lemma.lower() in words("talking") for o in below)


def _kind(doc: Resolved, first: int, last: int) -> AgreementKind:
    nouns = [n for at in range(first, last) if (n := noun_at(doc.annotated, at))]
    return "loan" if any(n.strength == "loan" for n in nouns) else "agreement"


def _end(doc: Resolved, sentence: Sentence, act: Token) -> int:
    """Where the phrase of what was agreed ends: at a comma, a quotation mark or a clause after it."""
    for token in doc.annotated.tokens[act.i : min(act.i + _LONGEST, sentence.last)]:
        if token.text in ',;:.”"“—' and token.i > act.i:
            return token.i
    return min(act.i + _LONGEST, sentence.last)


def _tells(draft: Draft, made: Draft) -> bool:
    """Whether what was agreed is already a stage of a named instrument."""
    return any(d.verb == made.mention.head for d in draft.done)


def _overlaps(made: Draft, other: Draft) -> bool:
    mine, theirs = made.content, other.content
    if not mine or not theirs:
        return False
    return len(mine & theirs) >= max(2, 0.5 * min(len(mine), len(theirs)))
