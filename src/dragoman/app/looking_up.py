"""What a person means by an id or a name: one record, document or actor of the store, as it stands now.

A whole id is looked up in its own document; only where somebody writes the first letters, or means what is joined
across documents, everything is read.
"""

from __future__ import annotations

from functools import cached_property

from dragoman import kb
from dragoman.errors import UnknownRecord, UsageError
from dragoman.export import Holdings, gather
from dragoman.kb.folding import key as folded_key
from dragoman.records import ActorAnchor, Anchor, Cluster, Conflict, Evident, Judgement, Span
from dragoman.review import actor_anchor, anchor, judged
from dragoman.store import Store


class Lookup:
    """Looks up what is asked for in one go; to be made anew for each question."""

    def __init__(self, store: Store, known: Holdings | None = None) -> None:
        self._store, self._joined = store, known

    @cached_property
    def holdings(self) -> Holdings:
        """Everything: as whoever asks knows it, else read and joined when it is first needed."""
        return self._joined or gather(self._store)

    def record(self, given: str) -> Evident | Cluster:
        """The record that is meant; those that people took out too: they can be judged anew. Raises UnknownRecord."""
        alone = self._in_its_document(given)
        if alone is not None:
            return alone
        known = self._known
        found = [given] if given in known else [key for key in known if given and key.startswith(given)]
        if len(found) != 1:
            some = (
                f"write more of it: {', '.join(sorted(found)[:3])}" if found else "ids stand in exports and timelines"
            )
            raise UnknownRecord(f"{'more than one' if found else 'no'} record has the id {given!r}", mend=some)
        return known[found[0]]

    def anchored(self, record: Evident | Cluster) -> Anchor:
        """What finds that record again."""
        joined = isinstance(record, Cluster | Conflict)
        return anchor(record, {k: r for k, r in self._known.items() if isinstance(r, Evident)} if joined else None)

    @cached_property
    def _known(self) -> dict[str, Evident | Cluster]:
        everything: dict[str, Evident | Cluster] = {**self.holdings.judged.rejected, **self.holdings.by_id}
        return everything | {cluster.id: cluster for cluster in self.holdings.clusters}

    def _in_its_document(self, given: str) -> Evident | None:
        """A record of one document, by its whole id, as people left it."""
        with self._store.view() as view:
            read = view.record(given)
            if not isinstance(read, Evident) or isinstance(read, Conflict) or read.document_id is None:
                return None
            key = read.document_id
            texts = {record.id: text for record, text in view.documents([key])}
            records = [r for r in view.records(documents=[key]) if isinstance(r, Evident)]
            people = judged(view.judgements([key]), records, texts)
        return next((r for r in people.records if r.id == given), people.rejected.get(given))

    def document(self, given: str) -> tuple[str, str]:
        """The id and raw text of the document of that id, first letters or file. Raises UnknownRecord."""
        with self._store.view() as view:
            found = view.documents_called(given) if given else []
            if len(found) == 1:
                ((_, text),) = view.documents(found)
                return found[0], text
        raise UnknownRecord(
            f"{'more than one' if found else 'no'} document is {given!r}", mend="give its id or its file's name"
        )

    def span(self, document: str, start: int, end: int) -> Span:
        """Raw characters of a document. Raises UsageError where it has none there."""
        key, text = self.document(document)
        words = text[start:end] if start >= 0 else ""
        if not words.strip() or len(words) != end - start:
            raise UsageError(f"characters {start} to {end} are not in the document", mend="select some of its text")
        return Span(document_id=key, start=start, end=end, text=words)

    def actor(self, given: str) -> ActorAnchor:
        """The actor of that id; a state also by name. Raises UnknownRecord."""
        actors = self.holdings.actors
        if given in actors:
            return actor_anchor(actors[given])
        entity = kb.load().entity(given) or kb.load().entity(state_id(given) or "")
        if entity is None:
            raise UnknownRecord(f"no actor has the id {given!r}", mend="find it with: dragoman actor NAME")
        known = actors.get(entity.id)
        if known is not None:
            return actor_anchor(known)
        return ActorAnchor(actor=entity.id, name=entity.name, sort=entity.schema, country=entity.country)

    def fresh_id(self, actor: ActorAnchor) -> str:
        """An id that nobody has yet, from the name and country of the actor that was mistaken for another."""
        actors = self.holdings.actors
        known = actors.get(actor.actor)
        slug = "-".join(folded_key(actor.name).split()) or "somebody"
        country = known.country if known and known.country else "xx"
        number = 2
        while f"name:{slug}-{number}:{country}" in actors:
            number += 1
        return f"name:{slug}-{number}:{country}"

    def judgement(self, given: str) -> Judgement:
        """The judgement whose id begins so. Raises UnknownRecord."""
        with self._store.view() as view:
            found = [j for j in view.judgements() if given and j.id.startswith(given)]
        if len(found) != 1:
            what = "more than one judgement has" if found else "no judgement has"
            raise UnknownRecord(f"{what} the id {given!r}", mend="see them with: dragoman judgements list")
        return found[0]


def state_id(name: str) -> str | None:
    """The actor id of the state of that name or code, or None."""
    try:
        return kb.load().find_state(name).id
    except UsageError:
        return None
