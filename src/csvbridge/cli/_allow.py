"""What `csvbridge address allow` does: findings of the last report, their whole texts, one more line in allow.toml.

A report masks what is personal, so that the texts are read anew: the file that the report names is converted once
more, without writing anything.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from csvbridge import home
from csvbridge.cli._request import Request, search_folders
from csvbridge.errors import UsageError
from csvbridge.report.mask import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from csvbridge.findings import Finding

REPORTS = "*.report.json"
HEAD = """# 確かめて正しかった値です。同じ値はもう指摘しません。
# csvbridge address allow が書きます。要らなくなった行は消してください。
[allow]
"""


class Added(NamedTuple):
    """A text that is allowed from now on; `is_place` for a whole address behind its postal code."""

    code: str
    text: str
    field: str
    is_place: bool


def add(
    order: str, report: Path | None, code: str | None, input_: str | None, folders: Sequence[Path]
) -> tuple[Path, list[Added]]:
    """Allow what the last report says of an order: warnings, or what `code` names; gives the list's path too.

    Raises `UsageError`: REPORT_MISSING, REPORT_UNREADABLE, ALLOW_NO_INPUT, ALLOW_NOTHING.
    """
    path = report or _newest()
    data = _read(path)
    order = clean(order).removeprefix("#")
    wanted = {_place(f) for f in data["findings"] if f.get("order") == order and _is_meant(f, code)}
    request = _request(data["run"], path, input_, folders)
    added = [_added(f) for f in _findings(request) if f.order is not None and _place_of(f) in wanted] if wanted else []
    added = [each for each in dict.fromkeys(added) if each.text]
    if not added:
        raise UsageError("ALLOW_NOTHING", order=order, path=str(path))
    target = _folder(request.folders) / "allow.toml"
    _write(target, added)
    return target, added


def _newest() -> Path:
    found = sorted(Path().glob(REPORTS), key=lambda path: path.stat().st_mtime)
    if not found:
        raise UsageError("REPORT_MISSING", path=str(Path.cwd()))
    return found[-1]


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError("REPORT_MISSING", path=str(path)) from error
    except ValueError as error:
        raise UsageError("REPORT_UNREADABLE", path=str(path)) from error
    if not (isinstance(data, dict) and isinstance(data.get("findings"), list) and isinstance(data.get("run"), dict)):
        raise UsageError("REPORT_UNREADABLE", path=str(path))
    return data


def _is_meant(finding: Mapping[str, Any], code: str | None) -> bool:
    return finding.get("code") == code if code else finding.get("severity") == "warning"


def _place(finding: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(finding.get(key) for key in ("code", "order", "column", "field"))


def _place_of(finding: Finding) -> tuple[object, ...]:
    column = None if finding.column is None else clean(finding.column)
    return finding.code, clean(finding.order or ""), column, finding.field


def _request(run: Mapping[str, Any], report: Path, input_: str | None, folders: Sequence[Path]) -> Request:
    """The command line of the report, as far as it decides what is found."""
    known = [Path(name) for name in run.get("profiles") or () if Path(name).is_dir()]
    return Request(
        inputs=(input_ or _input(run.get("input"), report),),
        profile=run.get("profile"),
        source=run.get("from"),
        target=run.get("to"),
        lookups=tuple(run.get("lookup") or ()),
        folders=search_folders(folders) or tuple(known),
        dry=True,
        needs_target=False,
    )


def _input(name: str | None, report: Path) -> str:
    """The input by its name here, or beside the report."""
    for path in [Path(name), report.parent / name] if name else []:
        if path.is_file():
            return str(path)
    raise UsageError("ALLOW_NO_INPUT", path=name or "-")


def _findings(request: Request) -> Sequence[Finding]:
    from csvbridge.cli._work import outcome_of, profile_of

    return outcome_of(request, profile_of(request)).findings


def _added(finding: Finding) -> Added:
    text = finding.value if finding.known_by is None else finding.known_by
    field = finding.field or ""
    is_place = finding.known_by is not None
    return Added(finding.code, text or "", f"{field.partition('.')[0]}.address" if is_place else field, is_place)


def _folder(folders: Sequence[Path]) -> Path:
    """The folder of profiles in use: the first that was named, else the user's own."""
    folder = folders[0] if folders else home.folder("profiles")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, added: Iterable[Added]) -> None:
    from csvbridge.writer.lock import locked
    from csvbridge.writer.place import place

    with locked(path):
        known: dict[str, list[str]] = tomllib.loads(path.read_text("utf-8-sig"))["allow"] if path.is_file() else {}
        for each in added:
            texts = known.setdefault(each.code, [])
            texts += [each.text] if each.text not in texts else []
        place([(path, as_toml(known).encode())])


def as_toml(allowed: Mapping[str, Sequence[str]]) -> str:
    r"""An allow list as its file holds it.

    >>> import tomllib
    >>> said = {"TEMP_STAY": ["3710026 群馬県\"前橋\"市\x7f"]}
    >>> tomllib.loads(as_toml(said))["allow"] == said
    True
    """
    lines = []
    for code, texts in sorted(allowed.items()):
        inner = "".join(f"  {_quoted(text)},\n" for text in texts)
        lines.append(f"{code} = [\n{inner}]\n")
    return HEAD + "".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
