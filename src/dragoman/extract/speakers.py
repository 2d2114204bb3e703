"""Whose words they are: the actor behind a source, its class, and the hands the words went through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dragoman.document import Mention, Resolved, Token
from dragoman.extract.clauses import Attribution, Page, Range, bare
from dragoman.extract.cue_words import ADDRESSING, PASSING_ON, forms, source_nouns
from dragoman.extract.ground import actor_at, actors_under, table
from dragoman.extract.speakers_meant import issuer, meant_before
from dragoman.records.facts import SpeakerClass

HE_SHE = frozenset({"he", "she", "him", "her", "his"})
THEY = frozenset({"they", "them", "those", "who", "their"})
IT = frozenset({"it", "its"})
OWN_WORDS = frozenset({"i", "we", "you", "us", "me"})
BARE = 2
UNSOURCED = ("a", "quoted", "h", "hearsay")
SPOKEN_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson"})
OFFICIALS = frozenset({"official", "diplomat", "officer", "negotiator"})
INFORMED = frozenset({"diplomat", "insider", "aide", "adviser", "advisor"})
MANY = frozenset({"some", "many", "most", "others", "few"})
IMPERSONAL = frozenset({"emerge", "transpire", "learn"})
TRADED = frozenset({"authority", "service", "board", "agency", "office", "company", "regulator", "operator"})
SOME = frozenset({"a", "an", "one", "two", "three", "four", "five", "some", "several", "another"})
COUNTED = frozenset({"two", "three", "four", "both"})
NAMES = ("name", "acronym", "capital", "metonym", "epithet", "demonym", "office")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of a claim; `actor` is None where the text leaves it open. `via` runs from the innermost outwards."""

    actor: str | None
    text: str | None
    kind: SpeakerClass
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """What the text has told so far: the last person and body that spoke, who issued its last document, and whoever
    spoke last without a name.
    """

    person: str | None = None
    body: str | None = None
    issuer: str | None = None
    unnamed: str | None = None


@lru_cache(maxsize=1)
def _media() -> frozenset[str]:
    return frozenset(row["noun"] for row in table("claims_media.csv"))


def identify(doc: Resolved, page: Page, found: Attribution, memory: Memory) -> Speaker | None:
    """The speaker of an attribution; None where its source is nothing that can speak."""
    found, passed = _cited(page, found)
    if found.source is None or found.head is None:
        if bare(page, found.verb) in IMPERSONAL:
            return Speaker(None, None, "anonymous")
        return Speaker(None, None, "vague") if found.frame in UNSOURCED else None
    text = doc.annotated.text(*found.source)
    if bare(page, found.verb) in IMPERSONAL and found.frame != "h":
        return Speaker(None, text, "anonymous")
    known = None if _one_of_things(page, found.head) else _named(doc, page, found, memory)
    if known is None:
        return None
    if _several(page, found.head):
        known = (None, known[1])
    if known[0] is None and memory.unnamed and page.tokens[found.head].lower in HE_SHE:
        return Speaker(None, memory.unnamed, "anonymous")
    via = [*_passed_on_by(doc, page, found), *[a for head in passed for a in actors_under(doc, head)[:1]]]
    via += [o.actor for o in doc.origins if o.kind == "agency" and o.actor and o.basis.startswith("dateline")]
    via = [v for v in dict.fromkeys(via) if v != known[0]]
    return Speaker(known[0], text, known[1], tuple(via))


def _one_of_things(page: Page, head: int) -> bool:
    """Whether a source is "one of nine agreements", and nobody."""
    whole = [o for p in page.doc.children(head, "prep") if p.lower == "of" for o in page.doc.children(p.i, "pobj")]
    return page.tokens[head].lower == "one" and any(
        o.tag == "NNS" and source_nouns().get(bare(page, o.i)) == "document" for o in whole
    )


def _several(page: Page, head: int) -> bool:
    """Whether a source stands for more than one without naming them: "the two governments", "both sides"."""
    counted = {t.lower for t in page.doc.children(head, "nummod", "det", "predet")}
    return page.tokens[head].tag == "NNS" and not counted.isdisjoint(COUNTED)


