"""A pydantic model of one row of a format: the texts as they stand in the file, keys = column labels.

>>> from csvbridge.profile.models import Format
>>> column = {"name": "受付番号", "field": "order.number", "required": True, "max_chars": 8}
>>> orders = Format.model_validate({"id": "shop/orders", "title": "orders", "record": "order", "status": "template",
...     "grain": "item", "columns": [column]})
>>> row_model(orders).model_validate({"受付番号": "T0001245"}).model_dump(by_alias=True)
{'受付番号': 'T0001245'}
>>> faults(row_model(orders), {"受付番号": ""})
[('受付番号', 'REQUIRED')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, create_model, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from csvbridge.profile.columns import file_columns
from csvbridge.profile.constraints import constraints_of, is_blank

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.constraints import Constraint
    from csvbridge.profile.models import Format

Place = Literal["only", "first", "middle", "last"]


def row_model(format_: Format, *, place: Place = "only") -> type[BaseModel]:
    """The model of a row; `place` is that of the row in its order, where columns stand on the first or last only.

    An error's type is the code of a finding (`REQUIRED`, `LEN_OVER`, …), its context the params of the message.
    """
    columns = file_columns(format_)
    fields: dict[str, Any] = {}
    required: list[tuple[str, int | None]] = []
    for number, column in enumerate(columns):
        constraints = constraints_of(column, format_.dialect, format_.codes)
        held = [c for c in constraints if c.scope == "cell" or (c.scope == "order" and _stands(column, place))]
        required += [(column.label, column.item) for c in constraints if c.scope == "item"]
        fields[f"c{number}"] = _field(column, held)
    validators: dict[str, Any] = {}
    if required:
        validators["items"] = model_validator(mode="wrap")(_item_check(required, columns))
    config = ConfigDict(extra="forbid", frozen=True, title=format_.title)
    return create_model("Row", __config__=config, __validators__=validators, **fields)


def _stands(column: FileColumn, place: Place) -> bool:
    return place in ("only", column.column.rows)


def _field(column: FileColumn, constraints: Sequence[Constraint]) -> tuple[Any, Any]:
    info = Field("", alias=column.label) if column.column.optional else Field(alias=column.label)
    return Annotated[str, AfterValidator(_check(constraints))], info


def _check(constraints: Sequence[Constraint]) -> Callable[[str], str]:
    def check(text: str) -> str:
        failed = [_error(c, (), text) for c in constraints if not c.holds(text)]
        if failed:
            raise ValidationError.from_exception_data("Row", failed)
        return text

    return check


def _error(constraint: Constraint, loc: tuple[str, ...], text: str) -> InitErrorDetails:
    return {"type": custom(constraint.code, constraint.params), "loc": loc, "input": text}


def custom(code: str, params: Mapping[str, object]) -> PydanticCustomError:
    """Our code as an error of pydantic; the words of the message are in `csvbridge.codes`."""
    return PydanticCustomError(code, code, dict(params))


def _item_check(required: Sequence[tuple[str, int | None]], columns: Sequence[FileColumn]) -> Callable[..., BaseModel]:
    """REQUIRED of item columns: told beside what the cells themselves fail, hence around the other validation."""
    labels = {item: [c.label for c in columns if c.item == item] for _, item in required}

    def check(row: Any, validate: Callable[[Any], BaseModel]) -> BaseModel:
        cells = row if isinstance(row, dict) else {}
        filled = {item for item, of_item in labels.items() if any(_filled(cells, label) for label in of_item)}
        failed: list[InitErrorDetails] = [
            {"type": custom("REQUIRED", {}), "loc": (label,), "input": cells[label]}
            for label, item in required
            if item in filled and label in cells and not _filled(cells, label)
        ]
        try:
            valid = validate(row)
        except ValidationError as error:
            failed = [*map(_again, error.errors(include_url=False)), *failed]
        if failed:
            raise ValidationError.from_exception_data("Row", failed)
        return valid

    return check


def _filled(cells: Mapping[str, object], label: str) -> bool:
    return not is_blank(str(cells.get(label, "")))


def _again(error: ErrorDetails) -> InitErrorDetails:
    """An error told once more: ours, or one of pydantic's own for a key that is missing or no text."""
    return {"type": custom(error["type"], error.get("ctx", {})), "loc": error["loc"], "input": error["input"]}


def faults(model: type[BaseModel], row: Mapping[str, str]) -> list[tuple[str, str]]:
    """Label and code of everything that the model refuses in a row."""
    try:
        model.model_validate(row)
    except ValidationError as error:
        return [(str(e["loc"][0]), e["type"]) for e in error.errors()]
    return []
