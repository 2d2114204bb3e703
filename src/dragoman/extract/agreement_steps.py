"""What is said to happen to an instrument: signed, ratified, suspended, planned, by the verbs around its name.

In: the head of an instrument's phrase. Out: stages with verb, modality and date. Never: whose instrument it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.document import Annotated, Resolved, Token
from dragoman.extract.agreement_modes import mode_of, willed
from dragoman.extract.agreement_words import Stage, noun_at, stages_of, words
from dragoman.extract.ground import time_values
from dragoman.extract.modality import modality
from dragoman.records import Edtf
from dragoman.records.facts import Modality

_BY_HAND = ("signed", "initialled", "ratified")


@dataclass(frozen=True, slots=True)
class Done:
    """A stage that a verb ascribes to an instrument, with its modality and its date."""

    stage: Stage
    verb: int
    mode: Modality
    date: Edtf | None


def steps_at(doc: Resolved, head: int) -> Iterator[Done]:
    """The stages that the verbs around an instrument ascribe to it."""
    annotated = doc.annotated
    for verb, tie in dict.fromkeys(_verbs(annotated, head)):
        for stage in _fitting(annotated, verb, head, tie):
            consent = _consent(annotated, verb)
            if consent is not None:
                agreed = next(s for s in stages_of("agree") if s.role == "object")
                yield Done(agreed, verb, modality(annotated, consent), verb_date(doc, consent))
            else:
                date = verb_date(doc, verb)
                mode = willed(annotated, verb, stage) or mode_of(annotated, verb, tie)
                mode = "actual" if mode == "planned" and _has_come(doc, verb, date) else mode
                if not (stage.status == "proposed" and _is_spurned(annotated, head)):
                    yield Done(stage, verb, mode, date)
    if (headed := _in_headline(annotated, head)) is not None:
        stage, verb = headed
        yield Done(stage, verb, "actual", verb_date(doc, verb))
    drafts = [c for c in annotated.children(head, "compound", "amod") if c.lower in ("draft", "proposed", "planned")]
    if drafts and not _is_spurned(annotated, head):
        yield Done(stages_of("draft")[0], head, "planned", None)
    if (force := _force_after(annotated, head)) is not None:
        in_force = next(s for s in stages_of("remain") if s.role == "force")
        yield Done(in_force, force, "actual", verb_date(doc, force))


def _is_spurned(doc: Annotated, head: int) -> bool:
    """Whether an instrument is turned down by the verb over it."""
    return doc.tokens[doc.tokens[head].head].lemma.lower() in words("spurning")


def _has_come(doc: Resolved, verb: int, date: Edtf | None) -> bool:
    """Whether what the present tense announces is of the article's day or before ("takes effect today")."""
    day = date.latest if date else None
    published = doc.published.edtf.earliest if doc.published.edtf else None
    present = doc.annotated.tokens[verb].tag in ("VBZ", "VBP")
    return present and day is not None and published is not None and day <= published


def _in_headline(doc: Annotated, head: int) -> tuple[Stage, int] | None:
    """A verb that the parse of a headline took for a noun before the instrument ("Chile, Peru ink copper accord")."""
    sentence = doc.sentence_of(head)
    if any(t.pos in ("VERB", "AUX") for t in doc.sentence_tokens(sentence)):
        return None
    for token in doc.tokens[sentence.first + 1 : head]:
        fitting = [s for s in stages_of(_bare(token)) if s.role == "object" and " " not in s.verb and s.stage]
        if fitting and token.lower not in words("nominal"):
            return fitting[0], token.i
    return None


def _bare(token: Token) -> str:
    return token.lower if stages_of(token.lower) else token.lower.removesuffix("s")


def _consent(doc: Annotated, verb: int) -> int | None:
    """The verb of consent that an act hangs on: "agreed to extend" is agreed, not yet extended."""
    token = doc.tokens[verb]
    above = doc.tokens[token.head]
    consents = token.dep in ("xcomp", "advcl") and above.lemma.lower() in words("consenting")
    return above.i if consents and above.i < verb else None


def _force_after(doc: Annotated, head: int) -> int | None:
    """The word "force" of ", in force since …" right after an instrument's phrase."""
    last = min(head + 9, doc.sentence_of(head).last)
    after = doc.tokens[head + 1 : last]
    for token in after:
        if token.lower == "force" and doc.tokens[token.i - 1].lower == "in":
            return None if any(t.pos in ("VERB", "AUX") for t in doc.tokens[head + 1 : token.i]) else token.i
    return None


