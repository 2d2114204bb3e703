"""Mentions of instruments gathered into drafts of agreements: the one meant again, the package, its items."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from dragoman.document import Annotated, Resolved, Sentence
from dragoman.extract.agreement_mentions import NUMBERS, Mention, find_mentions
from dragoman.extract.agreement_modes import ENDING
from dragoman.extract.agreement_parties import Sides, deals_for_itself, has_partner, party_near, sides_of
from dragoman.extract.agreement_steps import Done
from dragoman.extract.agreement_words import Stage, stages_of, words
from dragoman.extract.ground import coordinated

REPLACING = frozenset({"replace", "supersede", "supplant"})
_DAY = len("2024-05-17")
_ITEMS = {"one": 1} | NUMBERS
_JOINT_ONLY = frozenset({"issue", "adopt", "establish", "close", "accept", "hold"})


@dataclass(slots=True)
class Draft:
    """An agreement while its mentions are gathered; `items` are the drafts of what a package names."""

    mention: Mention
    sides: Sides
    mentions: list[Mention] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    items: list[Draft] = field(default_factory=list)

    @property
    def content(self) -> frozenset[str]:
        """The telling words of all mentions."""
        return frozenset().union(*(m.content for m in self.mentions))

    @property
    def years(self) -> set[str]:
        """The years that the text ties to it."""
        told = {m.year for m in self.mentions if m.year}
        return told | {str(d.date)[:4] for d in self.done if d.date and d.stage.status not in ENDING}


def gather(doc: Resolved) -> list[Draft]:
    """Drafts of the agreements that a document speaks of, in order of first mention."""
    drafts: list[Draft] = []
    for mention in find_mentions(doc):
        kept = replace(mention, done=tuple(_standing(doc.annotated, mention)))
        if package := _package_of(doc, kept, drafts):
            package.items.append(_draft(doc, kept, package))
            continue
        known = _meant(doc, kept, drafts)
        if known:
            kept = replace(kept, done=tuple(d for d in kept.done if d.stage.role != "binding"))
            known.mentions.append(kept)
            known.done += kept.done
            known.sides = known.sides.joined(_sides(doc, kept)) if kept.done else known.sides
        elif deals_for_itself(doc, kept.head, [d.verb for d in kept.done]):
            continue
        elif stands(kept) and (kept.done or (kept.title and kept.year) or party_near(doc, kept.head)):
            made = _draft(doc, kept, None)
            if not binds_two(doc, made):
                continue
            drafts.append(made)
            drafts[-1].items += _ones(doc, drafts[-1])
    return drafts


def binds_two(doc: Resolved, draft: Draft) -> bool:
    """Whether an instrument has two sides, be one of them a company without a state, or ends a war within one."""
    if len(draft.sides.parties) > 1 or draft.mention.content & words("peace").keys():
        return True
    return bool(draft.sides.parties) and has_partner(doc, draft.mention.head, [d.verb for d in draft.done])


def _standing(doc: Annotated, mention: Mention) -> Iterator[Done]:
    """The stages that count; what might be ended but is not is in force."""
    told = any(not _only_stands(d) for d in mention.done)
    for done in mention.done:
        if told and _only_stands(done):
            continue
        if _says(mention, done):
            yield done
        elif done.mode == "negated" and done.stage.verb.split()[0] in words("renewing") and mention.definite:
            ahead = _is_ahead(doc, done.verb)
            stage = _in_force() if ahead else stages_of("expire")[0]
            yield Done(stage, done.verb, "actual", None if ahead else done.date)
        elif done.mode == "negated" and done.stage.stage == "ratified" and mention.definite and _is_over(doc, done):
            yield Done(stages_of("sign")[0], done.verb, "actual", None)  # what was not ratified is signed all the same
        elif done.stage.status in ENDING and mention.definite and _may_be_ended(done):
            yield Done(_in_force(), done.verb, "actual", None)


def _is_ahead(doc: Annotated, verb: int) -> bool:
    """Whether a renewal that is denied is still to come, or was only asked for: until then the instrument stands."""
    above = doc.tokens[doc.tokens[verb].head]
    asked = above.pos == "ADP" and doc.tokens[above.head].lemma.lower() in words("wishing")
    return asked or any(c.lower in ("will", "would", "shall") for c in doc.children(verb, "aux"))


def _may_be_ended(done: Done) -> bool:
    """Whether an end not reached leaves an instrument in force: one that somebody may put to it, or that is to come."""
    return done.stage.role == "object" or done.mode == "planned"


def _in_force() -> Stage:
    return next(s for s in stages_of("remain") if s.role == "force")


def _only_stands(done: Done) -> bool:
    """Whether a verb says no more than that an instrument is there: it binds, sides have it."""
    return done.stage.role == "binding" or done.stage.verb == "have"


def _is_over(doc: Annotated, done: Done) -> bool:
    """Whether an act was not done up to now, rather than will not be."""
    return any(c.lemma.lower() in ("have", "do") for c in doc.children(done.verb, "aux"))


def _says(mention: Mention, done: Done) -> bool:
    """Whether a stage counts: done or planned, not denied or supposed, and of a kind that fits the instrument."""
    if done.mode in ("negated", "hypothetical"):
        return False
    if done.mode == "planned" and done.stage.status in ENDING:
        return False
    joint = mention.kind in ("joint-statement", "declaration")
    return (
        done.stage.verb not in _JOINT_ONLY
        or joint
        or (mention.noun.strength == "strong" and done.stage.verb == "establish")
    )


def stands(mention: Mention) -> bool:
    """Whether a mention alone makes an agreement: something is done to it, or it is a named or dated treaty."""
    if mention.noun.strength == "loan":
        return any(d.stage.verb not in ("propose", "announce", "reach") for d in mention.done)
    if mention.noun.strength == "weak":
        named = mention.title is not None and mention.kind in ("declaration", "joint-statement")
        return named or any(_written(d) for d in mention.done)
    if mention.done:
        return True
    return not mention.plural and (mention.title is not None or (mention.year is not None and mention.definite))


def _written(done: Done) -> bool:
    """Whether a stage speaks of a paper that is there, not of a plan or an announcement."""
    loose = done.stage.verb.split()[0] in words("loose")
    return done.stage.stage == "initialled" or (done.stage.status != "proposed" and not loose)


def _draft(doc: Resolved, mention: Mention, package: Draft | None) -> Draft:
    done = list(mention.done) or (list(package.done) if package else [])
    sides = _sides(doc, mention)
    if package and not sides.told:
        sides = package.sides
    return Draft(mention, sides, [mention], done)


def _sides(doc: Resolved, mention: Mention) -> Sides:
    return sides_of(doc, mention.head, [d.verb for d in mention.done])


def _package_of(doc: Resolved, mention: Mention, drafts: list[Draft]) -> Draft | None:
    """The package of the same sentence that lists this mention ("including …", "among them …")."""
    if not drafts or not drafts[-1].mention.plural or (mention.plural and mention.count is None):
        return None
    package, annotated = drafts[-1], doc.annotated
    sentence = annotated.sentence_of(mention.head)
    if annotated.tokens[package.mention.head].sentence != sentence.i and not _goes_on(annotated, package, sentence):
        return None
    opens = annotated.tokens[sentence.first].lower == "among" and package.mention.first <= sentence.first + 2
    if opens and annotated.tokens[annotated.tokens[mention.head].head].lemma == "be":
        return package
    between = f" {annotated.text(package.mention.head, mention.head + 1).lower()} "
    listed = any(f" {cue} " in between for cue in words("listing")) or ":" in between
    return package if listed else None


def _goes_on(doc: Annotated, package: Draft, sentence: Sentence) -> bool:
    """Whether a sentence goes on about the package of the one before it ("They include …")."""
    before = doc.sentences[doc.tokens[package.mention.head].sentence]
    opens = doc.tokens[sentence.first].lower in ("they", "these", "among")
    return opens and before.i + 1 == sentence.i and before.paragraph == sentence.paragraph


def _ones(doc: Resolved, package: Draft) -> list[Draft]:
    """Items that stand as "one on health, one of titles" after a package."""
    annotated, mention = doc.annotated, package.mention
    if not mention.plural:
        return []
    sentence, found = annotated.sentence_of(mention.head), list[Draft]()
    for at in range(mention.head + 1, sentence.last - 1):
        if (count := _ITEMS.get(annotated.tokens[at].lower)) and annotated.tokens[at + 1].lower in (
            "of",
            "on",
            "for",
            "about",
        ):
            end = at + 2
            while end < sentence.last and (annotated.tokens[end].pos in ("NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM")):
                if annotated.tokens[end].lower in _ITEMS:
                    break
                end += 1
            content = frozenset(
                t.lemma.lower() for t in annotated.tokens[at + 2 : end] if t.pos in ("NOUN", "PROPN", "ADJ")
            )
            if content - {"them", "these"} and end > at + 2:
                item = replace(
                    mention,
                    head=at,
                    first=at,
                    last=end,
                    count=count if count > 1 else None,
                    plural=False,
                    content=content,
                    title=None,
                )
                found.append(Draft(item, package.sides, [item], list(package.done)))
    return found


def _meant(doc: Resolved, mention: Mention, drafts: list[Draft]) -> Draft | None:
    """The draft that a mention speaks of again, the last that fits; or the agreement on the loan that is mentioned."""
    if mention.noun.strength == "loan" and (agreed := _agreed_on(doc, mention, drafts)):
        return agreed
    scored = [(score, n) for n, d in enumerate(_all(drafts)) if (score := _fit(doc, mention, d))]
    return _all(drafts)[max(scored)[1]] if scored else None


def _agreed_on(doc: Resolved, mention: Mention, drafts: list[Draft]) -> Draft | None:
    """The agreement whose own phrase names the loan: "an agreement on a line of credit"."""
    prep = doc.annotated.tokens[doc.annotated.tokens[mention.head].head]
    if prep.lower not in ("on", "for", "about", "over"):
        return None
    before = {prep.head, prep.i - 1}
    return next((d for d in _all(drafts) if any(m.head in before and not m.plural for m in d.mentions)), None)


def _all(drafts: list[Draft]) -> list[Draft]:
    return [each for d in drafts for each in (d, *d.items)]


def _fit(doc: Resolved, mention: Mention, draft: Draft) -> float:
    """How well a mention fits a draft: 0 where it cannot be meant."""
    if mention.plural != draft.mention.plural or mention.distinct or not _kinds_fit(mention, draft):
        return 0.0
    beside = mention.head in coordinated(doc.annotated, draft.mention.head)
    if beside or _is_attached(doc, mention, draft) or _is_replaced(doc.annotated, mention):
        return 0.0
    if mention.count and draft.mention.count and mention.count != draft.mention.count:
        return 0.0
    if _other_year(mention, draft) or _other_day(mention, draft):
        return 0.0
    own = _sides(doc, mention)
    if own.told and draft.sides.told and not set(own.parties) & set(draft.sides.parties):
        return 0.0
    return _content_fit(mention, draft)


def _is_replaced(doc: Annotated, mention: Mention) -> bool:
    """Whether another one takes its place: "it will replace a convention of 1996"."""
    token = doc.tokens[mention.head]
    return token.dep == "dobj" and doc.tokens[token.head].lemma.lower() in REPLACING


def _is_attached(doc: Resolved, mention: Mention, draft: Draft) -> bool:
    """Whether a draft is a paper attached to what is mentioned ("an annex to the treaty"), and so not the same."""
    prep = doc.annotated.tokens[doc.annotated.tokens[mention.head].head]
    return prep.lower == "to" and any(prep.head == m.head for m in draft.mentions)


def _other_year(mention: Mention, draft: Draft) -> bool:
    dated = {mention.year} if mention.year else {str(d.date)[:4] for d in mention.done if d.date}
    return bool(dated and draft.years and not dated & draft.years)


def _other_day(mention: Mention, draft: Draft) -> bool:
    """Whether the same step is told of both, on different days."""
    mine = {(d.stage.status, str(d.date)) for d in mention.done if d.date and len(str(d.date)) == _DAY}
    theirs = {(d.stage.status, str(d.date)) for d in draft.done if d.date and len(str(d.date)) == _DAY}
    return bool({s for s, _ in mine} & {s for s, _ in theirs}) and not mine & theirs


def _content_fit(mention: Mention, draft: Draft) -> float:
    mine, theirs = mention.content, draft.content
    if mention.title and draft.mention.title and not mine & theirs:
        return 0.0
    if mine and theirs:
        shared = len(mine & theirs) / min(len(mine), len(theirs))
        return 1.0 + shared if shared >= (0.3 if mention.definite else 0.5) else 0.0
    if not mine:
        return 0.9 if mention.definite or not stands(mention) or _retells(mention, draft) else 0.0
    again = mention.kind == draft.mention.kind and mention.noun.strength == draft.mention.noun.strength
    return 0.5 if again and _retells(mention, draft) else 0.0


def _retells(mention: Mention, draft: Draft) -> bool:
    """Whether an indefinite mention tells the same step again ("signed a memorandum … the signing of a memorandum")."""
    mine, theirs = {d.stage.status for d in mention.done}, {d.stage.status for d in draft.done}
    return mention.kind == draft.mention.kind and (mine == theirs or not mine)


def _kinds_fit(mention: Mention, draft: Draft) -> bool:
    mine, theirs = mention.kind, draft.mention.kind
    strong = (mention.noun.strength, draft.mention.noun.strength)
    if mine == theirs:
        return True
    if "loan" in strong and strong != ("loan", "loan"):
        return mine == "agreement" and mention.definite and mention.noun.strength == "strong"
    if {mine, theirs} == {"declaration", "joint-statement"}:
        return True
    generic = mention.noun.words[0] in words("generic")
    return mention.definite and (generic or (theirs == "agreement" and bool(mention.content & draft.content)))
