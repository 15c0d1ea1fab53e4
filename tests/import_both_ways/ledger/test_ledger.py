import datetime
import io
import json
from collections import Counter
from decimal import Decimal

import pytest

import ledger
from ledger import Account, Entry, LedgerError, Overdrawn, all_or_nothing, config, converted
from ledger import entries, entry, load, monthly, note, report, save, spent, transfer

DAY = datetime.date(2024, 5, 17)


@pytest.fixture
def ann():
    return Account("ann", 500)


@pytest.fixture
def bob():
    return Account("bob")


def test_entry():
    assert entry("2024-05-17; tea ;3.10") == Entry(DAY, "tea", 310)


def test_entry_fields():
    found = entry("2024-05-17;tea;3.1")
    assert found.day == DAY
    assert found.what == "tea"
    assert isinstance(found.cents, int)
    assert found[1:] == ("tea", 310)


def test_entry_replaced():
    found = entry("2024-05-17;tea;3")._replace(cents=1)
    assert found.cents == 1
    assert found._fields == ("day", "what", "cents")


def test_entries():
    lines = ["2024-05-17;tea;3", "2024-05-18;mug;5"]
    assert [e.cents for e in entries(lines)] == [300, 500]


def test_entries_wrong():
    with pytest.raises(LedgerError, match="line 2: 'x'") as raised:
        list(entries(["2024-05-17;tea;3", "x"]))
    assert raised.value.line == 2
    assert isinstance(raised.value.__cause__, ValueError)


def test_entries_first_come():
    found = entries(["2024-05-17;tea;3", "x"])
    assert next(found).what == "tea"
    with pytest.raises(LedgerError):
        next(found)


def test_account():
    account = Account("ann")
    assert account.cents == 0
    assert account.history == []
    assert account == Account("ann", 0, [])
    assert repr(account) == "Account(owner='ann', cents=0)"


def test_accounts_differ(ann):
    assert ann != Account("ann", 500, [("in", 1)])
    assert ann != Account("ann", 501)


def test_accounts_share_nothing():
    first, second = Account("a"), Account("b")
    first.receive(1)
    assert second.history == []


def test_pay(ann):
    ann.pay(200, "tea")
    ann.pay(300)
    assert ann.cents == 0
    assert ann.history == [("tea", -200), ("cash", -300)]


def test_pay_too_much(bob):
    with pytest.raises(Overdrawn, match="bob has 0, not 1"):
        bob.pay(1)
    assert bob.history == []


def test_overdrawn_is_a_ledger_error():
    assert issubclass(Overdrawn, LedgerError)
    error = Overdrawn("x", 3)
    assert str(error) == "x"
    assert error.args == ("x",)
    assert error.line == 3


def test_receive(bob):
    assert bob.receive(3).receive(4) is bob
    assert bob.cents == 7
    assert bob.history[-1] == ("in", 4)


def test_plus(bob):
    bob += 5
    bob += 6
    assert bob.cents == 11
    assert [cents for _, cents in bob.history] == [5, 6]


def test_transfer(ann, bob):
    transfer(ann, bob, 100)
    assert (ann.cents, bob.cents) == (400, 100)
    assert ann.history == [("transfer", -100)]


def test_transfer_counts(ann, bob, monkeypatch):
    monkeypatch.setattr(ledger, "count", 0)
    transfer(ann, bob, 100)
    transfer(ann, bob, 50)
    assert ledger.count == 2


def test_transfer_totals(ann, bob):
    ledger.TOTALS.clear()
    transfer(ann, bob, 1)
    transfer(ann, bob, 2)
    assert ledger.TOTALS == [1, 2]


def test_transfer_refused(ann, bob):
    with pytest.raises(Overdrawn):
        transfer(bob, ann, 1)
    assert ann == Account("ann", 500)


def test_all(ann, bob):
    with all_or_nothing(ann, bob) as accounts:
        transfer(ann, bob, 1)
    assert accounts[1].cents == 1
    assert bob.cents == 1


def test_nothing(ann, bob):
    history = ann.history
    with pytest.raises(Overdrawn):
        with all_or_nothing(ann, bob):
            ann.pay(400)
            bob.pay(1)
    assert ann.cents == 500
    assert history == []


def test_nothing_of_other_errors(ann):
    with pytest.raises(KeyError):
        with all_or_nothing(ann):
            ann.pay(400)
            raise KeyError("x")
    assert ann.cents == 100


def test_saved(ann, bob, tmp_path):
    path = tmp_path / "all.csv"
    save([ann, bob], path)
    assert path.read_text() == "ann,500\nbob,0\n"


def test_saved_twice(ann, tmp_path):
    save([ann], tmp_path / "a.csv")
    save([ann], tmp_path / "a.csv")
    assert load(tmp_path / "a.csv") == [ann]


def test_loaded(tmp_path):
    (tmp_path / "x.csv").write_text("eve,3\n")
    (found,) = load(tmp_path / "x.csv")
    assert found.cents + 1 == 4
    assert found.owner == "eve"


def test_load_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "missing.csv")


def test_note(tmp_path):
    assert note("a", tmp_path) == 1
    assert note("b", tmp_path) == 2
    assert (tmp_path / "notes.txt").read_text() == "a\nb\n"


def test_config(tmp_path):
    (tmp_path / "c.json").write_text(json.dumps({"currency": "CHF"}))
    assert config(tmp_path / "c.json") == {"currency": "CHF"}


def test_no_config(tmp_path):
    assert config(tmp_path / "c.json")["currency"] == "EUR"


def test_converted():
    assert converted(200, "CHF") == Decimal("1.9")
    assert isinstance(converted(200), Decimal)


def test_converted_unknown():
    with pytest.raises(KeyError, match="USD"):
        converted(1, "USD")


def test_converted_with_other_rates(monkeypatch):
    monkeypatch.setitem(ledger.RATES, "XYZ", 2)
    assert converted(100, "XYZ") == 2


def test_report(ann, bob, capsys):
    report([bob, ann])
    assert capsys.readouterr().out == "ann       |    5.00\nbob       |    0.00\n"


def test_report_warns(capsys):
    report([Account("eve", -100)])
    found = capsys.readouterr()
    assert found.err == "overdrawn\n"
    assert found.out.count("\n") == 1


def test_report_elsewhere(ann):
    out = io.StringIO()
    report([ann], out)
    assert out.getvalue().startswith("ann")


def test_spent(ann):
    ann.pay(1)
    ann.pay(2)
    ann.pay(3, "tea")
    assert spent(ann.history) == Counter(cash=-3, tea=-3)


def test_spent_most():
    assert spent([("a", 1), ("b", 5), ("a", 1)]).most_common(1) == [("b", 5)]


def test_monthly():
    found = monthly([Entry(DAY, "x", 5), Entry(datetime.date(2023, 5, 1), "y", 2), (DAY, "", 1)])
    assert found == {(2024, 5): 6, (2023, 5): 2}
    assert list(found) == [(2023, 5), (2024, 5)]
