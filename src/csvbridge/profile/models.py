"""The profile language as data: formats, conversions and their tables (DESIGN, section 5).

These models are what the loader returns: `extends` resolved, everything checked. They are frozen and know no files.
"""

from __future__ import annotations

from typing import Annotated, Literal

from csvbridge.catalog import Type  # noqa: TC001 -- the tables read their annotations
from csvbridge.dialect import Dialect
from csvbridge.table import Short, Table, key

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
Hold = Literal["WAITING", "NEEDS_AMEND", "ALREADY_SENT"]
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


class Step(Table):
    """One cell function with its argument, if it takes one."""

    name: str
    argument: str | int | None = None


Steps = tuple[Annotated[Step, Short(_one_key)], ...]
_STEPS: Steps = key(default=(), description="steps, first to last")
Condition = Annotated[tuple[str, ...] | Literal["filled", "blank"], Short(_words)]


class Ask(Table):
    """A constant that only the shop knows: tests use `sample`, `convert` is refused until it is set."""

    ask: str = key(description="what to ask the shop for")
    sample: str = key(description="what tests write instead")


class Column(Table):
    """One column of a document. Limits hold for the text of a cell as it stands in the file."""

    name: str = key(default="", description="header text; {n} counts the items of an order-grain document")
    field: str | None = key(default=None, description="the canonical field that the column feeds and takes")
    nth: int = key(default=1, ge=1, description="which of several columns of the same name")
    position: int | None = key(default=None, ge=1, description="place in a document without header, from 1")
    aka: tuple[str, ...] = key(default=(), description="other spellings of the header")
    optional: bool = key(default=False, description="a file may lack the whole column")
    required: bool = key(default=False, description="no cell may be blank")
    type: Type | None = key(default=None, description="canonical form, where it is not that of the field")
    format: str | None = key(default=None, description="form of a date, e.g. YYYY/MM/DD")
    codes: str | None = key(default=None, description="the [codes.…] table, or the shared one of profiles/codes/")
    values: tuple[str, ...] | None = key(default=None, description="the only texts that a cell may hold")
    constant: str | Ask | None = key(default=None, description="what is always written")
    rank: int | None = key(
        default=None, ge=1, description="of several columns of one field, the lowest filled rank is read"
    )
    min_chars: int | None = key(default=None, ge=1, description="fewest characters of a filled cell")
    max_chars: int | None = key(default=None, ge=1, description="most characters")
    max_bytes: int | None = key(default=None, ge=1, description="most bytes in the encoding of the document")
    min: int | None = key(default=None, description="smallest number")
    max: int | None = key(default=None, description="largest number")
    signed: bool = key(default=False, description="a number may be negative")
    charset: Charset | None = key(default=None, description="class of the characters that a cell may hold")
    pattern: str | None = key(default=None, description="linear-time regular expression that the whole cell must match")
    read: Steps = _STEPS
    write: Steps = _STEPS
    rows: Literal["each", "first", "last"] | None = key(default=None, description="rows of an order that hold the cell")
    separator: str | None = key(default=None, description="between the parts of a whole that this column writes")
    sign: Literal["positive", "negative"] = key(
        default="positive", description="how the file writes an amount that is taken off"
    )
    provider_codes: dict[str, str] = key(default={}, description="our code → the provider's own, e.g. GMO:CT0016")


class Items(Table):
    """Item lines: net prices on reading, amounts as lines on writing."""

    net: tuple[Literal["product"], ...] = key(default=(), description="kinds whose prices are without tax")
    tax_rounding: Literal["half-up", "down", "up"] = key(
        default="half-up", description="how the tax of one unit becomes whole yen"
    )
    lines: dict[AmountKind, str] = key(default={}, description="amount → name of its line")
    negative_lines: Literal["write", "omit", "reject"] = key(
        default="write", description="lines of what is taken off: written, left out, or the order rejected"
    )
    max: int | None = key(default=None, ge=1, description="most lines of an order, amounts included")
    overflow: Literal["collapse", "reject"] = key(
        default="reject", description="products past max: joined into one line, or the order rejected"
    )
    overflow_name: str = key(default="その他商品", description="name of the joined line")
    drop_zero: bool = key(default=False, description="lines of price 0 are left out")


class Recipient(Table):
    """How a recipient who is the buyer is written, and how many a document can hold."""

    when_same: Literal["blank", "repeat"] = key(
        default="repeat", description="what stands in the recipient's columns where the recipient is the buyer"
    )
    max: int = key(default=1, ge=1, description="most recipients of an order")


class Shipments(Table):
    """Several parcels of an order, several orders in a parcel."""

    parcels: Literal["first", "reject"] = key(
        default="first", description="an order with several tracking numbers: the first is written, or it is rejected"
    )
    max_orders_per_tracking_number: int | None = key(
        default=None, ge=1, description="most orders that share a tracking number"
    )


class Lookup(Table):
    """A second file to join: which format, by which field, what it gives."""

    format: str = key(description="id of the format of the second file")
    by: str = key(default="order.number", description="the field that both files know")
    take: tuple[str, ...] = key(default=(), description="fields that it gives")
    require: dict[str, Condition] = key(
        default={}, description="what must hold in it; else the order is rejected with the state named"
    )
    hold: dict[Hold, dict[str, Condition]] = key(
        default={},
        description="code → what holds in it for an order that stays out with that code; the first that fits",
    )
    not_found: Literal["reject", "drop", "accept"] = key(
        default="reject", description="an order that is in no second file"
    )
    reject_when: dict[str, Condition] = key(default={}, description="an order not found is rejected where these hold")
    absent: bool = key(default=False, description="an order that is found is dropped (ALREADY_SENT)")
    expected: bool = key(
        default=False, description="an order of the second file that is not in the input is told (NO_ANSWER)"
    )
    optional: bool = key(default=False, description="a run without the file is allowed")


