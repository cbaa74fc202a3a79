"""The frame of unknown files: every shipped sample, 200 generated ones, and what must not be taken for something else.

A variation is right, or it is "cannot tell" with the right answer among the candidates: never wrong.
"""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from csvbridge.errors import WrongFileError
from csvbridge.learn.look import inspect
from csvbridge.learn.sight import sight
from csvbridge.profile.plan import load_format

if TYPE_CHECKING:
    from csvbridge.learn.model import Sighting

ROOT = Path(__file__).parents[2]
SAMPLES = {
    "tamago-gmo/orders.csv": ("tamago-repeat/orders", "item"),
    "tamago-gmo/shipped-orders.csv": ("tamago-repeat/shipped-orders", "order"),
    "tamago-gmo/credit-result.csv": ("gmo-atobarai/credit-result", "order"),
    "shop-override/orders.csv": ("tamago-repeat/orders", "item"),
    "eccube4-atodene/orders.csv": ("eccube4/orders", "item"),
    "eccube4-atodene/orders-shipped.csv": ("eccube4/orders", "item"),
    "eccube4-atodene/credit-result.csv": ("atodene/credit-result", "order"),
}
FAMILIES = ("見本", "試験", "架空", "仮名", "例題", "髙見", "雛形", "検証")
KANA = ("ﾐﾎﾝ", "ｼｹﾝ", "ｶｸｳ", "ｶﾒｲ", "ﾚｲﾀﾞｲ", "ﾀｶﾐ", "ﾋﾅｶﾞﾀ", "ｹﾝｼｮｳ")
GIVEN = ("太郎", "花子", "さくら", "一郎", "ユリ")
TOWNS = ("東京都千代田区丸の内", "大阪府大阪市北区梅田", "北海道札幌市中央区北一条西", "愛知県名古屋市中村区名駅")
CODECS = ("cp932", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-bom", "euc_jp", "iso2022_jp")
KINDS = ("typical", "kana", "late", "few")


class Variation(NamedTuple):
    """How a file is written; `kind` says what stands in it."""

    number: int
    codec: str
    newline: str
    delimiter: str
    quote: str
    header: bool
    grain: str
    kind: str

    @property
    def encoding(self) -> str:
        """The name that it must be given."""
        return {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-16-be-bom": "utf-16-be"}.get(self.codec, self.codec)


def variations(count: int = 200, seed: int = 20261121) -> list[Variation]:
    """Every encoding with every kind of content, the rest by dice."""
    dice = random.Random(seed)  # noqa: S311 -- dice, not keys
    return [
        Variation(
            number,
            _codec(CODECS[number % len(CODECS)], KINDS[number // len(CODECS) % len(KINDS)]),
            dice.choice(["\r\n", "\n", "\r\n", "\r"]),
            dice.choice([",", ",", "\t", ";", "|"]),
            dice.choice(["all", "minimal", "none"]),
            dice.random() < 0.7,
            dice.choice(["order", "item", "item-first"]),
            KINDS[number // len(CODECS) % len(KINDS)],
        )
        for number in range(count)
    ]


def _codec(name: str, kind: str) -> str:
    """Half-width kana is beyond plain ISO-2022-JP."""
    return "iso2022_jp_ext" if name == "iso2022_jp" and kind in ("kana", "few") else name


def table(one: Variation) -> list[list[str]]:
    """The cells; the header is the first row."""
    dice = random.Random(one.number)  # noqa: S311
    japanese = ["受注番号", "受注日", "氏名", "氏名カナ", "郵便番号", "住所", "電話番号", "支払方法", "請求金額"]
    plain = ["order_no", "date", "name", "kana", "zip", "address", "tel", "payment", "total"]
    names = plain if one.kind == "late" else japanese
    items = ["商品名1", "数量1", "商品名2", "数量2"] if one.grain == "order" else ["商品名", "数量"]
    if one.kind == "late":
        items = ["item1", "qty1", "item2", "qty2"] if one.grain == "order" else ["item", "qty"]
    rows = [[*names, *items]]
    count = {"few": 3, "late": 120}.get(one.kind, 30)
    for number in range(count):
        early = one.kind == "late" and number < 100
        order = _order(one, number, dice, ascii_only=early)
        name = (lambda: "SAMPLE") if early else (lambda: dice.choice(["青汁 30包", "化粧水", "石けん（3個入）"]))
        if one.grain == "order":
            rows.append([*order, name(), str(dice.randint(1, 3)), *(["", ""] if number % 2 else [name(), "1"])])
            continue
        for line in range(1 + (number % 3 == 0)):
            own = [""] * len(order) if line and one.grain == "item-first" else order
            rows.append([*own, name() + f" {line}", str(line + 1)])
    return rows if one.header else rows[1:]


def _order(one: Variation, number: int, dice: random.Random, *, ascii_only: bool) -> list[str]:
    place = dice.randrange(len(FAMILIES))
    family, kana, given = FAMILIES[place], KANA[place], dice.choice(GIVEN)
    if one.codec.startswith(("euc", "iso")):
        family = family.replace("髙", "高")
    town, block = dice.choice(TOWNS), f"{dice.randint(1, 9)}-{dice.randint(1, 30)}"
    address = f"{town}{block}{one.delimiter + ' 3F' if one.quote == 'minimal' else ''}"
    payment = dice.choice(["後払い", "クレジットカード", "代金引換"])
    if one.codec == "iso2022_jp":
        kana = "ミホン"
    person = [family + given, kana] if one.kind != "kana" else [kana + " ﾀﾛｳ", kana]
    if ascii_only:
        person, address, payment = ["TARO", "MIHON"], f"1-2{one.delimiter if one.quote == 'minimal' else ''}", "card"
    zip_, phone = f"{dice.randint(100, 999)}-{dice.randint(0, 9999):04}", f"03-{dice.randint(1000, 9999)}-0000"
    day = f"2026/11/{dice.randint(1, 28):02}"
    return [f"R{100200 + number}", day, *person, zip_, address, phone, payment, str(dice.randint(10, 90) * 110)]


def written(one: Variation) -> bytes:
    """The file's bytes."""
    out = io.StringIO()
    quoting = {"all": csv.QUOTE_ALL, "minimal": csv.QUOTE_MINIMAL, "none": csv.QUOTE_NONE}[one.quote]
    csv.writer(out, delimiter=one.delimiter, lineterminator=one.newline, quoting=quoting).writerows(table(one))
    if one.codec == "utf-16-be-bom":
        return b"\xfe\xff" + out.getvalue().encode("utf-16-be")
    return out.getvalue().encode(one.codec)


def untold(seen: Sighting, one: Variation) -> int:
    """How much could not be told; whatever was told must be right."""
    if seen.encoding.name is None:
        assert one.encoding in seen.encoding.candidates
        return 1
    newline = {"\r\n": "crlf", "\n": "lf", "\r": "cr"}[one.newline]
    expected = (one.encoding, newline, one.delimiter, one.quote, one.header)
    told = (seen.encoding.name, seen.newline, seen.delimiter, seen.quote, seen.header)
    assert told == tuple(right if found is not None else None for right, found in zip(expected, told, strict=True))
    assert seen.preamble_lines == 0
    assert seen.trailer is None
    return told.count(None)


def test_two_hundred_variations_are_right_or_cannot_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csvbridge.learn.mapping.guess", lambda columns, grain: ())
    unknown: Counter[str] = Counter()
    for one in variations():
        found = inspect(written(one))
        unknown["frame"] += untold(found.sighting, one) > 0
        if found.records is None:
            continue
        assert found.unreadable == 0, one
        assert found.rows == len(table(one)) - one.header, one
        assert found.grain in (one.grain, None), one
        unknown["grain"] += found.grain is None
    assert unknown["frame"] == 0
    assert unknown["grain"] <= 3


@pytest.mark.parametrize("name", SAMPLES)
def test_shipped_samples(name: str) -> None:
    found = inspect((ROOT / "examples" / name).read_bytes())
    format_, grain = SAMPLES[name]
    dialect = load_format(format_).dialect
    seen = found.sighting
    assert (seen.encoding.name, seen.newline, seen.delimiter) == (dialect.encoding, dialect.newline, dialect.delimiter)
    assert (seen.quote, seen.header, seen.preamble_lines) == (dialect.quote, dialect.header, 0)
    assert (found.grain, found.unreadable) == (grain, 0)
    assert seen.dialect is not None
    assert seen.dialect.escape == dialect.escape


def short_files(count: int = 300) -> list[tuple[str, str]]:
    """Files of one to five short names below an ASCII header: what two encodings can mean most easily."""
    dice = random.Random(5)  # noqa: S311
    pools = (
        FAMILIES,
        KANA,
        (*FAMILIES, *KANA),
        GIVEN,
        ("代引", "後払い", "㈱見本", "東京ﾋﾞﾙ3F", "é", "～ノート", "ＯＫ"),
    )
    encodings = ("cp932", "utf-8", "euc_jp", "utf-16-le", "utf-16-be", "iso2022_jp")
    files = []
    for number in range(count):
        cells = (dice.choice(pools[number % len(pools)]) for _ in range(1 + number % 4))
        text = "id,v\r\n" + "".join(f"{place},{cell}\r\n" for place, cell in enumerate(cells))
        files.append((encodings[number % len(encodings)], text))
    return files


def test_short_files_are_never_told_wrong() -> None:
    untold_ = told = 0
    for encoding, text in short_files():
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        seen = sight(data).encoding
        told += 1
        untold_ += seen.name is None
        assert encoding == seen.name or (seen.name is None and encoding in seen.candidates), text
    assert told > 250
    assert untold_ / told < 0.1


def test_two_valid_readings_are_both_named_and_chardet_is_quoted() -> None:
    seen = sight("id,v\r\n1,ﾃｩ\r\n".encode("cp932"))
    assert seen.encoding.name is None
    assert set(seen.encoding.candidates) == {"utf-8", "cp932", "euc_jp"}
    assert any("chardet" in one.en for one in seen.encoding.evidence)
    assert seen.dialect is None


def test_chardet_is_not_asked_where_one_reading_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    import chardet

    monkeypatch.setattr(chardet, "detect", lambda data: pytest.fail("asked"))
    assert sight("注文番号,氏名\r\n1001,見本太郎\r\n".encode("cp932")).encoding.name == "cp932"


def test_ascii_is_its_own_answer_and_stays_readable() -> None:
    found = inspect(b"Name,Email,Total\n#1001,a@example.com,3300\n#1002,,1100\n")
    assert found.sighting.encoding.name == "ascii"
    assert found.sighting.dialect is not None
    assert (found.sighting.dialect.encoding, found.sighting.dialect.also_reads) == ("utf-8", ("cp932",))
    assert (found.rows, found.orders, found.key) == (2, 2, 0)


def test_a_few_broken_bytes_are_counted_and_their_record_put_aside() -> None:
    rows = "".join(f"{1000 + n},見本太郎花子,{330 * n}\r\n" for n in range(10))
    data = f"注文番号,氏名,請求金額\r\n{rows}".encode("cp932").replace("1003,見".encode("cp932"), b"1003,\xff\xff")
    found = inspect(data)
    assert (found.sighting.encoding.name, found.sighting.encoding.broken) == ("cp932", 2)
    assert found.sighting.encoding.candidates == ()
    assert (found.rows, found.unreadable) == (9, 1)


def test_euc_with_characters_of_row_13_is_not_taken_for_cp932() -> None:
    text = "注文番号,備考\r\n1001,①番の見本\r\n1002,②番の見本\r\n"
    assert sight(text.encode("euc_jis_2004")).encoding.name == "euc_jis_2004"


@pytest.mark.parametrize("broken", ["\ufffe注文", "注文\0番号,氏名\r\n1,2"])
def test_utf16_with_damage_is_no_utf16_of_sense(broken: str) -> None:
    assert sight(broken.encode("utf-16-be")).encoding.name in (None, "utf-16-be", "utf-16-le")


FRAMES = [
    ('"a","b"\r\n"1","x\ny"\r\n', ("crlf", ",", "all")),
    ("a,b\r\n1,2\n", ("mixed", ",", "none")),
    ("name;total\n見本;1,5\n試験;2,5\n", ("lf", ";", "none")),
    ("注文番号|氏名\r\n1|表\r\n2|能\r\n", ("crlf", "|", "none")),
    ('氏名,備考\r\n見本,"1,5"\r\n試験,"""引用"""\r\n', ("crlf", ",", "minimal")),
    ('品名|寸法|数量\n管 5" 用|5"|1\n管 6" 用|6"|2\n', ("lf", "|", "none")),
]


@pytest.mark.parametrize(("text", "frame"), FRAMES)
def test_frames(text: str, frame: tuple[str, str, str]) -> None:
    seen = sight(text.encode("cp932"))
    assert (seen.newline, seen.delimiter, seen.quote) == frame


def test_two_delimiters_that_explain_the_file_equally_are_not_chosen_between() -> None:
    seen = sight(b"id;a,b\n1;2,3\n4;5,6\n")
    assert (seen.delimiter, seen.header, seen.dialect) == (None, None, None)


def test_preamble_and_closing_records() -> None:
    head = "受注一覧\r\n2026/11/21 出力\r\n\r\n注文番号,氏名,請求金額,住所\r\n"
    body = "1001,見本太郎,3300,東京都千代田区1-1\r\n1002,見本花子,4400,大阪府大阪市北区2-2\r\n"
    for last, rows in (("合計,,7700,\r\n", 2), ("以上2件\r\n", 2), ("", 2)):
        found = inspect((head + body + last).encode("cp932"))
        assert (found.sighting.preamble_lines, found.rows, found.unreadable) == (3, rows, 0)
        assert (found.sighting.trailer is not None) == bool(last)
        assert found.records is not None
        assert found.records.header[0] == "注文番号"


def test_a_closing_line_that_counts_otherwise_refuses_the_file() -> None:
    with pytest.raises(WrongFileError) as refusal:
        inspect("注文番号,氏名\r\n1001,見本\r\n以上9件\r\n".encode("cp932"), name="x.csv")
    assert (refusal.value.code, refusal.value.params["file"]) == ("FILE_TRAILER_COUNT", "x.csv")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('"a","b"\n"1","2"\n"3","4', "FILE_CUT"),
        ('"a","b"\n"1","2"\n"3","4\n5,6\n7,8\n', "FILE_UNCLOSED_QUOTE"),
        ("番号,氏名,合計\n1,見本,3\n2,試", "FILE_CUT"),
        ("番号,氏名\n1,見本\n\0\0", "FILE_NUL"),
    ],
)
def test_a_file_that_is_cut_off_is_refused_and_no_other_layout_made_up(text: str, code: str) -> None:
    with pytest.raises(WrongFileError) as refusal:
        inspect(text.encode("cp932"))
    assert refusal.value.code == code


def test_a_quote_in_a_header_does_not_make_it_a_preamble() -> None:
    seen = sight('番号"x,氏名,合計\n1001,見本,3\n1002,試験,4\n'.encode())
    assert (seen.preamble_lines, seen.header, seen.quote) == (0, True, "none")


HEADERS = [
    ("注文番号,氏名\n", True),
    ("1001,見本太郎\n", False),
    ("T-1,見本太郎\nT-2,見本花子\nT-3,見本桃子\n", False),
    ("注文,客\n1001,見本太郎\n1002,見本花子\n", True),
    ("東京都,青汁\n大阪府,化粧水\n東京都,石けん\n", False),
    ("青,赤\n白,黒\n", None),
    ("住所1,住所2,電話番号\n東京都千代田区1-1,,03-1234-0000\n", True),
]


@pytest.mark.parametrize(("text", "header"), HEADERS)
def test_headers(text: str, header: bool | None) -> None:
    seen = sight(text.encode("cp932"))
    assert seen.header is header
    assert (seen.dialect is None) == (header is None)


FOREIGN = {
    b"": "FILE_EMPTY",
    b"<!doctype html><html>": "FILE_HTML",
    b"PK\x03\x04....orders.csv": "FILE_FORMAT",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "FILE_EXCEL",
    b"%PDF-1.7": "FILE_FORMAT",
}


@pytest.mark.parametrize("data", FOREIGN, ids=FOREIGN.values())
def test_what_is_no_table_is_named(data: bytes) -> None:
    with pytest.raises(WrongFileError) as refusal:
        sight(data)
    assert refusal.value.code == FOREIGN[data]
