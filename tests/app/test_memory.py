"""What is joined affair by affair, with what was joined before, is what joining everything at once gives."""

import random
from pathlib import Path

import pytest

import dragoman.app
import dragoman.crossdoc.affairs
from dragoman.app import read_text
from dragoman.crossdoc import Affairs, Stories, answers, join
from dragoman.export import Memory, gather
from dragoman.records import Claim, Cluster, Conflict, Event, Gap
from dragoman.store import open_store

ROOT = Path(__file__).parents[2]
ARTICLES = ("examples/*.txt", "eval/affairs/docs/A0[1-8]-*.txt", "eval/stories/docs/S0[24]-*.txt")
TURNS = 16


@pytest.fixture(scope="module")
def outcomes():
    files = [file for pattern in ARTICLES for file in sorted(ROOT.glob(pattern))]
    return {str(file): read_text(file.read_text("utf-8")) for file in files}


def put(store, outcomes, files):
    run = store.begin_run({"test": "1"})
    for file in files:
        store.put(outcomes[file], pipeline="test=1", run=run)


def told(holdings):
    """All that two holdings must have alike."""
    return {
        "documents": holdings.documents,
        "texts": holdings.texts,
        "actors": dict(sorted(holdings.actors.items())),
        "records": sorted(holdings.records, key=lambda record: record.id),
        "clusters": holdings.clusters,
        "issues": sorted(holdings.issues, key=repr),
        "identities": holdings.identities,
        "judged": holdings.judgements,
    }


def test_affair_by_affair_is_all_at_once(tmp_path, outcomes):
    with open_store(tmp_path / "all.db") as store:
        put(store, outcomes, outcomes)
        held = gather(store)
    made = {record.id for record in held.records if record.extractor.startswith("crossdoc.")}
    facts = [r.model_copy(update={"cluster": None}) for r in held.records if r.id not in made]
    opened = {"status": "open", "closed_by": ()}
    facts = [r.model_copy(update=opened) if isinstance(r, Gap) and r.closed_by else r for r in facts]
    closing = answers(facts, held.setting)
    changes = {key: {"status": "closed", "closed_by": spans} for key, spans in closing.items()}
    everything = join([f.model_copy(update=changes.get(f.id, {})) for f in facts], held.setting)
    apart = Affairs().joined(facts, held.setting)
    assert apart.closing == closing
    assert [*apart.clusters, *apart.conflicts, *apart.ends] == everything
    assert {type(one) for one in everything} == {Cluster, Conflict, Claim}
    assert closing


def judge(archive, chance):
    """One decision of a person on something that is there."""
    held = gather(archive._store)
    me, records = archive.reviewer(chance.choice(("Ana", "Ben"))), list(held.records)
    conflicts = [r for r in records if isinstance(r, Conflict)]
    events = [r for r in records if isinstance(r, Event)]
    one, other = chance.sample(events, 2)
    mine = [j for j in archive.judgements() if j.who == me.who]
    clustered = [c.members for c in held.clusters if len(c.members) > 1]
    chance.choice((
        lambda: me.accept(one.id),
        lambda: me.reject(one.id),
        lambda: me.edit(one.id, "type", "CONSULT"),
        lambda: me.merge_records([one.id, other.id]),
        lambda: me.split_records(list(chance.choice(clustered)[:2])),
        lambda: me.resolve_conflict(chance.choice(conflicts).id),
        lambda: me.undo(mine[-1].id) if mine else None,
    ))()  # fmt: skip


@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_comes_changes_and_goes_leaves_what_a_fresh_start_gives(tmp_path, outcomes, seed):
    chance, memory = random.Random(seed), Memory()  # noqa: S311 - the same order each time
    waiting = chance.sample(sorted(outcomes), len(outcomes))
    with dragoman.app.open(tmp_path / "grown.db") as archive:
        store = archive._store
        put(store, outcomes, waiting[:20])
        held = gather(store, memory=memory)
        for turn in range(TURNS):
            if turn % 3 == 0 and len(held.documents) < len(outcomes):
                put(store, outcomes, [waiting[len(held.documents)]])
            elif turn % 7 == 5:
                archive.forget(chance.choice(sorted(held.documents)), who="Ana")
            else:
                judge(archive, chance)
            held = gather(store, memory=memory)
            assert told(held) == told(gather(store))
        assert len(held.clusters) > 10


def test_what_a_new_article_does_not_touch_is_not_joined_again(tmp_path, outcomes, monkeypatch):
    memory, asked = Memory(), []
    module = dragoman.crossdoc.affairs
    real = module._join
    monkeypatch.setattr(module, "_join", lambda records, *rest: asked.append(records) or real(records, *rest))
    *first, last = sorted(outcomes)
    with open_store(tmp_path / "some.db") as store:
        put(store, outcomes, first)
        gather(store, memory=memory)
        asked.clear()
        gather(store, memory=memory)
        assert asked == []
        put(store, outcomes, [last])
        gather(store, memory=memory)
    joined = {record.document_id for records in asked for record in records}
    assert outcomes[last].document.id in joined
    assert len(joined) < len(outcomes) / 2


def test_stories_are_those_of_a_fresh_start(tmp_path, outcomes):
    with open_store(tmp_path / "all.db") as store:
        put(store, outcomes, outcomes)
        setting = gather(store).setting
    ids = sorted(setting.on_states())
    assert any(setting.beside(key) for key in ids)
    assert {key: set(setting.beside(key)) for key in ids if setting.beside(key)} == {
        key: set(near) for key, near in Stories().beside(setting).items()
    }
