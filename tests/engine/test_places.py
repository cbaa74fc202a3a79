"""Addresses in a run: who is asked, with which cells, and what becomes of a defect on its way to a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csvbridge.checks.place.model import Defect, Place
from csvbridge.codes import characters, name, place, postal, special
from csvbridge.engine import places
from csvbridge.engine.run import run
from csvbridge.profile.plan import load_pair, load_profile

from .shop import source, target

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import polars as pl

    from csvbridge.engine.outcome import Outcome
    from csvbridge.findings import Finding
    from csvbridge.profile.plan import Profile

PARTS = ("postal_code", "prefecture", "city", "street", "building")


def column(field: str, more: str = "") -> str:
    """A column named after its field."""
    return f'{{ name = "{field}", field = "{field}"{more} }}'


def party(who: str, *parts: str, more: str = "") -> list[str]:
    """The columns of one party, its name first."""
    return [column(f"{who}.name"), *(column(f"{who}.{part}", more) for part in parts)]


class Folder:
    """Two formats in a folder, and a file between them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, data: str, read: str, written: str | None = None, more: str = "") -> Outcome:
        (self.folder / "source.toml").write_text(read, "utf-8")
        if written is None:
            return run(data.encode(), load_pair(str(self.folder / "source.toml"), None, [self.folder]))
        (self.folder / "target.toml").write_text(written, "utf-8")
        head = 'id = "mihon"\ntitle = "mihon"\nsource = "source.toml"\ntarget = "target.toml"\n'
        (self.folder / "mihon.toml").write_text(head + more, "utf-8")
        return run(data.encode(), load_profile(str(self.folder / "mihon.toml"), [self.folder]))


