"""Refused target cells: those that the row model of the format refuses, whichever way the frame came about."""

from __future__ import annotations

import polars as pl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from csvbridge.checks.cells import Stood, find
from csvbridge.profile.columns import file_columns
from csvbridge.profile.models import Format
from csvbridge.profile.row import Place, faults, row_model

HEAD = {"id": "shop/list", "title": "一覧", "record": "order", "status": "template"}
WORDS = {"words": {"済": "paid", "": "unpaid"}}
ORDER = [
    {"name": "番号", "field": "order.number", "required": True, "pattern": "[0-9A-Z]*", "max_chars": 4},
    {"name": "氏名", "required": True, "charset": "fullwidth", "max_chars": 3},
    {"name": "金額", "type": "yen", "max": 999},
    {"name": "入金", "field": "payment.status", "codes": "words"},
]
ITEM = [
    {"name": "明細{n}", "required": True, "charset": "fullwidth"},
    {"name": "数量{n}", "required": True, "type": "integer", "min": 1},
    {"name": "備考{n}", "max_chars": 2},
]
WIDE = Format.model_validate({**HEAD, "grain": "order", "max_items": 3, "columns": [*ORDER, *ITEM], "codes": WORDS})
TALL = Format.model_validate(
    {
        **HEAD,
        "grain": "item",
        "columns": [*({**c, "rows": r} for c, r in zip(ORDER, ("each", "first", "last", "first"), strict=True))],
        "codes": WORDS,
    }
)
PLACES: tuple[Place, ...] = ("only", "first", "middle", "last")
MODELS = {(format_.grain, place): row_model(format_, place=place) for format_ in (WIDE, TALL) for place in PLACES}
CELLS = st.sampled_from(
    ["", "", "1", "12", "T1", "山", "山田", "山田太郎", "　", " ", "-5", "1,000", "済", "未", "ＡＢ"]
)


def expected(cells: pl.DataFrame, format_: Format) -> set[tuple[int, str, str]]:
    """What the row model says of each row alone."""
    found = set()
    for at, row in enumerate(cells.iter_rows(named=True)):
        model = MODELS[format_.grain, row.pop("place")]
        found |= {(at, label, code) for label, code in faults(model, row)}
    return found


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_frame_is_refused_as_its_rows_are(data: st.DataObject) -> None:
    format_ = data.draw(st.sampled_from([WIDE, TALL]))
    columns = file_columns(format_)
    height = data.draw(st.integers(1, 4))
    cells = pl.DataFrame({c.label: data.draw(st.lists(CELLS, min_size=height, max_size=height)) for c in columns})
    places = st.just("only") if format_ is WIDE else st.sampled_from(PLACES)
    cells = cells.with_columns(place=pl.Series(data.draw(st.lists(places, min_size=height, max_size=height))))
    blanks = {c.label for c in columns if (cells[c.label] == "").all()}
    for known in (set(), blanks):
        refused = list(find(cells, columns, format_, known))
        assert {(r.at, r.label, r.code) for r in refused} == expected(cells, format_)
        assert [r.text for r in refused] == [cells[r.label][r.at] for r in refused]
        order = [c.label for c in columns]
        assert [order.index(r.label) for r in refused] == sorted(order.index(r.label) for r in refused)


Line = tuple[str, str, str]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=3), min_size=1, max_size=4),
    st.sampled_from(["", "山", "山田太郎"]),
    st.booleans(),
)
@example([[], [("山", "1", "")]], "山", False)
@example([[("", "", "")], [("山", "", "")]], "山", False)
@example([[], [("山", "1", ""), ("山", "1", "")]], "山", True)
def test_lines_may_be_looked_at_before_they_stand_side_by_side(
    orders: list[list[Line]], name: str, beside: bool
) -> None:
    """Also where a column of the item is no line's: then each of its cells stands whether or not there is a line."""
    columns = file_columns(WIDE)
    stood = [(row, n, *line) for row, lines in enumerate(orders) for n, line in enumerate(lines, 1)]
    lines = pl.DataFrame(stood, schema=["row", "n", "明細", "数量", "備考"], orient="row", strict=False)
    lines = lines.cast({"row": pl.Int64, "n": pl.Int64, "明細": pl.String, "数量": pl.String, "備考": pl.String})
    cells = {"番号": ["T1"] * len(orders), "氏名": [name] * len(orders), "金額": ["5"] * len(orders)}
    cells["入金"] = ["済"] * len(orders)
    for n in (1, 2, 3):
        for place, label in enumerate(("明細", "数量", "備考")):
            of_order = beside and label == "備考"
            shown = [one[n - 1][place] if n <= len(one) else "" for one in orders]
            cells[f"{label}{n}"] = ["贈"] * len(orders) if of_order else shown
    frame = pl.DataFrame(cells).with_columns(place=pl.lit("only"))
    most = max(map(len, orders))
    names = {f"{label}{n}": label for n in range(1, most + 1) for label in ("明細", "数量", "備考")}
    if beside:
        names = {label: name for label, name in names.items() if name != "備考"}
    blanks = {c.label for c in columns if (frame[c.label] == "").all() and c.label not in names}
    given_lines = Stood(lines.select("明細", "数量", "備考"), names, lines["row"], lines["n"])
    refused = list(find(frame, columns, WIDE, blanks, given_lines))
    assert {(r.at, r.label, r.code) for r in refused} == expected(frame, WIDE)