def heard(doc: Resolved, page: Page, found: Attribution, speaker: Speaker, memory: Memory) -> Memory:
    """The memory after a speaker spoke."""
    actor = doc.actors.get(speaker.actor or "")
    if actor is None:
        return replace(memory, unnamed=speaker.text) if speaker.kind == "anonymous" else memory
    memory = (
        replace(memory, person=actor.id, unnamed=None) if actor.schema_ == "Person" else replace(memory, body=actor.id)
    )
    return replace(memory, issuer=actor.id) if _through_document(page, found) or speaker.kind == "document" else memory


def _cited(page: Page, found: Attribution) -> tuple[Attribution, tuple[int, ...]]:
    """Where a reporter cites somebody ("reported, citing the ministry"), that one speaks and the reporter passes on."""
    if found.head is not None and (cited := _cited_beside(page, found.head)) is not None:
        return replace(found, source=page.doc.reach(cited), head=cited), (found.head,)
    sentence = page.doc.sentences[found.sentence]
    for at in range(found.verb + 1, min(sentence.last, found.verb + 12)):
        token = page.tokens[at]
        if token.text == ";" or page.quoted(at):
            break
        if token.tag == "VBG" and bare(page, at) in PASSING_ON:
            objects = page.doc.children(at, "dobj")
            if objects and found.head is not None:
                first, last = page.doc.reach(objects[0].i)
                return replace(found, source=(first, last), head=objects[0].i), (found.head,)
    return found, ()


def _cited_beside(page: Page, reporter: int) -> int | None:
    """Whom a reporter cites in an aside: "the Courier, quoting the ministry, says"."""
    citing = [c.i for c in page.doc.children(reporter, "acl", "advcl") if c.tag == "VBG"]
    objects = [o.i for c in citing if bare(page, c) in PASSING_ON for o in page.doc.children(c, "dobj")]
    return next(iter(objects), None)


def _named(doc: Resolved, page: Page, found: Attribution, memory: Memory) -> tuple[str | None, SpeakerClass] | None:
    """The actor and class of a source that is there; None where it is nothing that speaks."""
    assert found.source is not None and found.head is not None  # noqa: PT018
    head = page.tokens[found.head]
    if head.tag in ("PRP", "PRP$", "WP"):
        return _pronoun(doc, head, memory, found.frame)
    inside = list(_within(doc, page, found.source, found.head))
    person = next((m for m in inside if _schema(doc, m) == "Person"), None)
    if person is not None:
        return doc.links[person.i], "named" if _named_somewhere(doc, person) else "office"
    word = bare(page, found.head)
    if (unnamed := _unnamed(doc, page, found.source[0], found.head)) is not None:
        return None, unnamed
    if word in SPOKEN_FOR:
        return _spoken_for(doc, page, found.head, memory), "office"
    return _body(doc, found.head, inside) or _common(doc, page, found, memory, word)


def _unnamed(doc: Resolved, page: Page, first: int, head: int) -> SpeakerClass | None:
    """The class of a source that the text leaves without a name; None where it may have one."""
    if _of_many(page, first, head):
        return "vague"
    if source_nouns().get(bare(page, head)) == "anonymous" and page.tokens[first].lower in SOME:
        return "anonymous"
    return "document" if _is_paper(doc, head) else None


def _of_many(page: Page, first: int, head: int) -> bool:
    """As in "some lawmakers", "many traders": nobody in particular; officials and sources are merely unnamed."""
    word, told = bare(page, head), page.tokens[first].lower
    unnamed = word in OFFICIALS or word in INFORMED or word == "source"
    return told in MANY and page.tokens[head].tag == "NNS" and not unnamed


def _is_paper(doc: Resolved, head: int) -> bool:
    """A name that ends as papers do and is nobody known: "the White Book"."""
    own = _own_mention(doc, head)
    actor = doc.actor_of(own) if own is not None else None
    last = own.text.split()[-1].lower() if own is not None else ""
    unknown = actor is not None and actor.schema_ == "Organization" and not actor.wikidata
    return unknown and own is not None and own.kind == "name" and source_nouns().get(last) == "document"


def _named_somewhere(doc: Resolved, mention: Mention) -> bool:
    """Whether the text names the person, not merely the office ("the Danish foreign minister")."""
    same = (m for m in doc.annotated.mentions if doc.links[m.i] == doc.links[mention.i])
    return any(m.kind != "office" for m in same)


def _spoken_for(doc: Resolved, page: Page, head: int, memory: Memory) -> str | None:
    """Whose spokesman it is: the one named with the word; for a bare "the spokesman", the body that spoke last."""
    own = [p.i for by in page.doc.children(head, "prep") for p in page.doc.children(by.i, "pobj")]
    named = [*actors_under(doc, head), *[a for at in own for a in actors_under(doc, at)]]
    alone = not own and not page.doc.children(head, "poss", "compound", "amod")
    return next(iter(named), memory.body if alone else None)