def verb_date(doc: Resolved, verb: int) -> Edtf | None:
    """The date of a verb: an expression that hangs on it, not inside its objects; else its "when" clause's."""
    annotated, values = doc.annotated, time_values(doc)
    sentence = annotated.sentence_of(verb)
    for timex in annotated.timexes:
        value = values.get(timex.i)
        if not sentence.first <= timex.first < sentence.last or value is None or value.value is None:
            continue
        if _is_end(annotated, timex.first):
            continue
        if timex.kind in ("date", "weekday", "relative", "anchored") and _hangs_on(
            annotated, timex.first, verb, day=timex.kind in ("date", "weekday")
        ):
            return value.value
    token = annotated.tokens[verb]
    if token.dep == "advcl" and any(
        c.lower in ("when", "as", "after") for c in annotated.children(verb, "advmod", "mark")
    ):
        return verb_date(doc, token.head)
    return None


def _is_end(doc: Annotated, first: int) -> bool:
    """Whether a time is how long something shall last ("extended until 2030"), not when it was done."""
    return first > 0 and doc.tokens[first - 1].lower in ("until", "till", "through", "to")


def _hangs_on(doc: Annotated, at: int, verb: int, *, day: bool = False) -> bool:
    """Whether an expression reaches a verb over prepositions and words of time alone.

    A day after "on" dates the verb also where the parse hangs it on the object ("signed a pact on ports on 5 May").
    """
    if day and doc.tokens[max(at - 1, 0)].lower == "on" and verb in doc.ancestors(at):
        verbs = [a for a in doc.ancestors(at) if doc.tokens[a].pos in ("VERB", "AUX")]
        return verbs[:1] == [verb]
    nouns = 0
    for above in doc.ancestors(at):
        token = doc.tokens[above]
        if above == verb:
            return True
        if token.pos in ("VERB", "AUX"):
            return False
        nouns += token.pos == "NOUN" and token.dep in ("dobj", "nsubj", "nsubjpass", "appos")
        if nouns:
            return False
    return False


def _verbs(doc: Annotated, head: int) -> Iterator[tuple[int, str]]:
    """Verbs tied to a noun, with the tie: object, subject, nominal ("the signing of"), after ("signed in 2005")."""
    token = doc.tokens[head]
    for child in (*doc.children(head, "acl", "relcl", "amod"), *_strayed(doc, head)):
        if child.pos in ("VERB", "AUX") or child.tag == "VBN":
            yield from _relative(doc, child)
    at, seen = token, {head}
    while at.head not in seen:
        above, dep = doc.tokens[at.head], at.dep
        seen.add(above.i)
        if dep == "compound" and above.lower in words("numbering"):  # "Protocol No. 3"
            at = above
            continue
        if dep in ("conj", "appos") and above.pos in ("NOUN", "PROPN", "NUM", "PRON"):
            at = _instrument_over(doc, above)
            continue
        if dep in ("dobj", "nsubjpass", "nsubj", "attr", "oprd", "npadvmod", "ccomp"):
            yield above.i, "subject" if dep == "nsubj" else "object"
            yield from ((x.i, _carried(doc, x)) for x in doc.children(above.i, "xcomp") if _raised(above, dep))
            yield from ((c.i, _joined_tie(doc, c, dep)) for c in _joined(doc, above, dep))
            yield from _participles(doc, above, dep)
        elif dep == "dep" and above.pos == "VERB" and above.i < at.i:
            yield above.i, "object"
        elif dep == "pobj" and above.pos in ("ADP", "SCONJ", "ADV"):
            top = _over_prepositions(doc, above)
            if _stands_for_part(doc, top, above):
                at = top
                continue
            yield from _by_preposition(doc, top, above)
        break


def _participles(doc: Annotated, verb: Token, dep: str) -> Iterator[tuple[int, str]]:
    """Participles before a clause that speak of its subject: "signed in spring, the treaty covers …"."""
    if dep in ("nsubj", "nsubjpass"):
        for child in doc.children(verb.i, "advcl"):
            if child.tag == "VBN" and child.i < verb.i and not doc.children(child.i, "nsubj", "nsubjpass", "aux"):
                yield child.i, "object"


def _stands_for_part(doc: Annotated, top: Token, prep: Token) -> bool:
    """Whether a noun before an instrument only measures it, or is a side of it that something is done to.

    "A package of deals", "the validity of the treaty was extended".
    """
    if top.pos in ("NUM", "SYM") or top.lower in words("group") or (prep.lower == "in" and _money(doc, top.i)):
        return True
    done_to = top.dep in ("dobj", "nsubjpass") and stages_of(doc.tokens[top.head].lemma.lower())
    return bool(done_to) and top.lemma.lower() in words("aspect")


def _over_prepositions(doc: Annotated, prep: Token) -> Token:
    """The word that a preposition hangs on, also over another one ("out of")."""
    top = doc.tokens[prep.head]
    chained = top.dep in ("prep", "prt", "advmod") and top.pos in ("ADP", "ADV")
    return doc.tokens[top.head] if chained else top


