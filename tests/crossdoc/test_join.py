import random

import made
from made import fact, span

from dragoman.crossdoc import Setting, copies, join, merge_actors
from dragoman.records import Cluster, Conflict, Edtf, Programme

DAY = "2024-03-05 CONSULT state:CHL state:PER | Chile met Peru in Lima"


def records(*texts):
    return [record for text in texts for record in made.records_of(made.made_id(text), text)]


def clusters(found):
    return [item for item in found if isinstance(item, Cluster)]


def conflicts(found):
    return [item for item in found if isinstance(item, Conflict)]


def test_one_event_in_two_documents_is_one_cluster():
    both = records(DAY, DAY.replace("in Lima", "in the capital").replace("2024-03-05 ", "2024-03-04/2024-03-06 "))
    (cluster,) = clusters(join(both))
    assert cluster.members == tuple(sorted(r.id for r in both))
    assert (cluster.kind, cluster.document_count) == ("events", 2)


def test_persons_act_for_their_states():
    assert clusters(join(records(DAY, DAY.replace("state:CHL", "name:ana-rojas:CHL") + "!")))


def test_what_differs_stays_apart():
    others = [
        DAY.replace("03-05", "03-25"),
        DAY.replace("CONSULT", "ASSAULT"),
        DAY.replace("CONSULT", "CONSULT plan"),
        DAY.replace("state:PER", "state:BRA"),
        DAY.replace("2024-03-05 ", "2024 "),
        DAY.replace("2024-03-05 ", "- "),
        DAY + "\n" + DAY.replace("Lima", "Cusco"),
    ]
    for other in others[:-1]:
        assert clusters(join(records(DAY, other))) == [], other
    assert clusters(join(records(others[-1]))) == [], "two records of one document are two things"


def test_two_persons_of_one_state_are_two_events():
    one = DAY.replace("state:CHL", "name:ana-rojas:CHL")
    assert clusters(join(records(one, DAY.replace("state:CHL", "name:eva-soto:CHL")))) == []


def test_debts_with_one_figure_are_one_and_with_two_a_conflict():
    debt = "- DEBT 55 USD state:PER state:CHL | Peru owes 55"
    assert [c.kind for c in clusters(join(records(debt, debt + " dollars")))] == ["amounts"]
    (conflict,) = conflicts(join(records(debt, debt.replace("55", "80"))))
    assert (set(conflict.values), conflict.kind, conflict.field) == ({"55", "80"}, "value", "value")
    assert conflicts(join(records(debt, debt.replace("55", "57")))) == [], "about 55 and about 57 can be one"


def test_debts_of_different_years_do_not_contradict():
    debt = "2020 DEBT 55 USD state:PER state:CHL | Peru owes 55"
    assert join(records(debt, debt.replace("55", "80").replace("2020", "2023"))) == []


def test_packages_of_two_sizes_on_one_day_are_a_conflict():
    deal = "2024-03-05 SIGNED 9 state:CHL state:PER | Nine signed"
    found = join(records(deal, deal.replace("9 ", "8 ").replace("Nine", "Eight")))
    assert [c.kind for c in conflicts(found)] == ["count"]
    (cluster,) = clusters(found)
    assert set(conflicts(found)[0].records) == set(cluster.members), "the conflict is inside a cluster"


def test_an_undated_package_joins_by_count_and_status():
    deal = "2024-03-05 SIGNED 31 state:CHL state:PER | All signed"
    assert clusters(join(records(deal, deal.replace("2024-03-05", "-"))))
    yearless = deal.replace("2024-03-05", "XXXX-03-05")
    assert clusters(join(records(deal, yearless)))
    assert clusters(join(records(deal, yearless.replace("03-05", "03-06")))) == []
    single = deal.replace("31", "1")
    assert clusters(join(records(single, single.replace("2024-03-05", "-")))) == []


def test_agreements_on_different_things_stay_apart():
    deal = "2024-03-05 SIGNED 1 fishing rights state:CHL state:PER | Signed"
    assert clusters(join(records(deal, deal.replace("fishing rights", "tax treaty")))) == []


def test_programmes_with_target_dates_that_exclude_each_other_are_a_conflict():
    def programme(text, target):
        evidence = (span(text, text, text),)
        return Programme(**fact("programmes", text, evidence, name="Lunar Base", target_dates=(Edtf.parse(target),)))

    found = join([programme("a base by 2035", "2035"), programme("a base by 2029", "2029")])
    assert [c.kind for c in conflicts(found)] == ["horizon"]
    assert len(clusters(found)) == 1


def test_the_order_of_reading_changes_nothing():
    many = records(*(made.article(n % 9) + f"\ncopy {n}" for n in range(27)), DAY, DAY + ".")
    expected = join(many)
    assert len(clusters(expected)) > 3
    for seed in range(5):
        shuffled = random.Random(seed).sample(many, len(many))  # noqa: S311 - an order, no secret
        assert join(shuffled) == expected


def test_near_copies_point_at_the_earliest():
    words = "Ministers of both states met in the capital for two days of talks on roads and on water. " * 2
    body = " ".join(f"{words} Part {n} of the story tells of another valley." for n in range(6))
    texts = {
        "a": (f"{body} Copied twice.", "2024-03-07"),
        "b": (body, "2024-03-05"),
        "c": (body + " End.", None),
        "d": ("Quite another story about a bridge that was never built, told at some length here.", "2024-03-01"),
    }
    documents = {
        name: made.outcome_of(name, text, Edtf.parse(day) if day else None).document
        for name, (text, day) in texts.items()
    }
    pairs = [(documents[name], texts[name][0]) for name in texts]
    origin = documents["b"].id
    assert copies(pairs) == copies(pairs[::-1]) == {documents["a"].id: origin, documents["c"].id: origin}


def test_copies_count_as_one_origin():
    both = records(DAY, DAY + ".")
    ids = sorted({r.document_id for r in both})
    (cluster,) = clusters(join(both, Setting(copy_of={ids[1]: ids[0]})))
    assert (cluster.document_count, cluster.origins) == (2, (ids[0],))


def test_short_and_empty_texts_are_no_copies():
    documents = [made.outcome_of(str(n), text).document for n, text in enumerate(("", "x", "y z"))]
    assert copies(zip(documents, ("", "x", "y z"), strict=True)) == {}


def test_actors_of_many_documents_are_one_node():
    text = "state:PER state:CHL\nThe regime of Peru and Chile"
    one, two = (list(made.actors_of(key, text)) for key in ("d1", "d2"))
    peru = next(a for a in two if a.id == "state:PER").model_copy(update={"name": "Perú", "aliases": ("Lima",)})
    merged = merge_actors([*two, peru, *one])
    assert [a.id for a in merged] == ["state:CHL", "state:PER"]
    assert (merged[1].name, merged[1].aliases) == ("Peru", ("Lima", "Perú"))
    assert merged[1].printed_as == {"regime": 3}
    assert [s.document_id for s in merged[1].mentions] == ["d1", "d2"]
