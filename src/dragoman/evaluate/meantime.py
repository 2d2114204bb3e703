"""MEANTIME (Minard et al. 2016): Wikinews in CAT XML; chains of event mentions in and across documents; sums of money.

Only the headline and the first five sentences are annotated throughout; later mentions are left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from dragoman.errors import UsageError
from dragoman.evaluate.bootstrap import row
from dragoman.evaluate.meantime_money import money_spans
from dragoman.evaluate.mentions import Mention, scored
from dragoman.evaluate.report import Report, Row
from dragoman.evaluate.splits import unread_part

_ANNOTATED: Final = 5


def evaluate_meantime(data: Path) -> Report:
    """Score every `corpus_…` in a folder, one topic each. Raises UsageError where there is none."""
    corpora = sorted(path for path in data.glob("corpus_*") if path.is_dir())
    if not corpora:
        raise UsageError(f"{data} holds no MEANTIME", mend="expected folders corpus_… with CAT XML in it")
    unread = unread_part(data, "meantime")
    rows: list[Row] = []
    for corpus in corpora:
        topic = corpus.name.removeprefix("corpus_")
        mentions = [mention for path in sorted(corpus.glob("*.xml")) for mention in read_document(path, topic)]
        mark = f" ({topic}{', unread' if corpus.name in unread else ''})"
        rows += [*scored(mentions, mark), *_money_rows(corpus, mark)]
    return Report("meantime", data.as_posix(), tuple(rows))


def _money_rows(corpus: Path, mark: str) -> list[Row]:
    """The spans of money of a corpus: overlapping (relaxed) and exact (strict)."""
    spans = [money_spans(_root(path)) for path in sorted(corpus.glob("*.xml"))]
    sorts = (("relaxed", False), ("strict", True))
    return [row(f"money {name}{mark}", [s.counts(exact=exact) for s in spans]) for name, exact in sorts]


def _root(path: Path) -> ET.Element:
    try:
        return ET.parse(path).getroot()  # noqa: S314 - the file is the evaluator's own, and entities are not expanded
    except ET.ParseError as error:
        raise UsageError(f"{path} cannot be read: {error}", mend="expected MEANTIME's CAT XML") from error


def read_document(path: Path, topic: str) -> list[Mention]:
    """The mentions of events in a document. Raises UsageError where it is no CAT XML."""
    try:
        return list(_mentions(_root(path), path.stem, topic))
    except (KeyError, AttributeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", mend="expected MEANTIME's CAT XML") from error


def _mentions(root: ET.Element, document: str, topic: str) -> list[Mention]:
    tokens = {token.attrib["t_id"]: token for token in root.findall("token")}
    near = [t for t in tokens.values() if int(t.attrib["sentence"]) <= _ANNOTATED]
    story = frozenset(token.text or "" for token in near)
    chains = _chains(root, document)
    found = []
    for markable in root.iter("EVENT_MENTION"):
        anchors = [tokens[anchor.attrib["t_id"]] for anchor in markable.findall("token_anchor")]
        if not anchors or int(anchors[0].attrib["sentence"]) > _ANNOTATED:
            continue
        sentence = anchors[0].attrib["sentence"]
        key = (document, markable.attrib["m_id"])
        words = tuple(anchor.text or "" for anchor in anchors)
        beside = tuple(token.text or "" for token in near if token.attrib["sentence"] == sentence)
        found.append(Mention(key, topic, document, words, beside, story, chains.get(key[1], key)))
    return found


def _chains(root: ET.Element, document: str) -> dict[str, object]:
    """The chain of each mention: the instance that the corpus shares, or one of the document alone."""
    events = {event.attrib["m_id"]: event.attrib.get("instance_id") for event in root.iter("EVENT")}
    chains: dict[str, object] = {}
    for relation in root.iter("REFERS_TO"):
        target = relation.find("target")
        key = target.attrib["m_id"] if target is not None else ""
        if key in events:
            chains.update({s.attrib["m_id"]: events[key] or (document, key) for s in relation.findall("source")})
    return chains
