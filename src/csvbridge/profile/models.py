"""The profile language as data: formats, conversions and their tables (DESIGN, section 5).

These models are what the loader returns: `extends` resolved, everything checked. They are frozen and know no files.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from csvbridge.catalog import Type  # noqa: TC001 -- pydantic reads it
from csvbridge.dialect import Dialect

Record = Literal["order", "credit_result", "shipment", "payment", "amendment", "cancel", "label", "message", "worklist"]
Severity = Literal["error", "warning", "info", "off"]
Charset = Literal["fullwidth", "halfwidth-kana", "ascii", "digits", "jisx0208", "cp932"]
RuleId = Literal[
    "total_equals_lines",
    "total_positive",
    "total_within",
    "recipient_blank_or_complete",
    "recipient_equals_buyer",
    "one_row_per_order",
]
AmountKind = Literal["shipping", "payment_fee", "discount", "tax", "points"]


def _one_key(value: object) -> object:
    """A step is written `"digits"` or, with an argument, `{ zero_pad = 8 }`."""
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, dict) and len(value) == 1:
        ((name, argument),) = value.items()
        return {"name": name, "argument": argument}
    return value


def _words(value: object) -> object:
    """`"deferred"` is short for `["deferred"]`; "filled" and "blank" stay as they are."""
    if isinstance(value, list):
        return tuple(value)
    return (value,) if isinstance(value, str) and value not in ("filled", "blank") else value


class Table(BaseModel):
    """A closed table: a key that the language does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(Table):
    """One cell function with its argument, if it takes one."""

    name: str
    argument: str | int | None = None


Steps = Annotated[tuple[Annotated[Step, BeforeValidator(_one_key)], ...], Field(default=())]
Condition = Annotated[tuple[str, ...] | Literal["filled", "blank"], BeforeValidator(_words)]


class Ask(Table):
    """A constant that only the shop knows: tests use `sample`, `convert` is refused until it is set."""

    ask: str = Field(description="what to ask the shop for")
    sample: str


class Column(Table):
    """One column of a document. Limits hold for the text of a cell as it stands in the file."""

    name: str = Field(default="", description="header text; {n} counts the items of an order-grain document")
    field: str | None = Field(default=None, description="the canonical field that the column feeds and takes")
    nth: int = Field(default=1, ge=1, description="which of several columns of the same name")
    position: int | None = Field(default=None, ge=1, description="place in a document without header, from 1")
    aka: tuple[str, ...] = Field(default=(), description="other spellings of the header")
    optional: bool = Field(default=False, description="a file may lack the whole column")
    required: bool = Field(default=False, description="no cell may be blank")
    type: Type | None = Field(default=None, description="canonical form, where it is not that of the field")
    format: str | None = Field(default=None, description="form of a date, e.g. YYYY/MM/DD")
    codes: str | None = Field(default=None, description="the [codes.…] table, or the shared one of profiles/codes/")
    values: tuple[str, ...] | None = Field(default=None, description="the only texts that a cell may hold")
    constant: str | Ask | None = Field(default=None, description="what is always written")
    rank: int | None = Field(
        default=None, ge=1, description="of several columns of one field, the lowest filled rank is read"
    )
    min_chars: int | None = Field(default=None, ge=1)
    max_chars: int | None = Field(default=None, ge=1)
    max_bytes: int | None = Field(default=None, ge=1, description="bytes in the encoding of the document")
    min: int | None = None
    max: int | None = None
    signed: bool = Field(default=False, description="a number may be negative")
    charset: Charset | None = None
    pattern: str | None = Field(
        default=None, description="linear-time regular expression that the whole cell must match"
    )
    read: Steps
    write: Steps
    rows: Literal["each", "first", "last"] | None = Field(
        default=None, description="rows of an order that hold the cell"
    )
    separator: str | None = Field(default=None, description="between the parts of a whole that this column writes")
    sign: Literal["positive", "negative"] = "positive"
    provider_codes: dict[str, str] = Field(default={}, description="our code → the provider's own, e.g. GMO:CT0016")


