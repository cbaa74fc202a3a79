"""The csv module and a pydantic model of a transaction, one order at a time."""

from __future__ import annotations

import csv
import sys
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import BaseModel, Field, ValidationError, model_validator
from task import FEES, HEADER, LINES, PAYMENTS, STATUSES, fullwidth

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, str]
Required = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1, max_length=21)]
Kana = Annotated[str, Field(max_length=25)]
PostalCode = Annotated[str, Field(pattern=r"^\d{7}$")]
Address = Annotated[str, Field(max_length=55, pattern="[０-９]")]
Phone = Annotated[str, Field(min_length=8, max_length=17)]


class Line(BaseModel):
    """One line of a transaction."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    unit_price: Annotated[int, Field(gt=-100_000, lt=1_000_000)]
    quantity: Annotated[int, Field(gt=0, lt=100_000)]


class Transaction(BaseModel):
    """The target's row, lines apart."""

    number: Annotated[str, Field(min_length=1, max_length=50)]
    ordered_on: Required
    name: Name
    kana: Kana
    postal_code: PostalCode
    address: Address
    phone: Phone
    email: Annotated[str, Field(min_length=5, max_length=100)]
    total: Annotated[int, Field(gt=0, lt=1_000_000)]
    recipient_name: Name
    recipient_kana: Kana
    recipient_postal_code: PostalCode
    recipient_address: Address
    recipient_phone: Phone
    lines: Annotated[list[Line], Field(min_length=1, max_length=LINES)]

    @model_validator(mode="after")
    def lines_make_up_the_total(self) -> Self:
        """What the buyer pays is what is listed."""
        if sum(line.unit_price * line.quantity for line in self.lines) != self.total:
            raise ValueError("total")
        return self

    def cells(self) -> list[str | int]:
        """In the target's order."""
        lines = [cell for line in self.lines for cell in (line.name, line.unit_price, line.quantity)]
        return [
            *(self.number, self.ordered_on, self.name, self.kana, self.postal_code, self.address, "", ""),
            *(self.phone, "", self.email, "", self.total, "2", self.recipient_name, self.recipient_kana),
            *(self.recipient_postal_code, self.recipient_address, "", "", self.recipient_phone),
            *lines,
            *[""] * (3 * LINES - len(lines)),
        ]


def main(source: str, output: str, rejects: str) -> None:
    """Convert order by order; no order is held longer than it takes."""
    with (
        open(source, encoding="cp932", newline="") as read,  # noqa: PTH123
        open(output, "w", encoding="cp932", newline="") as out,  # noqa: PTH123
        open(rejects, "w", encoding="cp932", newline="") as bad,  # noqa: PTH123
    ):
        rows = csv.DictReader(read)
        accepted = csv.writer(out, quoting=csv.QUOTE_ALL)
        accepted.writerow(HEADER)
        rejected = csv.DictWriter(bad, rows.fieldnames or (), quoting=csv.QUOTE_ALL)
        rejected.writeheader()
        kept = (row for row in rows if row["支払方法"] in PAYMENTS and row["注文ステータス"] in STATUSES)
        for _, group in groupby(kept, itemgetter("受付番号")):
            order = list(group)
            try:
                accepted.writerow(_transaction(order).cells())
            except ValidationError:
                rejected.writerows(order)


def _transaction(order: list[Row]) -> Transaction:
    head = order[0]
    party = "配送先" if head["配送先姓"] else "注文者"
    return Transaction.model_validate(
        {
            "number": head["受付番号"],
            "ordered_on": head["注文日"],
            "email": head["注文者メール"],
            "total": head["請求金額"],
            "lines": list(_lines(order)),
            **_party(head, "注文者"),
            **{f"recipient_{key}": cell for key, cell in _party(head, party).items()},
        }
    )


def _party(row: Row, who: str) -> Row:
    address = row[who + "都道府県"] + row[who + "住所1"]
    building = row[who + "住所2"]
    return {
        "name": fullwidth(f"{row[who + '姓']}　{row[who + '名']}"),
        "kana": fullwidth(f"{row[who + 'セイ']}　{row[who + 'メイ']}"),
        "postal_code": row[who + "郵便番号"].replace("-", ""),
        "address": fullwidth(f"{address}　{building}" if building else address),
        "phone": row[who + "電話番号"],
    }


def _lines(order: list[Row]) -> Iterator[dict[str, str | int]]:
    for row in order:
        yield {"name": fullwidth(row["商品名"]), "unit_price": row["単価"], "quantity": row["数量"]}
    for column, name, sign in FEES:
        if amount := int(order[0][column]):
            yield {"name": name, "unit_price": sign * amount, "quantity": 1}


if __name__ == "__main__":
    main(*sys.argv[1:4])
