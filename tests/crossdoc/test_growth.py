"""What a document more costs: pairs compared, not seconds."""

import made

from dragoman.crossdoc import groups


def compared(count):
    texts = [made.article(number) + f"\nnumber {number}" for number in range(count)]
    items = [
        (record.evidence[0].text, record.date)
        for text in texts
        for record in made.records_of(made.made_id(text), text)
        if hasattr(record, "date")
    ]
    asked = []

    def likeness(a, b):
        asked.append((a, b))
        return 1.0 if a[0] == b[0] else None

    groups.merged(sorted(items, key=str), keys=lambda item: [item[0]], likeness=likeness, sure=1.0)
    return len(asked)


def test_stories_that_share_no_key_are_never_compared():
    assert compared(50) == 0


def test_a_pair_is_measured_once_however_many_keys_it_shares():
    asked = []

    def likeness(a, b):
        asked.append((a, b))
        return 2.0 if (a, b) != (0, 2) else None

    found = groups.merged([0, 1, 2], keys=lambda _: ["x", "y", "z"], likeness=likeness, sure=1.0)
    assert len(asked) == len(set(asked)) == 3
    assert found == [[0, 1]], "what speaks against one pair keeps a whole group from joining"


def test_the_likest_pair_joins_first():
    like = {(0, 1): 2.0, (1, 2): 3.0, (0, 2): None}
    found = groups.merged([0, 1, 2], keys=lambda _: ["x"], likeness=lambda a, b: like[a, b], sure=1.0)
    assert found == [[1, 2]]