class Items(Table):
    """Item lines: net prices on reading, amounts as lines on writing."""

    net: tuple[Literal["product"], ...] = ()
    tax_rounding: Literal["half-up", "down", "up"] = "half-up"
    lines: dict[AmountKind, str] = Field(default={}, description="amount → name of its line")
    negative_lines: Literal["write", "omit", "reject"] = "write"
    max: int | None = Field(default=None, ge=1, description="most lines of an order, amounts included")
    overflow: Literal["collapse", "reject"] = "reject"
    overflow_name: str = "その他商品"
    drop_zero: bool = False


class Recipient(Table):
    """How a recipient who is the buyer is written, and how many a document can hold."""

    when_same: Literal["blank", "repeat"] = "repeat"
    max: int = Field(default=1, ge=1)


class Shipments(Table):
    """Several parcels of an order, several orders in a parcel."""

    parcels: Literal["first", "reject"] = "first"
    max_orders_per_tracking_number: int | None = Field(default=None, ge=1)


class Lookup(Table):
    """A second file to join: which format, by which field, what it gives."""

    format: str
    by: str = "order.number"
    take: tuple[str, ...] = ()
    require: dict[str, Condition] = {}
    not_found: Literal["reject", "drop"] = "reject"
    reject_when: dict[str, Condition] = Field(default={}, description="an order not found is rejected where these hold")
    absent: bool = Field(default=False, description="an order that is found is dropped (ALREADY_SENT)")
    optional: bool = Field(default=False, description="a run without the file is allowed")


class Rule(Table):
    """Severity of a rule, with its limit where it takes one. `"error"` is short for `{ severity = "error" }`."""

    severity: Severity = "error"
    max: int | None = None


class Checks(Table):
    """Severities raised or lowered, by code; values that are known to be good, by code."""

    severity: dict[str, Severity] = {}
    allow: dict[str, tuple[str, ...]] = {}


class Map(Table):
    """Where a target column takes its text from: one field or source column, or several joined."""

    from_: str | None = Field(default=None, alias="from")
    join: tuple[str, ...] = ()
    with_: str = Field(default="", alias="with")
    codes: str | None = None
    write: Steps
    prefix: str = ""
    strip_prefix: str = ""


class Test(Table):
    """`given` overlays the sample; the run must end as said."""

    name: str
    given: dict[str, str] | tuple[dict[str, str], ...] = {}
    lookup: dict[str, tuple[dict[str, str], ...]] = {}
    expect: dict[str, str] | tuple[dict[str, str], ...] | Literal["dropped", "aside"] | None = None
    rejects: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()


Conditions = dict[str, Condition]
RuleTable = dict[RuleId, Annotated[Rule, BeforeValidator(lambda v: {"severity": v} if isinstance(v, str) else v)]]
CodeTable = dict[str, str]


class Document(Table):
    """What a format says of its orders and a conversion may override."""

    id: str
    title: str
    extends: str | None = None
    codes: dict[str, CodeTable] = {}
    items: Items = Items()
    recipient: Recipient = Recipient()
    shipments: Shipments = Shipments()
    keep: Conditions = {}
    aside: dict[str, Conditions] = {}
    lookup: dict[str, Lookup] = {}
    rules: RuleTable = {}
    checks: Checks = Checks()
    sample: dict[str, str] | tuple[dict[str, str], ...] = {}
    tests: tuple[Test, ...] = ()


class Format(Document):
    """One document of one system."""

    version: str = "1"
    record: Record
    status: Literal["template", "documented", "confirmed"]
    confirmed_on: str | None = None
    sources: tuple[str, ...] = ()
    grain: Literal["order", "item", "item-first"]
    max_items: int | None = Field(default=None, ge=1)
    columns: tuple[Column, ...]
    dialect: Dialect = Field(default_factory=lambda: Dialect.model_validate({}))

    @model_validator(mode="after")
    def _first_rows(self) -> Format:
        """`grain = "item-first"` is short for `rows = "first"` on everything but item columns."""
        if self.grain == "item-first":
            columns = tuple(
                c if c.rows or _of_item(c) else c.model_copy(update={"rows": "first"}) for c in self.columns
            )
            object.__setattr__(self, "columns", columns)
        return self

    @property
    def system(self) -> str:
        """The system of a format: the part of its id before the slash."""
        return self.id.partition("/")[0]


def _of_item(column: Column) -> bool:
    return (column.field or "").startswith("item.")


class Conversion(Document):
    """What is special to one pair of formats."""

    source: str
    target: str
    set: dict[str, str | Ask] = {}
    map: dict[str, Map] = {}