class Shop(Folder):
    """A judge of addresses in the place of the real one, and what it was asked."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        self.asked: list[Place] = []
        self.keywords: Mapping[str, tuple[str, ...]] = {}
        self.judge: Callable[[Place], list[Defect]] = lambda place: []
        monkeypatch.setattr(places, "_defects", self._defects)

    def _defects(self, frame: pl.DataFrame, keywords: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, Defect]]:
        self.keywords = keywords
        for at, row in enumerate(frame.iter_rows(named=True)):
            self.asked.append(Place(**{part: text or "" for part, text in row.items()}))
            yield from ((at, defect) for defect in self.judge(self.asked[-1]))


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    return Shop(tmp_path, monkeypatch)


def errors(outcome: Outcome) -> list[tuple[str, str | None, str | None]]:
    """Code, field and source columns of what keeps an order out."""
    return [(f.code, f.field, f.column) for f in outcome.findings if f.severity == "error"]


def refused(outcome: Outcome) -> list[str]:
    """The codes of what keeps an order out."""
    return [code for code, *_ in errors(outcome)]


def only(outcome: Outcome, code: str) -> Finding:
    (found,) = [f for f in outcome.findings if f.code == code]
    return found


HEAD = "order.number,buyer.name,buyer.postal_code,buyer.prefecture,buyer.city,buyer.street,buyer.building"
GOOD = "見本　太郎,371-0026,群馬県,前橋市,大手町2-12-1,見本館101"
BUYER = source(column("order.number"), *party("buyer", *PARTS))
WHOLE = target(column("order.number"), *party("buyer", "postal_code", "address"))


def test_an_address_goes_in_as_the_file_has_it(shop: Shop) -> None:
    assert errors(shop.run(f"{HEAD}\nT1,{GOOD}\n", BUYER, WHOLE)) == []
    assert shop.asked == [Place("3710026", "群馬県", "前橋市", "大手町2-12-1", "見本館101")]


def test_a_whole_goes_in_as_a_whole(shop: Shop) -> None:
    read = source(column("order.number"), *party("buyer", "postal_code", "address"))
    shop.run(
        "order.number,buyer.name,buyer.postal_code,buyer.address\nT1,見本　太郎,3710026,群馬県前橋市大手町2-12-1\n",
        read,
        WHOLE,
    )
    assert shop.asked == [Place("3710026", address="群馬県前橋市大手町2-12-1")]


def test_a_whole_beside_its_parts_is_said_once(shop: Shop) -> None:
    read = source(column("order.number"), *party("buyer", "prefecture", "building", "address"))
    data = (
        "order.number,buyer.name,buyer.prefecture,buyer.building,buyer.address\n"
        "T1,見本　太郎,群馬県,,群馬県前橋市大手町2-12-1\n"
        "T2,見本　太郎,群馬県,見本館,前橋市大手町2-12-1\n"
        "T3,見本　太郎,群馬県,,\n"
    )
    shop.run(data, read, target(column("order.number"), column("buyer.address")))
    assert shop.asked == [
        Place(address="群馬県前橋市大手町2-12-1"),
        Place("", "群馬県", street="前橋市大手町2-12-1", building="見本館"),
        Place(prefecture="群馬県"),
    ]


def test_nobody_is_asked_where_no_address_is_written(shop: Shop) -> None:
    shop.run(
        f"{HEAD}\nT1,{GOOD}\n", BUYER, target(column("order.number"), *party("buyer", "postal_code", "prefecture"))
    )
    assert shop.asked == []


def test_parts_that_are_not_written_are_read_all_the_same(shop: Shop) -> None:
    shop.run(f"{HEAD}\nT1,{GOOD}\n", BUYER, target(column("order.number"), column("buyer.street")))
    assert shop.asked == [Place("", "群馬県", "前橋市", "大手町2-12-1", "見本館101")]


def test_dropped_orders_are_not_asked(shop: Shop) -> None:
    pay = '{ name = "pay", field = "order.payment_method", codes = "pay" }'
    words = '[codes.pay]\n"card" = "card"\n"later" = "deferred"\n'
    read = source(column("order.number"), pay, *party("buyer", *PARTS), more=words)
    lines = f"{HEAD.replace('number,', 'number,pay,')}\nT1,card,{GOOD}\nT2,later,{GOOD}\n"
    shop.run(lines, read, WHOLE, '[keep]\n"order.payment_method" = "deferred"\n')
    assert len(shop.asked) == 1


BOTH = source(
    column("order.number"), *party("buyer", "postal_code", "address"), *party("recipient", "postal_code", "address")
)
BOTH_HEAD = (
    "order.number,buyer.name,buyer.postal_code,buyer.address,recipient.name,recipient.postal_code,recipient.address"
)
TO_BOTH = target(
    column("order.number"),
    *party("buyer", "postal_code", "address", more=', provider_codes = { ZIP_PREF_MISMATCH = "GMO:CT0047" }'),
    *party("recipient", "postal_code", "address", more=', provider_codes = { ZIP_PREF_MISMATCH = "GMO:DL0019" }'),
)
HOME, AWAY = "3710026,群馬県前橋市大手町2-12-1", "1000005,東京都千代田区丸の内1-9-1"
MISMATCH = Defect(
    "ZIP_PREF_MISMATCH", "postal_code", "1000005", {"prefecture": "群馬県", "expected": "東京都"}, "3710026"
)


@pytest.mark.parametrize("recipient", [",,", f"見本　太郎,{HOME}"])
def test_a_recipient_who_is_the_buyer_is_not_asked_again(shop: Shop, recipient: str) -> None:
    shop.run(f"{BOTH_HEAD}\nT1,見本　太郎,{HOME},{recipient}\n", BOTH, TO_BOTH)
    assert len(shop.asked) == 1


def test_each_party_has_its_own_columns_and_provider_code(shop: Shop) -> None:
    shop.judge = lambda place: [MISMATCH]
    found = shop.run(f"{BOTH_HEAD}\nT1,見本　太郎,{HOME},試験　花子,{AWAY}\n", BOTH, TO_BOTH).findings
    assert [(f.party, f.column, f.provider_code, f.suggestion, f.known_by) for f in found] == [
        ("buyer", "buyer.postal_code", "GMO:CT0047", "3710026", "3710026 群馬県前橋市大手町2-12-1"),
        ("recipient", "recipient.postal_code", "GMO:DL0019", "3710026", "1000005 東京都千代田区丸の内1-9-1"),
    ]


def test_where_only_recipients_are_written_the_buyer_is_asked_for_who_is_the_same(shop: Shop) -> None:
    shop.judge = lambda place: [MISMATCH]
    written = target(column("order.number"), *party("recipient", "postal_code", "address"))
    data = f"{BOTH_HEAD}\nT1,見本　太郎,{HOME},,,\nT2,見本　太郎,{HOME},試験　花子,{AWAY}\n"
    found = shop.run(data, BOTH, written).findings
    assert [(f.order, f.column) for f in found] == [("T1", "buyer.postal_code"), ("T2", "recipient.postal_code")]


def test_what_stands_in_no_column_of_its_own_is_told_at_the_whole(shop: Shop) -> None:
    shop.judge = lambda place: [Defect("PREF_MISSING", "prefecture", "", {"prefecture": ""})]
    data = f"{BOTH_HEAD}\nT1,見本　太郎,3710026,前橋市大手町2-12-1,,,\n"
    assert only(shop.run(data, BOTH, TO_BOTH), "PREF_MISSING").column == "buyer.address"


def test_a_postal_code_that_the_file_does_not_have_is_not_missed(shop: Shop) -> None:
    shop.judge = lambda place: [Defect("ZIP_MISSING", "postal_code", "", {"place": ""})]
    read = source(column("order.number"), *party("buyer", "address"))
    data = "order.number,buyer.name,buyer.address\nT1,見本　太郎,前橋市大手町2-12-1\n"
    assert errors(shop.run(data, read, target(column("order.number"), column("buyer.address")))) == []


REQUIRED = ', required = true, provider_codes = { REQUIRED = "GMO:CT0012" }'


@pytest.mark.parametrize("side", ["source", "target"])
def test_an_empty_cell_has_one_finding_with_what_the_provider_says(shop: Shop, side: str) -> None:
    """REQUIRED gives way, and its provider code is not lost."""
    shop.judge = lambda place: [Defect("ZIP_MISSING", "postal_code", "", {"place": ""})]
    read = source(column("order.number"), *party("buyer", *PARTS, more=REQUIRED if side == "source" else ""))
    written = (
        WHOLE
        if side == "source"
        else target(column("order.number"), *party("buyer", "postal_code", "address", more=REQUIRED))
    )
    outcome = shop.run(f"{HEAD}\nT1,{GOOD.replace('371-0026', '')}\n", read, written)
    assert errors(outcome) == [("ZIP_MISSING", "buyer.postal_code", "buyer.postal_code")]
    assert only(outcome, "ZIP_MISSING").provider_code == "GMO:CT0012"


def test_a_required_prefecture_makes_its_warning_an_error(shop: Shop) -> None:
    """The order stays out: the finding that is shown must say so, though REQUIRED is hidden behind it."""
    shop.judge = lambda place: [Defect("PREF_MISSING", "prefecture", "", {"prefecture": ""})]
    bare = GOOD.replace("群馬県", "")
    outcome = shop.run(f"{HEAD}\nT1,{bare}\n", BUYER, WHOLE)
    assert only(outcome, "PREF_MISSING").severity == "warning"
    assert outcome.orders.accepted == 1
    written = target(column("order.number"), *party("buyer", "prefecture", "city", "street", more=", required = true"))
    outcome = shop.run(f"{HEAD}\nT1,{bare}\n", BUYER, written)
    assert errors(outcome) == [("PREF_MISSING", "buyer.prefecture", "buyer.prefecture")]
    assert outcome.orders.rejected == 1


def test_of_two_causes_the_gravest_is_told_of_the_empty_cell(shop: Shop) -> None:
    unknown = {"prefecture": "", "city": ""}
    both = ("PREF_MISSING", "prefecture"), ("CITY_MISSING", "address")
    shop.judge = lambda place: [Defect(code, part, "", unknown) for code, part in both]  # type: ignore[arg-type]
    read = source(column("order.number"), *party("buyer", "address"))
    written = target(column("order.number"), column("buyer.address", REQUIRED))
    found = shop.run("order.number,buyer.name,buyer.address\nT1,見本　太郎,\n", read, written).findings
    assert [(f.code, f.severity, f.provider_code) for f in found] == [
        ("PREF_MISSING", "warning", None),
        ("CITY_MISSING", "error", "GMO:CT0012"),
    ]


def test_a_column_that_the_file_lacks_is_not_asked(shop: Shop) -> None:
    read = source(column("order.number"), *party("buyer", "address", more=", optional = true"))
    shop.run("order.number,buyer.name\nT1,見本　太郎\n", read)
    assert shop.asked == []


def test_another_empty_cell_is_not_hidden(shop: Shop) -> None:
    shop.judge = lambda place: [Defect("PREF_MISSING", "prefecture", "", {"prefecture": ""})]
    written = target(column("order.number"), *party("buyer", "prefecture", "city", "street", more=", required = true"))
    bare = GOOD.replace("群馬県", "").replace("前橋市", "")
    assert refused(shop.run(f"{HEAD}\nT1,{bare}\n", BUYER, written)) == [
        "PREF_MISSING",
        "REQUIRED",
    ]


def test_a_code_that_is_turned_off_hides_nothing(shop: Shop) -> None:
    shop.judge = lambda place: [Defect("ZIP_MISSING", "postal_code", "", {"place": ""})]
    written = target(column("order.number"), *party("buyer", "postal_code", "address", more=REQUIRED))
    data = f"{HEAD}\nT1,{GOOD.replace('371-0026', '')}\n"
    outcome = shop.run(data, BUYER, written, '[checks.severity]\nZIP_MISSING = "off"\n')
    assert refused(outcome) == ["REQUIRED"]


def test_a_malformed_postal_code_goes_in_as_its_cell_and_is_told_once(shop: Shop) -> None:
    shop.judge = lambda place: [Defect("ZIP_FORMAT", "postal_code", place.postal_code)]
    outcome = shop.run(f"{HEAD}\nT1,{GOOD.replace('371-0026', '〒371-002')}\n", BUYER, WHOLE)
    assert shop.asked[0].postal_code == "〒371-002"
    assert refused(outcome) == ["ZIP_FORMAT"]


@pytest.mark.parametrize("cell", ["3.7E+06", "=3710026+1"])
def test_what_excel_made_of_a_postal_code_is_told_once(shop: Shop, cell: str) -> None:
    shop.judge = lambda place: [Defect("ZIP_FORMAT", "postal_code", place.postal_code)]
    assert len(errors(shop.run(f"{HEAD}\nT1,{GOOD.replace('371-0026', cell)}\n", BUYER, WHOLE))) == 1


def test_a_lost_zero_hides_the_form(shop: Shop) -> None:
    lost = Defect("ZIP_ZERO_LOST", "postal_code", "300822", {"place": "青森県青森市勝田"}, "0300822")
    shop.judge = lambda place: [lost] if place.postal_code == "300822" else []
    outcome = shop.run(f"{HEAD}\nT1,{GOOD.replace('371-0026', '300822')}\n", BUYER, WHOLE)
    assert refused(outcome) == ["ZIP_ZERO_LOST"]


def test_a_partial_recipient_is_one_finding(shop: Shop) -> None:
    missing = ("ZIP_MISSING", "postal_code"), ("PREF_MISSING", "prefecture"), ("TOWN_MISSING", "street")
    params = {"place": "", "prefecture": "", "city": "", "towns": ""}
    shop.judge = lambda place: [] if place.postal_code else [Defect(c, p, "", params) for c, p in missing]
    outcome = shop.run(f"{BOTH_HEAD}\nT1,見本　太郎,{HOME},試験　花子,,\n", BOTH, TO_BOTH)
    assert {*refused(outcome)} == {"RECIPIENT_PARTIAL"}
    assert not [f for f in outcome.findings if f.code.startswith(("ZIP", "PREF", "TOWN"))]


def test_an_address_that_is_refused_is_also_measured(shop: Shop) -> None:
    """All findings of a row come in one pass: a missing number hides no length."""
    shop.judge = lambda place: [Defect("BANCHI_MISSING", "street", place.street, {"town": ""}, severity="error")]
    written = target(column("order.number"), column("buyer.address", ", max_chars = 5"))
    assert refused(shop.run(f"{HEAD}\nT1,{GOOD}\n", BUYER, written)) == [
        "BANCHI_MISSING",
        "LEN_OVER",
    ]


@pytest.mark.parametrize("cell", ["前橋市".encode().decode("cp932", "replace"), "=前橋市", "2026/2/12", "#NAME?"])
def test_garbled_addresses_are_not_judged(shop: Shop, cell: str) -> None:
    """One cause, one finding: nobody knows what the cell said."""
    shop.run(f"{HEAD}\nT1,{GOOD.replace('前橋市', cell)}\nT2,{GOOD.replace('見本館101', cell)}\n", BUYER, WHOLE)
    assert [place.city for place in shop.asked] == ["前橋市"]


ALLOWED = '[checks.allow]\nTEMP_STAY = ["３７１ー００２６　群馬県前橋市大手町２−１２−１ 見本館101"]\n'


def test_an_allow_list_knows_the_whole_address(shop: Shop) -> None:
    shop.judge = lambda place: [Defect("TEMP_STAY", "building", place.building, {"word": "館"})]
    known = ALLOWED.replace("３７１ー００２６", "３７１００２６")
    assert len(shop.run(f"{HEAD}\nT1,{GOOD}\n", BUYER, WHOLE).findings) == 1
    assert shop.run(f"{HEAD}\nT1,{GOOD}\n", BUYER, WHOLE, known).findings == []
    assert len(shop.run(f"{HEAD}\nT1,{GOOD}2\n", BUYER, WHOLE, known).findings) == 1


def test_words_and_severities_come_from_the_profile(shop: Shop) -> None:
    shop.judge = lambda place: [Defect("BANCHI_MISSING", "street", place.street, {"town": ""}, severity="error")]
    more = '[checks.keywords]\nTEMP_STAY = ["保養所"]\n[checks.severity]\nBANCHI_MISSING = "warning"\n'
    outcome = shop.run(f"{HEAD}\nT1,{GOOD}\n", BUYER, WHOLE, more)
    assert shop.keywords == {"TEMP_STAY": ("保養所",)}
    assert only(outcome, "BANCHI_MISSING").severity == "warning"


@pytest.mark.parametrize("left", ["", "ZIP_UNKNOWN", "TEST_DATA"])
def test_nobody_is_asked_where_every_code_is_off(shop: Shop, left: str) -> None:
    """Turned off, the checks cost nothing; one code that is left on needs them all."""
    off = [entry.code for family in (place, postal, special) for entry in family.CODES if entry.code != left]
    more = "[checks.severity]\n" + "".join(f'{code} = "off"\n' for code in off)
    shop.run(f"{HEAD}\nT1,{GOOD}\n", BUYER, WHOLE, more)
    assert len(shop.asked) == (left != "")


def test_a_format_alone_is_asked_whole_and_names_its_own_provider(shop: Shop) -> None:
    shop.judge = lambda place: [MISMATCH]
    codes = ', provider_codes = { ZIP_PREF_MISMATCH = "GMO:CT0047" }'
    read = source(column("order.number"), *party("buyer", *PARTS, more=codes))
    assert only(shop.run(f"{HEAD}\nT1,{GOOD}\n", read), "ZIP_PREF_MISMATCH").provider_code == "GMO:CT0047"


def test_rows_of_one_order_are_asked_once(shop: Shop) -> None:
    shop.run(f"{HEAD}\nT1,{GOOD}\nT2,{GOOD}\nT1,{GOOD}\n", BUYER, WHOLE)
    assert len(shop.asked) == 2


CODES = [entry.code for family in (characters, name, place, postal, special) for entry in family.CODES]
"""What can be said of an address or a name."""

CELL = st.sampled_from(
    ["", "群馬県", "埼玉県", "前橋市", "大手町2-12-1", "大手町", "前橋市大手町２−１２ー1", "Otemachi 2-1"]
)
ZIP = st.sampled_from(["371-0026", "3710000", "999-9999", "100-0005"])
HOUSE = st.sampled_from(["", "前橋例示ホテル512号室", "大手町グリーンハイツ", "305", "例示様方", "前橋中央郵便局留め"])
NAME = st.sampled_from(["見本　太郎", "見本　太郎様", "テスト3"])


@pytest.fixture(scope="module")
def loud_and_quiet(tmp_path_factory: pytest.TempPathFactory) -> list[Profile]:
    """One conversion, with every check a warning and with every check turned off."""
    found = []
    for word in ("warning", "off"):
        folder = Folder(tmp_path_factory.mktemp(word))
        folder.run(HEAD, BUYER, WHOLE, "[checks.severity]\n" + "".join(f'{code} = "{word}"\n' for code in CODES))
        found.append(load_profile(str(folder.folder / "mihon.toml"), [folder.folder]))
    return found


@settings(max_examples=8, deadline=None)
@given(rows=st.lists(st.tuples(NAME, ZIP, CELL, CELL, CELL, HOUSE), min_size=10, max_size=40))
def test_checks_never_change_a_cell(rows: list[tuple[str, ...]], loud_and_quiet: list[Profile]) -> None:
    """What goes out is, byte for byte, what goes out with every check turned off."""
    data = "".join(f"{line}\n" for line in (HEAD, *(",".join((f"T{n}", *row)) for n, row in enumerate(rows))))
    told, quiet = (run(data.encode(), profile) for profile in loud_and_quiet)
    assert told.output == quiet.output
    assert quiet.orders.accepted == len(rows)
    assert {f.severity for f in told.findings} <= {"warning"}
    assert quiet.findings == []