class Rule(Table):
    """Severity of a rule, with its limit where it takes one. `"error"` is short for `{ severity = "error" }`."""

    severity: Severity = key(default="error", description="what becomes of the order")
    max: int | None = key(default=None, description="the limit of total_within, in yen")


class Checks(Table):
    """Severities raised or lowered, values that are known to be good, words to look for; all by code."""

    severity: dict[str, Severity] = key(default={}, description="code → severity")
    allow: dict[str, tuple[str, ...]] = key(
        default={}, description="code → cells that it leaves alone; an address as a whole, behind its postal code"
    )
    keywords: dict[str, tuple[str, ...]] = key(
        default={}, description="code → words that it finds besides its own; two letters or more"
    )


class AllowFile(Table):
    """What a shop has found to be good, in `allow.toml` of a folder of its profiles; it holds for all of them."""

    allow: dict[str, tuple[str, ...]] = key(default={}, description="code → texts that it leaves alone")


class Map(Table):
    """Where a target column takes its text from: one field or source column, or several joined."""

    from_: str | None = key(default=None, alias="from", description="one field, or one column of the source")
    join: tuple[str, ...] = key(default=(), description="several of them, those that are blank left out")
    with_: str = key(default="", alias="with", description="what stands between the joined texts")
    codes: str | None = key(default=None, description="the table by which a word is written")
    write: Steps = _STEPS
    prefix: str = key(default="", description="text before a cell that is not blank")
    strip_prefix: str = key(default="", description="text that is taken off the front")


class Test(Table):
    """`given` overlays the sample; the run must end as said."""

    name: str = key(description="what is tested, in the words of the shop")
    given: dict[str, str] | tuple[dict[str, str], ...] = key(
        default={}, description="cells over those of the sample; several tables are several rows of one order"
    )
    lookup: dict[str, tuple[dict[str, str], ...]] = key(
        default={}, description="rows of the second files, by name of the lookup"
    )
    expect: dict[str, str] | tuple[dict[str, str], ...] | Literal["dropped", "aside"] | None = key(
        default=None, description="target cells (fields, in the test of a format), or the order's end"
    )
    rejects: tuple[str, ...] = key(default=(), description="the codes of all errors, no more and no fewer")
    warns: tuple[str, ...] = key(default=(), description="the codes of all warnings")


Conditions = dict[str, Condition]
RuleTable = dict[RuleId, Annotated[Rule, Short(lambda v: {"severity": v} if isinstance(v, str) else v)]]
CodeTable = dict[str, str]


class Document(Table):
    """What a format says of its orders and a conversion may override."""

    id: str = key(description="its name: system/document for a format, a word without slash for a conversion")
    title: str = key(description="what people call it")
    extends: str | None = key(default=None, description="id or path of the one parent")
    codes: dict[str, CodeTable] = key(default={}, description="tables of words: text in the file → canonical word")
    items: Items = key(default=Items(), description="item lines")
    recipient: Recipient = key(default=Recipient(), description="how a recipient is written")
    shipments: Shipments = key(default=Shipments(), description="several parcels of an order")
    keep: Conditions = key(default={}, description="the orders that are taken; all others are dropped and counted")
    aside: dict[str, Conditions] = key(default={}, description="orders that go to a list of their own, by its name")
    lookup: dict[str, Lookup] = key(default={}, description="second files, by name")
    rules: RuleTable = key(default={}, description="rules over a whole order")
    checks: Checks = key(default=Checks(), description="severities, allow lists and words")
    sample: dict[str, str] | tuple[dict[str, str], ...] = key(
        default={}, description="one order as the file holds it; it must convert without findings"
    )
    tests: tuple[Test, ...] = key(default=(), description="what must come of the sample, and of changes to it")


class Format(Document):
    """One document of one system."""

    version: str = key(default="1", description="version of the layout; id@version names one of several")
    record: Record = key(description="what one record is about")
    status: Literal["template", "documented", "confirmed"] = key(description="how well the layout is known")
    confirmed_on: str | None = key(default=None, description="day on which a real file was seen")
    sources: tuple[str, ...] = key(default=(), description="where the facts come from")
    grain: Literal["order", "item", "item-first"] = key(description="one row an order, or one row an item")
    max_items: int | None = key(default=None, ge=1, description="how often the columns with {n} repeat")
    columns: tuple[Column, ...] = key(description="the columns in file order")
    dialect: Dialect = key(factory=Dialect, description="encoding, newline, quotes and frame of the file")

    def __post_init__(self) -> None:
        """`grain = "item-first"` is short for `rows = "first"` on everything but item columns."""
        if self.grain == "item-first":
            columns = (c if c.rows or _of_item(c) else c.model_copy(update={"rows": "first"}) for c in self.columns)
            self.__dict__["columns"] = tuple(columns)

    @property
    def system(self) -> str:
        """The system of a format: the part of its id before the slash."""
        return self.id.partition("/")[0]


def _of_item(column: Column) -> bool:
    return (column.field or "").startswith("item.")


class Conversion(Document):
    """What is special to one pair of formats."""

    source: str = key(description="id of the format that is read")
    target: str = key(description="id of the format that is written")
    set: dict[str, str | Ask] = key(default={}, description="target column → the text that it always holds")
    map: dict[str, Map] = key(default={}, description="target column → where its text comes from")
