"""How the header of a file meets the columns of a format."""

from __future__ import annotations

from csvbridge.profile.columns import file_columns, match_header
from csvbridge.profile.models import Format

HEAD = {"id": "shop/orders", "title": "注文", "record": "order", "status": "template", "grain": "order"}


def format_of(*columns: dict[str, object], **head: object) -> Format:
    return Format.model_validate({**HEAD, **head, "columns": list(columns)})


def test_item_columns_repeat_as_a_block() -> None:
    format_ = format_of({"name": "ID"}, {"name": "明細名{n}"}, {"name": "単価{n}"}, {"name": "備考"}, max_items=2)
    columns = file_columns(format_)
    assert [c.label for c in columns] == ["ID", "明細名1", "単価1", "明細名2", "単価2", "備考"]
    assert [(c.item, c.index) for c in columns] == [(None, 0), (1, 1), (1, 2), (2, 3), (2, 4), (None, 5)]
    assert columns[3].header == "明細名2"


def test_labels_are_unique() -> None:
    format_ = format_of({"name": "送料"}, {"name": "送料", "nth": 2}, {})
    assert [c.label for c in file_columns(format_)] == ["送料", "送料#2", "#3"]


def test_columns_are_found_by_folded_names_in_any_order() -> None:
    format_ = format_of({"name": "氏名（漢字）"}, {"name": "受付番号", "aka": ["注文番号"]})
    found = match_header(format_, ["注文 番号", "氏名(漢字)"])
    assert dict(found.indexes) == {"氏名（漢字）": 1, "受付番号": 0}
    assert (found.moved, found.missing, found.extra, found.duplicates) == (True, (), (), ())


def test_what_is_missing_has_its_nearest_name() -> None:
    format_ = format_of({"name": "受付番号"}, {"name": "備考", "optional": True})
    found = match_header(format_, ["受注番号", "合計"])
    assert dict(found.indexes) == {"受付番号": None, "備考": None}
    assert (found.missing, found.extra, dict(found.nearest)) == (
        ("受付番号",),
        ("受注番号", "合計"),
        {"受付番号": "受注番号"},
    )


def test_a_name_more_often_than_the_format_says() -> None:
    assert match_header(format_of({"name": "送料"}), ["送料", "送料"]).duplicates == ("送料",)
    both = format_of({"name": "送料"}, {"name": "送料", "nth": 2})
    found = match_header(both, ["送料", "x", "送料"])
    assert (dict(found.indexes), found.duplicates) == ({"送料": 0, "送料#2": 2}, ())


def test_items_past_the_last_are_told() -> None:
    found = match_header(format_of({"name": "明細名{n}"}, max_items=1), ["明細名1", "明細名2", "明細名別"])
    assert (found.extra, found.beyond) == (("明細名2", "明細名別"), ("明細名2",))


def test_columns_of_a_rejects_file_are_apart() -> None:
    found = match_header(format_of({"name": "ID"}), ["ID", "csvbridge_record", "csvbridge_order"])
    assert (found.extra, dict(found.feedback)) == ((), {"csvbridge_record": 1, "csvbridge_order": 2})


def test_without_header_columns_stand_at_their_places() -> None:
    format_ = format_of({"name": "ID", "position": 1}, {"position": 3}, dialect={"header": False})
    found = match_header(format_, ["", "", "", ""])
    assert dict(found.indexes) == {"ID": 0, "#3": 2}
    assert (found.missing, found.extra) == ((), ("#2", "#4"))
    assert match_header(format_, ["", ""]).missing == ("#3",)
