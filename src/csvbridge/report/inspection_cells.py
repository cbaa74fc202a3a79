"""Cells of an unknown file as they may be seen, and what `inspect` found as one object for a program.

A cell is masked as its field is, where that is sure, and always as its shape is. A cell of which nobody knows what it
is shows at most its pattern, since it may hold anything: T0001 as A9999, a name as ***.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csvbridge.catalog import FIELDS
from csvbridge.report.mask import HIDDEN, clean, mask, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.learn.model import Evidence, Guess, Inspection, Shape
    from csvbridge.learn.rank import Fit
    from csvbridge.report.language import Language

_AS_FIELD: dict[Shape, str] = {
    "postal_code": "buyer.postal_code",
    "phone": "buyer.phone",
    "email": "buyer.email",
    "kana": "buyer.kana",
    "name": "buyer.name",
    "address": "buyer.address",
}
"""Shapes that are personal whatever the field, and the field whose mask they take."""
_OPEN: frozenset[Shape] = frozenset({"prefecture", "key", "tracking_number"})
"""Shapes that may be seen where the field is not known."""


def as_object(
    found: Inspection, fits: Sequence[Fit], name: str, lang: Language, *, show_values: bool
) -> dict[str, object]:
    """All of it, as JSON can hold it; a `null` says that it cannot be told."""
    seen, encoding = found.sighting, found.sighting.encoding
    return {
        "file": clean(name),
        "workbook": seen.workbook,
        "encoding": {
            "name": encoding.name,
            "bom": encoding.bom,
            "candidates": list(encoding.candidates),
            "broken": encoding.broken,
            "evidence": told(encoding.evidence, lang),
        },
        "newline": seen.newline,
        "delimiter": seen.delimiter,
        "quote": seen.quote,
        "header": seen.header,
        "preamble_lines": seen.preamble_lines,
        "trailer": seen.trailer,
        "rows": found.rows if found.records is not None else None,
        "orders": found.orders,
        "unreadable": found.unreadable,
        "grain": found.grain,
        "key": found.key,
        "blocks": list(found.blocks),
        "judged_rows": found.judged,
        "evidence": told((*seen.evidence, *found.evidence), lang),
        "columns": [_column(guess, lang, show_values) for guess in found.guesses],
        "fits": [_fit(fit) for fit in fits],
    }


def told(evidence: Sequence[Evidence], lang: Language) -> list[str]:
    return [clean(one.ja if lang == "ja" else one.en) for one in evidence]


def _column(guess: Guess, lang: Language, show_values: bool) -> dict[str, object]:
    column = guess.column
    return {
        "index": column.index,
        "name": clean(column.name),
        "nth": column.nth,
        "field": guess.field,
        "confidence": round(guess.confidence, 2),
        "doubtful": guess.doubtful,
        "item": guess.item,
        "rivals": list(guess.rivals),
        "filled": column.filled,
        "distinct": column.distinct,
        "shape": column.shape,
        "date_format": column.date_format,
        "varies": column.varies,
        "stands": column.stands,
        "examples": [shown(cell, guess, show_values=show_values) for cell in column.examples],
        "words": [[shown(word, guess, show_values=show_values), count] for word, count in words_of(guess, show_values)],
        "evidence": told(guess.evidence, lang),
    }


def _fit(fit: Fit) -> dict[str, object]:
    lists = {key: list(getattr(fit, key)) for key in ("missing", "extra", "moved", "absent", "frame")}
    renamed = [{"column": label, "file": clean(name)} for label, name in fit.renamed]
    head = {"id": fit.id, "version": fit.version, "title": fit.title, "status": fit.status, "path": str(fit.path)}
    lists["extra"] = [clean(name) for name in fit.extra]
    return {**head, "score": fit.score, "found": fit.found, "columns": fit.columns, **lists, "renamed": renamed}


def shown(cell: str, guess: Guess, *, show_values: bool = False) -> str:
    """A cell as it may be seen: masked by field and by shape, or whole where that is asked for."""
    if show_values:
        return shorten(clean(cell))
    shape = guess.column.shape
    field = FIELDS.get(guess.field or "")
    if field is not None and field.mask is not None:
        return mask(cell, field.name)
    if shape in _AS_FIELD:
        return mask(cell, _AS_FIELD[shape])
    if shape in _OPEN or (field is not None and not guess.doubtful):
        return shorten(clean(cell))
    return pattern(cell)


def pattern(cell: str) -> str:
    """The pattern of a short ASCII cell; anything else is hidden.

    >>> pattern("T0001-a"), pattern("2026/11/20"), pattern("見本太郎"), pattern("")
    ('A9999-a', '9999/99/99', '***', '')
    """
    text = clean(cell).strip()
    if not text.isascii() or len(text) > 20 or "@" in text or " " in text:
        return HIDDEN
    return re.sub("[a-z]", "a", re.sub("[A-Z]", "A", re.sub("[0-9]", "9", text)))


def words_of(guess: Guess, show_values: bool) -> Sequence[tuple[str, int]]:
    """The words of a code column; of another column only where it has few and all may be seen."""
    field = FIELDS.get(guess.field or "")
    if field is not None and field.type == "word" and not guess.doubtful:
        return guess.column.words
    return guess.column.words if guess.column.shape == "words" and show_values else ()
