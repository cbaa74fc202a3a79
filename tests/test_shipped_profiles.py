"""Every shipped profile, and those of the examples: it loads, its sample is clean, its [[tests]] end as they say.

A format's test reads the row and writes it again to a document whose columns are the canonical fields expected.
"""

from __future__ import annotations

import csv
import io
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from csvbridge.catalog import FIELDS
from csvbridge.engine.run import Outcome, run
from csvbridge.profile.columns import file_columns
from csvbridge.profile.plan import load_pair, load_profile
from csvbridge.profile.search import every

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from csvbridge.profile.models import Format, Test
    from csvbridge.profile.plan import Profile
    from csvbridge.profile.search import Info

    Row = Mapping[str, str]

REPOSITORY = Path(__file__).parents[1]
OVERRIDE = REPOSITORY / "examples" / "shop-override" / "profiles"
INFOS = every([OVERRIDE])
TESTS = [
    pytest.param(info, test["name"], id=f"{info.id}@{info.version}: {test['name']}")
    for info in INFOS
    for test in tomllib.loads(info.path.read_text("utf-8")).get("tests", ())
]


def load(path: Path) -> Profile:
    """A packaged or local profile by its file."""
    return load_profile(str(path), [OVERRIDE], asks="sample")


def rows_of(cells: Row | Sequence[Row]) -> list[Row]:
    """One row or several as a list."""
    return [*cells] if isinstance(cells, (list, tuple)) else [cells]  # type: ignore[list-item]


def overlay(sample: Row | Sequence[Row], given: Row | Sequence[Row]) -> list[Row]:
    """The sample's rows under what is given: one table overlays each row, several overlay row by row."""
    rows = rows_of(sample)
    if isinstance(given, dict):
        return [{**row, **given} for row in rows]
    return [{**rows[min(i, len(rows) - 1)], **row} for i, row in enumerate(rows_of(given))]


def document(format_: Format, rows: Sequence[Row]) -> bytes:
    """Rows as a file of the format."""
    columns, text = file_columns(format_), io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, delimiter=format_.dialect.delimiter)
    writer.writerow([column.header for column in columns])
    writer.writerows([row.get(column.label, "") for column in columns] for row in rows)
    return text.getvalue().encode(format_.dialect.encoding)


def cells_of(output: bytes | None, profile: Profile) -> list[Row]:
    """The written file as rows by label."""
    assert output is not None, "no file was written"
    assert profile.target is not None
    text = output.decode("utf-8-sig" if profile.target.dialect.bom else profile.target.dialect.encoding)
    labels = [column.label for column in profile.target_columns]
    return [dict(zip(labels, row, strict=True)) for row in [*csv.reader(io.StringIO(text, newline=""))][1:]]


def fields_document(folder: Path, profile: Profile, wanted: Sequence[str]) -> Path:
    """A format whose columns are canonical fields, words written as they are."""
    item = {field: "{n}" if field.startswith("item.") else "" for field in wanted}
    codes = {field: f', codes = "{field}"' if FIELDS[field].words else "" for field in wanted}
    columns = [f'  {{ name = "{field}{item[field]}", field = "{field}"{codes[field]} }},' for field in wanted]
    words = [
        f'[codes."{field}"]\n' + "\n".join(f'"{word}" = "{word}"' for word in FIELDS[field].words)
        for field in wanted
        if FIELDS[field].words
    ]
    head = f'id = "trial/fields"\ntitle = "fields"\nrecord = "{profile.source.record}"\nstatus = "documented"'
    body = "\n".join([head, 'grain = "order"\nmax_items = 1\ncolumns = [', *columns, "]", *words])
    path = folder / "fields.toml"
    path.write_text(body, "utf-8")
    return path


def outcome(profile: Profile, test: Test) -> Outcome:
    """Run the test's rows through the profile."""
    data = document(profile.source, overlay(profile.sample, test.given))
    lookups = {name: [(name, document(profile.lookup_formats[name], rows))] for name, rows in test.lookup.items()}
    return run(data, profile, lookups)


def codes_of(found: Outcome, severity: str) -> set[str]:
    """The codes found, followers of one cause included once."""
    return {finding.code for finding in found.findings if finding.severity == severity}


def assert_cells(profile: Profile, found: Outcome, expected: Sequence[Row], *, every_row: bool) -> None:
    """The written rows hold the expected cells, other cells may hold anything; one table speaks of the first row."""
    written = cells_of(found.output, profile)
    assert len(written) == len(expected) or not every_row
    for row, wanted in zip(written, expected, strict=False):
        assert {label: row[label] for label in wanted} == dict(wanted)


@pytest.mark.parametrize("info", INFOS, ids=lambda info: f"{info.id}@{info.version}")
def test_profile_is_complete(info: Info) -> None:
    profile = load(info.path)
    assert profile.sample
    assert len(profile.tests) >= 2
    assert any(test.rejects for test in profile.tests)


@pytest.mark.parametrize("info", INFOS, ids=lambda info: f"{info.id}@{info.version}")
def test_sample_has_no_findings(info: Info) -> None:
    profile = load(info.path)
    if profile.lookup:
        pytest.skip("its sample needs a second file, which its tests give")
    found = run(document(profile.source, rows_of(profile.sample)), profile)
    assert [finding.code for finding in found.findings] == []
    assert found.orders.accepted == 1


@pytest.mark.parametrize(("info", "name"), TESTS)
def test_of_profile(info: Info, name: str, tmp_path: Path) -> None:
    profile = load(info.path)
    test = next(test for test in profile.tests if test.name == name)
    expected = rows_of(test.expect) if isinstance(test.expect, (dict, tuple)) else []
    if profile.target is None and expected:
        target = fields_document(tmp_path, profile, list(expected[0]))
        profile = load_pair(str(info.path), str(target), [OVERRIDE])
        expected = [{f"{f}1" if f.startswith("item.") else f: text for f, text in row.items()} for row in expected]
    found = outcome(profile, test)
    assert codes_of(found, "error") == set(test.rejects)
    assert codes_of(found, "warning") == set(test.warns)
    if test.rejects:
        assert (found.orders.rejected, found.output) == (1, None)
    elif isinstance(test.expect, str):
        assert (found.orders.dropped, any(found.asides.values())) == (1, test.expect == "aside")
    else:
        assert_cells(profile, found, expected, every_row=isinstance(test.expect, tuple))