def _by_preposition(doc: Annotated, top: Token, prep: Token) -> Iterator[tuple[int, str]]:
    """The noun or verb that a preposition before an instrument ties it to."""
    noun = _nominal_under(doc, top)
    if noun is not None:
        yield noun, "nominal"
        return
    if prep.lower in ("with", "by"):
        over = (doc.tokens[a] for a in doc.ancestors(prep.i))
        top = next((t for t in over if t.pos in ("VERB", "AUX")), top)
    if top.pos in ("VERB", "AUX"):
        yield top.i, f"prep {prep.lower}"


def _nominal_under(doc: Annotated, top: Token) -> int | None:
    """The noun that names a stage ("the signing of"), also as the object of a verb that only carries it."""
    if top.lower in words("nominal"):
        return top.i
    if top.lemma.lower() not in words("light"):
        return None
    return next((o.i for o in doc.children(top.i, "dobj") if o.lower in words("nominal")), None)


def _instrument_over(doc: Annotated, noun: Token) -> Token:
    """The instrument that a joined noun belongs to, where the parse joined to a noun inside its phrase."""
    prep = doc.tokens[noun.head]
    over = doc.tokens[prep.head] if noun.dep == "pobj" and prep.pos == "ADP" else noun
    named = over is not noun and (noun_at(doc, over.i) or noun_at(doc, max(0, over.i - 1)))
    return over if named else noun


def _relative(doc: Annotated, verb: Token) -> Iterator[tuple[int, str]]:
    if any(c.lower == "whose" for s in doc.children(verb.i, "nsubj", "nsubjpass") for c in doc.children(s.i, "poss")):
        return
    subjects = doc.children(verb.i, "nsubj")
    tie = "subject" if any(s.tag == "WDT" for s in subjects) else "object"
    for each in (verb, *doc.children(verb.i, "conj")):
        yield each.i, tie


def _carried(doc: Annotated, verb: Token) -> str:
    """The tie of a verb to the subject that another carries to it: "expected to be ratified", "expected to lapse"."""
    return "object" if doc.children(verb.i, "auxpass") else "subject"


def _raised(verb: Token, dep: str) -> bool:
    """Whether a verb only carries the subject of the next: "is going to be signed", "is expected to be ratified"."""
    return dep in ("nsubj", "nsubjpass") and (verb.lower in words("raising") or verb.lemma == "be")


def _money(doc: Annotated, at: int) -> bool:
    return any(q.first <= at < q.last and len(q.unit) == 3 and q.unit.isupper() for q in doc.quantities)


def _strayed(doc: Annotated, head: int) -> Iterator[Token]:
    """Clauses after a comma that the parse hangs on a noun inside the instrument's phrase: "…, which A scrapped"."""
    sentence = doc.sentence_of(head)
    stack = [c.i for c in doc.children(head, "prep")]
    while stack:
        at = stack.pop()
        for child in doc.children(at):
            if child.dep in ("pobj", "conj", "prep") and child.i < min(head + 14, sentence.last):
                stack.append(child.i)
            elif child.dep in ("relcl", "acl") and noun_at(doc, at) is None and _of_paper(doc, at, child):
                yield child


def _of_paper(doc: Annotated, noun: int, verb: Token) -> bool:
    """Whether a clause can only speak of the instrument: after a comma, or of what is done to papers alone."""
    signed = verb.tag == "VBN" and any(s.stage in _BY_HAND for s in stages_of(verb.lemma.lower()))
    return signed or _after_comma(doc, noun, verb)


def _after_comma(doc: Annotated, noun: int, verb: Token) -> bool:
    first = doc.reach(verb.i)[0]
    return first > noun and "," in (doc.tokens[first - 1].text, doc.tokens[first].text)


def _joined(doc: Annotated, verb: Token, dep: str) -> list[Token]:
    """Verbs joined to a verb by "and" that share its subject."""
    if dep not in ("nsubj", "nsubjpass"):
        return []
    return [
        c
        for c in doc.children(verb.i, "conj")
        if c.pos in ("VERB", "AUX") and not doc.children(c.i, "nsubj", "nsubjpass")
    ]


def _joined_tie(doc: Annotated, verb: Token, dep: str) -> str:
    """The tie of a joined verb to the subject it shares: of what ends by itself the subject ("and ended in May")."""
    itself = any(s.role == "subject" for s in stages_of(verb.lemma.lower()))
    active = itself and not doc.children(verb.i, "auxpass", "dobj")
    return "subject" if dep == "nsubj" or active else "object"


