"""What `inspect` found, for a person: facts with their evidence, the columns, the formats that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from csvbridge.reader.detect import label
from csvbridge.report import inspection_words as words
from csvbridge.report.inspection_cells import shown, told, words_of
from csvbridge.report.language import Language, say
from csvbridge.report.mask import clean
from csvbridge.report.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from csvbridge.learn.model import ColumnSighting, Evidence, Guess, Inspection
    from csvbridge.learn.rank import Fit

SHOWN_FITS = 5
SHOWN_NAMES = 12
SHOWN_WORDS = 6
WIDE = 100
"""On a narrower terminal the field stands below its column."""


def as_tables(
    found: Inspection, fits: Sequence[Fit], name: str, lang: Language, stream: TextIO, *, show_values: bool
) -> None:
    """Facts, a table of the columns, one of the formats; the last line says which format it is."""
    from rich import box
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text as Rich

    console = Console(file=stream, highlight=False, markup=False, emoji=False)

    def plain(text: str) -> Rich:
        return Rich(printable(text, stream.encoding or "utf-8"))

    def table(rows: Sequence[Sequence[str]], *heads: str) -> None:
        # The only box whose characters cp932 has.
        made = Table(
            *(Column(plain(say(words.HEADS[head], {}, lang)), overflow="fold") for head in heads), box=box.SQUARE
        )
        for row in rows:
            made.add_row(*map(plain, row))
        console.print(made)

    console.print(plain(clean(name)), style="bold")
    for head, value in _facts(found, lang):
        console.print(plain(f"{say(words.HEADS[head], {}, lang)}: {value}"), soft_wrap=True)
    if found.columns:
        console.print()
        wide = console.width >= WIDE
        rows = [_row(guess, lang, show_values, wide=wide) for guess in found.guesses]
        table(rows, *(("column", "field") if wide else ("column",)), "shape", "filled", "examples")
        for note in _notes(found, lang, show_values):
            console.print(plain(note), soft_wrap=True)
    if fits:
        console.print()
        table([_fit_row(fit, lang) for fit in fits[:SHOWN_FITS]], "format", "fit", "differs")
    console.print()
    console.print(plain(_closing(found, fits, lang)), style="bold", soft_wrap=True)


def _facts(found: Inspection, lang: Language) -> Iterator[tuple[str, str]]:
    """What is known of the whole file, each with its evidence."""
    seen = found.sighting
    yield "encoding", _with(_encoding(found, lang), seen.encoding.evidence, lang)
    if not seen.workbook and (seen.encoding.name is not None or seen.newline is not None):
        yield "newline", say(words.NEWLINES[seen.newline], {}, lang) if seen.newline else say(words.UNKNOWN, {}, lang)
        parted = (
            words.DELIMITERS[seen.delimiter] if seen.delimiter else words.ONE_COLUMN if seen.dialect else words.UNKNOWN
        )
        yield "delimiter", say(parted, {}, lang)
        yield "quote", say(words.QUOTES[seen.quote] if seen.quote else words.UNKNOWN, {}, lang)
        yield "header", _with(_header(found, lang), [e for e in seen.evidence if e.kind == "header"], lang)
        if seen.trailer:
            yield "trailer", ". ".join(told([e for e in seen.evidence if e.kind == "place"], lang))
    if found.records is not None:
        yield "rows", _rows(found, lang)
        grain = say(words.GRAINS[found.grain] if found.grain else words.UNKNOWN, {}, lang)
        yield "grain", _with(grain, found.evidence, lang)
    if found.blocks:
        yield "blocks", _names(found.blocks, lang)
    if varying := [_label(column) for column in found.columns if column.varies]:
        yield "varies", _names(varying, lang)


def _with(text: str, evidence: Sequence[Evidence], lang: Language) -> str:
    open_, between, close = ("（", "。", "）") if lang == "ja" else (" (", "; ", ")")
    return f"{text}{open_}{between.join(told(evidence, lang))}{close}" if evidence else text


def _encoding(found: Inspection, lang: Language) -> str:
    encoding = found.sighting.encoding
    if found.sighting.workbook:
        return say(words.WORKBOOK, {}, lang)
    if encoding.name is None:
        several = ", ".join(label(name) for name in encoding.candidates)
        return say(words.CANDIDATES, {"candidates": several}, lang) if several else say(words.UNKNOWN, {}, lang)
    return say(words.BOM, {"encoding": label(encoding.name)}, lang) if encoding.bom else label(encoding.name)


def _header(found: Inspection, lang: Language) -> str:
    seen = found.sighting
    if seen.header is None:
        return say(words.UNKNOWN, {}, lang)
    if seen.header and seen.preamble_lines:
        return say(words.AFTER, {"count": seen.preamble_lines}, lang)
    return say(words.YES if seen.header else words.NO, {}, lang)


def _rows(found: Inspection, lang: Language) -> str:
    params: dict[str, object] = {"rows": f"{found.rows:,}"}
    text = words.ROWS
    if found.key is not None and found.orders is not None:
        params |= {"orders": f"{found.orders:,}", "key": _label(found.columns[found.key])}
        text = words.ORDERS
    more = say(words.UNREADABLE, {"count": found.unreadable}, lang) if found.unreadable else ""
    return say(text, params, lang) + more


def _names(names: Sequence[str], lang: Language) -> str:
    """The first names, and how many more there are."""
    comma, more = ("、", " ほか{}列") if lang == "ja" else (", ", " and {} more")
    left = len(names) - SHOWN_NAMES
    return comma.join(map(clean, names[:SHOWN_NAMES])) + (more.format(left) if left > 0 else "")


def _label(column: ColumnSighting) -> str:
    """A column as profiles name it: its header, `送料#2`, or `#12` without one."""
    if not column.name.strip():
        return f"#{column.index + 1}"
    return clean(column.name) if column.nth == 1 else f"{clean(column.name)}#{column.nth}"


def _row(guess: Guess, lang: Language, show_values: bool, *, wide: bool) -> tuple[str, ...]:
    column = guess.column
    field = f"{guess.field}{'?' if guess.doubtful else ''}" if guess.field else "-"
    shape = say(words.SHAPES[column.shape], {}, lang) + (f" {column.date_format}" if column.date_format else "")
    filled = f"{_percent(column)}%" if column.rows else "-"
    listed = words_of(guess, show_values)[:SHOWN_WORDS]
    cells = [f"{shown(word, guess, show_values=show_values)} ×{count}" for word, count in listed] or [
        shown(cell, guess, show_values=show_values) for cell in column.examples
    ]
    named = (_label(column), field) if wide else (f"{_label(column)}\n{field}",)
    return *named, shape, filled, " / ".join(dict.fromkeys(cells))


def _percent(column: ColumnSighting) -> int:
    """Rounded, but 100 only where every cell is filled and 0 only where none is."""
    if column.filled in (0, column.rows):
        return 100 if column.filled else 0
    return min(99, max(1, round(100 * column.filled / column.rows)))


def _notes(found: Inspection, lang: Language, show_values: bool) -> Iterator[str]:
    if found.judged < found.rows:
        yield say(words.JUDGED, {"count": f"{found.judged:,}"}, lang)
    if not show_values:
        yield say(words.MASKED, {}, lang)


def _fit_row(fit: Fit, lang: Language) -> tuple[str, str, str]:
    return (
        f"{_named(fit)}\n{fit.title}",
        f"{fit.score:.0%}",
        "\n".join(_differences(fit, lang)) or say(words.SAME, {}, lang),
    )


def _differences(fit: Fit, lang: Language) -> Iterator[str]:
    parts = {
        "renamed": [f"{label} → {name}" for label, name in fit.renamed],
        "missing": fit.missing,
        "extra": fit.extra,
        "moved": fit.moved,
        "absent": fit.absent,
        "frame": [say(words.FRAMES[part], {}, lang) for part in fit.frame],
    }
    for kind, names in parts.items():
        if names:
            yield say(words.DIFFERENCES[kind], {"columns": _names(names, lang)}, lang)


def _closing(found: Inspection, fits: Sequence[Fit], lang: Language) -> str:
    if found.records is None:
        return say(words.NO_COLUMNS, {}, lang)
    if not fits:
        return say(words.NO_FIT, {}, lang)
    best = fits[0]
    named = _named(best)
    params = {"format": f"{named}（{best.title}）" if lang == "ja" else named}
    return say(words.BEST if best.fits else words.NEAREST, params, lang)


def _named(fit: Fit) -> str:
    return fit.id if fit.version == "1" else f"{fit.id}@{fit.version}"