def _body(doc: Resolved, head: int, inside: list[Mention]) -> tuple[str | None, SpeakerClass] | None:
    """The actor that the source's head names, else one set after it by a comma."""
    own = _own_mention(doc, head)
    if own is not None and (actor := doc.actor_of(own)):
        return actor.id, "named" if actor.schema_ == "Person" else "office" if own.kind == "office" else "organisation"
    apposed = next((m for m in inside if m.kind == "name" and m.first > head), None)
    return (doc.links[apposed.i], "organisation") if apposed is not None else None


def _common(
    doc: Resolved, page: Page, found: Attribution, memory: Memory, word: str
) -> tuple[str | None, SpeakerClass] | None:
    if word in OFFICIALS and found.head is not None:
        return _officials(doc, page, found.head)
    if found.head is not None and _own_body(page, found.head, word):
        return None, "organisation"
    return _by_noun(doc, page, found, memory, source_nouns().get(word))


def _own_body(page: Page, head: int, word: str) -> bool:
    """A body that its own trade sets apart from the state's authorities: "the port authority of Djibouti"."""
    trades = [c for c in page.doc.children(head, "compound") if c.tag == "NN"]
    return bool(trades) and word in TRADED


def _pronoun(doc: Resolved, head: Token, memory: Memory, frame: str) -> tuple[str | None, SpeakerClass] | None:
    if head.lower in OWN_WORDS:
        return None
    actor = actor_at(doc, head.i)
    if actor:
        return actor.id, "named" if actor.schema_ == "Person" else "organisation"
    if head.lower in HE_SHE:
        return None if memory.unnamed else _only_person_before(doc, head.i) or memory.person, "named"
    if head.lower in IT:
        return (memory.body, "organisation") if memory.body else None
    return (None, "vague") if head.lower in THEY and frame in ("that", "paren", "i") else None


def _only_person_before(doc: Resolved, at: int) -> str | None:
    """The one person whom the paragraph has named before a word; None where it named several or nobody."""
    paragraph = doc.annotated.sentence_of(at).paragraph
    persons = {
        doc.links[m.i]
        for m in doc.annotated.mentions
        if m.last <= at and doc.annotated.sentence_of(m.first).paragraph == paragraph and _schema(doc, m) == "Person"
    }
    return persons.pop() if len(persons) == 1 else None


def _schema(doc: Resolved, mention: Mention) -> str | None:
    actor = doc.actor_of(mention)
    return actor.schema_ if actor else None


def _own_mention(doc: Resolved, head: int) -> Mention | None:
    """The mention that a head word belongs to, not one that merely qualifies it."""
    covering = [m for m in doc.annotated.mentions if m.first <= head < m.last and doc.links[m.i]]
    return min(covering, key=lambda m: (m.head != head, m.last - m.first), default=None)


def _within(doc: Resolved, page: Page, where: Range, head: int) -> Iterator[Mention]:
    """Linked mentions in a source that stand for the source itself: not behind a preposition or a possessive."""
    for mention in doc.annotated.mentions:
        if (
            where[0] <= mention.head < where[1]
            and doc.links[mention.i]
            and not _below_preposition(page, mention.head, head)
        ):
            yield mention


def _below_preposition(page: Page, at: int, head: int) -> bool:
    """Whether a word hangs below its phrase's head by a preposition or possessive; an apposition does not."""
    chain = [at, *page.doc.ancestors(at)]
    for place in chain:
        if place == head:
            return False
        token = page.tokens[place]
        if token.dep == "appos":
            return False
        if token.dep in ("pobj", "poss", "relcl", "acl"):
            return place > head or token.dep == "poss"
    return False


def _officials(doc: Resolved, page: Page, head: int) -> tuple[str | None, SpeakerClass]:
    """Officials of a state or body, told of as its officials, speak for it; one or two of them stay unnamed."""
    counted = [c for c in page.doc.children(head, "det", "nummod") if c.lower not in ("the", "these")]
    actors = [a for a in actors_under(doc, head) if doc.actors[a].schema_ != "Person"]
    plural = page.tokens[head].tag == "NNS"
    return (actors[0], "office") if actors and plural and not counted else (None, "anonymous")