def _fitting(doc: Annotated, verb: int, head: int, tie: str) -> Iterator[Stage]:
    token = doc.tokens[verb]
    lemma = words("nominal").get(token.lower, token.lemma.lower()) if tie == "nominal" else token.lemma.lower()
    acting = token.head if tie == "nominal" else verb
    if _is_assent(doc, lemma, head) and _by_parliament(doc, acting):
        lemma = "ratify"
    if lemma == "negotiate" and tie == "nominal":
        if _broken_off(doc, token):
            return
        lemma = "finalise" if _finished(doc, token) else lemma
    if lemma == "have" and doc.children(verb, "xcomp"):  # "which they have to approve" is no possession
        return
    if token.dep == "acl" and token.head != head and token.i < head and noun_at(doc, token.head):
        return
    if tie == "prep in" and _speaks_jointly(doc, verb, head):
        yield next(s for s in stages_of("issue") if s.role == "object")
        return
    for stage in stages_of(lemma):
        if _whole(doc, verb, stage) and _fits(doc, stage, verb, head, tie):
            yield stage


def _is_assent(doc: Annotated, lemma: str, head: int) -> bool:
    """Whether a verb, done by a parliament, ratifies: it approves anything, it passes or backs treaties alone."""
    noun = noun_at(doc, head) or noun_at(doc, max(0, head - 1))
    binding = noun is not None and (noun.strength == "strong" or noun.kind == "treaty")
    return lemma == "approve" or (binding and lemma in words("assenting"))


def _speaks_jointly(doc: Annotated, verb: int, head: int) -> bool:
    """Whether sides say or do something "in a joint statement", which they thereby issue."""
    noun = noun_at(doc, head) or noun_at(doc, max(0, head - 1))
    joint = noun is not None and noun.kind in ("joint-statement", "declaration")
    if doc.tokens[verb].lemma.lower() in words("speaking"):
        return False
    return joint and bool(doc.children(verb, "nsubj")) and any(c.lower == "a" for c in doc.children(head, "det"))


def _by_parliament(doc: Annotated, verb: int) -> bool:
    """Whether those who do what a verb says are such as ratify: a parliament, its deputies."""
    agents = [o for a in doc.children(verb, "agent") for o in doc.children(a.i, "pobj")]
    return any(t.lemma.lower() in words("ratifying") for t in (*doc.children(verb, "nsubj"), *agents))


def _finished(doc: Annotated, noun: Token) -> bool:
    """Whether talks are brought to their end ("concluded negotiations on a treaty", "negotiations were completed")."""
    above = doc.tokens[noun.head]
    return above.lemma.lower() in words("finishing") and noun.dep in ("dobj", "nsubjpass")


def _broken_off(doc: Annotated, noun: Token) -> bool:
    """Whether talks came to nothing: "broke off negotiations on a treaty", "negotiations collapsed"."""
    above = doc.tokens[noun.head]
    return above.lemma.lower() in words("failing") and noun.dep in ("dobj", "nsubj", "nsubjpass")


def _fits(doc: Annotated, stage: Stage, verb: int, head: int, tie: str) -> bool:
    """Whether the tie between verb and instrument is the one that the stage asks for."""
    if stage.role == "force":
        return _in_force(doc, verb)
    if stage.role == "loan":
        noun = noun_at(doc, head) or noun_at(doc, head - 1)
        return noun is not None and noun.strength == "loan" and tie in ("object", "nominal")
    if stage.role == "binding":
        return tie == "subject" and doc.tokens[verb].tag == "VBZ" and doc.tokens[head].tag in ("NN", "NNP")
    if stage.role == "subject":
        return tie in ("subject", "nominal")
    if tie == "subject":
        passive = doc.tokens[verb].tag == "VBN" and bool(doc.children(verb, "auxpass"))
        return passive or (stage.stage in _BY_HAND and not doc.children(verb, "dobj"))
    return tie in ("object", "nominal") or _takes_prep(stage, tie.removeprefix("prep "))


def _whole(doc: Annotated, verb: int, stage: Stage) -> bool:
    """Whether the other word of a verb of two words ("tear up", "put signature") stands after it."""
    lemma, *rest = stage.verb.split()
    if not rest:
        return True
    parts = doc.children(verb, "prep", "prt")
    after = {*parts, *(o for p in parts for o in doc.children(p.i, "pobj"))}
    if lemma != "be":  # "is in preparation", but not "is the fruit of preparation"
        after |= set(doc.tokens[verb + 1 : min(verb + 7, doc.sentence_of(verb).last)])
    return all(any(w in (t.lower, t.lemma.lower()) and t.i > verb for t in after) for w in rest)


def _takes_prep(stage: Stage, prep: str) -> bool:
    """Whether a verb reaches its instrument over this preposition ("enter into", "withdraw from")."""
    verb, *rest = stage.verb.split()
    return prep in rest or (verb in words("prepositional") and prep in words("preposition"))


def _in_force(doc: Annotated, verb: int) -> bool:
    """Whether "in force" or "effect" completes a verb."""
    last = min(verb + 5, doc.sentence_of(verb).last)
    return any(t.lower in words("in-force") for t in doc.tokens[verb + 1 : last])
