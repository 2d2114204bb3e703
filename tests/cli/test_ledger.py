"""ledger, agreements, debts, commitments: tables for two states, plain where there is no terminal."""

ARTICLE = (
    "Smelter\nPublished 2024-03-06\n"
    "2024-03-05 DEAL signed copper smelter state:CHL state:PER | Chile and Peru signed a smelter contract.\n"
    "2024-03-05 DEBT 55000000 USD outstanding state:PER state:CHL | Peru owes Chile 55 million.\n"
    "2024-03-05 LOAN 70000000 EUR state:CHL state:PER | Chile lent Peru 70 million euros.\n"
    "2024-03-05 GRANT 20000000 USD pledged state:CHL state:PER | Chile pledged 20 million.\n"
)


def test_the_ledger_prints_tables_totals_and_what_they_leave_out(folder, call):
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert call("read", folder)[0] == 0
    code, out, err = call("ledger", "Chile", "PER")
    rows = [text.split("\t") for text in out.splitlines()]
    assert code == 0
    assert rows[0] == ["date", "what", "parties", "status", "sums", "told", "health", "id"]
    assert rows[1][:4] == ["2024-03-05", "contract: copper smelter", "Chile, Peru", "signed"]
    assert "total debt, outstanding: Peru owes Chile 55,000,000 USD (1 sum)" in out
    assert "left out loan of about 70 million EUR: not said whether promised, paid or owed" in out
    assert "a debt runs from debtor to creditor" in err


def test_one_ledger_alone_and_a_ledger_that_is_none(folder, call):
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    call("read", folder)
    out = call("ledger", "CHL", "PER", "--kind", "money")[1]
    assert "smelter" not in out
    assert "debt\tabout 55 million USD\t~55,000,000\tPeru\tChile\toutstanding" in out
    code, _, err = call("ledger", "CHL", "PER", "--kind", "gold")
    assert (code, "choose one of agreements, money, programmes" in err) == (2, True)


def test_agreements_debts_and_commitments_each_have_their_table(folder, call):
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    call("read", folder)
    assert "copper smelter" in call("agreements", "CHL", "PER")[1]
    debts = call("debts", "CHL", "PER")[1]
    assert ("debt\t" in debts, "grant\t" in debts) == (True, False)
    assert "Chile\tPeru\tgrant of about 20 million USD, pledged\topen" in call("commitments", "CHL", "PER")[1]


def test_where_nothing_is_found_a_note_says_so(read):
    for command, word in (("agreements", "agreement"), ("debts", "debt"), ("ledger", "agreement, sum")):
        code, out, err = read(command, "CHL", "BRA")
        assert (code, out) == (0, "")
        assert f"no {word}" in err