def _by_noun(
    doc: Resolved, page: Page, found: Attribution, memory: Memory, kind: str | None
) -> tuple[str | None, SpeakerClass] | None:
    assert found.head is not None
    word = bare(page, found.head)
    if kind == "document":
        return issuer(doc, page, found, memory.issuer), "document"
    if kind in ("anonymous", "vague"):
        one = kind == "vague" and page.tokens[found.head].tag == "NN" and word not in _media()
        return None, "anonymous" if kind == "anonymous" or one else "vague"
    standing = actors_under(doc, found.head)
    if kind in ("office", "organisation"):
        return _by_rank(doc, page, found, standing, "office" if kind == "office" else "organisation")
    proper = _is_name(page, found.head)
    if standing or proper:
        return next(iter(standing), None), "named" if proper else "organisation"
    return (None, "anonymous") if _utters(page, found) else None


def _is_name(page: Page, head: int) -> bool:
    """Whether a word is a name by its tag, or by the tag that it has elsewhere in the text."""
    token = page.tokens[head]
    if token.tag in ("NNP", "NNPS"):
        return True
    return token.text[:1].isupper() and any(t.text == token.text and t.tag == "NNP" for t in page.tokens)


def _by_rank(
    doc: Resolved, page: Page, found: Attribution, standing: list[str], kind: SpeakerClass
) -> tuple[str | None, SpeakerClass]:
    """Whom a noun for an office or body means; "a former minister" stays unnamed."""
    assert found.head is not None
    assert found.source is not None
    if kind == "office" and not standing and page.tokens[found.source[0]].lower in SOME:
        return None, "anonymous"
    bare_words = found.source[1] - found.source[0] <= BARE
    meant = meant_before(doc, found.head, bare(page, found.head)) if bare_words and not standing else None
    return next(iter(standing), meant), kind


def _utters(page: Page, found: Attribution) -> bool:
    """Whether only a person can do what the cue says: with words in quotation marks, or after "said the waiter"."""
    quoted = any(not q.quote.scare for part in found.contents for q in page.quotes_in(*part))
    return quoted and found.frame in ("paren", "that") and page.tokens[found.head or 0].pos == "NOUN"


def _through_document(page: Page, found: Attribution) -> bool:
    """Whether the speaker spoke through a document: "in a press release, the ministry said"."""
    sentence = page.doc.sentences[found.sentence]
    for token in page.tokens[sentence.first : sentence.last]:
        if token.dep == "pobj" and source_nouns().get(bare(page, token.i)) == "document" and not page.quoted(token.i):
            governor = page.tokens[token.head]
            if governor.lower in ("in", "through", "by", "via", "with") and governor.head == found.verb:
                return True
    return False


def _passed_on_by(doc: Resolved, page: Page, found: Attribution) -> list[str]:
    """Outlets that the words were told to, or that quote them."""
    heads: list[int] = list(found.via)
    if any(form in ADDRESSING for form in forms(page, found.verb)):
        heads += [c.i for c in page.doc.children(found.verb, "dobj", "dative")]
    for prep in page.doc.children(found.verb, "prep", "dative"):
        if prep.lower in ("to", "with", "on", "at"):
            heads += [c.i for c in page.doc.children(prep.i, "pobj")]
    heads += _quoted_by(page, found)
    taken = range(*found.source) if found.source else range(0)
    outlets = [h for h in heads if h not in taken or h in found.via]
    return [a for h in outlets if _is_outlet(doc, page, h) for a in actors_under(doc, h)[:1]]


def _quoted_by(page: Page, found: Attribution) -> list[int]:
    """Those that "…, quoted by the agency" names after the source, or "Quoted by the agency, …" before it."""
    if found.source is None:
        return []
    after = range(found.source[0], min(len(page.tokens), found.source[1] + 4))
    before = [c.i for c in page.doc.children(found.verb, "advcl") if c.i < found.verb]
    return [
        p.i
        for at in (*after, *before)
        if bare(page, at) in PASSING_ON and page.tokens[at].tag == "VBN"
        for by in page.doc.children(at, "agent", "prep")
        for p in page.doc.children(by.i, "pobj")
    ]


def _is_outlet(doc: Resolved, page: Page, head: int) -> bool:
    actor = actor_at(doc, head)
    if actor is not None:
        return actor.schema_ in ("Company", "Organization") or bare(page, head) in _media()
    return bare(page, head) in _media()
