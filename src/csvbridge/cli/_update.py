"""`profiles learn FILE --update PROFILE`: new names of columns and new words, written into a shop's own format.

A format that ships is never changed: then one that extends it is written to the place of --out, or printed.
"""

from __future__ import annotations

import difflib
import stat
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from csvbridge.codes import Text
from csvbridge.errors import FileAccessError, ProfileError
from csvbridge.report.language import language, say
from csvbridge.report.terminal import show

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.cli._learn_request import Request
    from csvbridge.learn.update import Change
    from csvbridge.profile.models import Format

_NOTHING = Text("書き足すことはありません", "there is nothing to write")
_PACKAGED = Text(
    '{base} は製品の形式なので変えず、これを継ぐ {id} にしました（変換では source = "{id}"、または --from {id}）',
    '{base} ships with csvbridge and stays as it is; {id} extends it (source = "{id}" of a conversion, or --from {id})',
)
_RENAMED = Text("列「{label}」は今「{name}」という名前のようです", "“{label}” is most likely called “{name}” now")
_MISSING = Text(
    "列「{columns}」がなく、新しい名前も分かりません", "“{columns}” is missing, and no likely new name was found"
)
_WORDS = Text(
    "[codes.{table}] に新しい言葉が{count}個あります。意味を決めて # を外してください",
    "[codes.{table}]: {count} new words; decide what they mean, then take the # away",
)
_PROOF = Text("試しの読み取り（何も書き出しません）:", "trial run (nothing is written):")
_WRITTEN = Text("書き出したファイル: {path}", "written: {path}")


def learn_update(request: Request) -> int:
    """Change the format that a file has outgrown; 0 once it is written.

    Raises:
        WrongFileError: columns are missing and none of them has a likely new name.
        ProfileError: PROFILE_BY_HAND where the file cannot be changed by lines.
    """
    from csvbridge.engine.locate import locate
    from csvbridge.learn.update import change_for
    from csvbridge.profile.plan import load_format
    from csvbridge.reader import read, read_bytes

    path, ref = _format_of(request.update or "", request.search)
    format_ = load_format(ref, request.search)
    data = read_bytes(request.file)
    records = read(data, format_.dialect, name=str(request.file))
    change = change_for(format_, records, request.search)
    if not change:
        locate(records, format_, None)
        show(say(_NOTHING, {}), sys.stderr)
        return 0
    return _changed(request, path, format_, change, data)


def _format_of(ref: str, folders: Sequence[Path]) -> tuple[Path, str]:
    """The file of a format, or of the source of a conversion, with the reference that leads to it."""
    from csvbridge.profile.plan import load_profile
    from csvbridge.profile.search import find, kind_of, read_info

    path = find(ref, folders)
    info = read_info(path)
    if info is None or info.kind == "format" or kind_of({}, info.id) == "format":
        return path, ref
    source = load_profile(ref, folders, asks="sample").source
    return find(source.id, folders), source.id


def _changed(request: Request, path: Path, format_: Format, change: Change, data: bytes) -> int:
    from csvbridge.learn.drift import is_packaged
    from csvbridge.learn.update import Unwritable, loaded, rewritten

    ships = is_packaged(format_.id)
    before = _stub(request, format_) if ships else _text(path)
    try:
        after = rewritten(before, format_, change, language())
    except Unwritable as error:
        raise ProfileError("PROFILE_BY_HAND", path=str(path), columns=error.column, change=error.line) from None
    place = _place(request, format_) if ships else path
    made = loaded(place or path.with_name("new.toml"), after, request.search)
    _write(place, path, "" if ships else before, after)
    _tell(request, place if after != before else None, made.id, format_.id, change)
    if not request.quiet:
        show(f"\n{say(_PROOF, {})}\n{_proof(request, place, made.id, after, data)}", sys.stderr)
    return 0


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _new_id(request: Request, format_: Format) -> str:
    return request.id or f"shop/{format_.id.partition('/')[2]}"


def _stub(request: Request, format_: Format) -> str:
    """The head of a format that extends one that ships."""
    from csvbridge.learn.draft_sheet import string

    keys = {"id": _new_id(request, format_), "title": format_.title, "extends": format_.id}
    return "".join(f"{key} = {string(text)}\n" for key, text in keys.items())


def _place(request: Request, format_: Format) -> Path | None:
    out = request.out
    if out is None:
        return None
    place = out if out.suffix == ".toml" else out / "formats" / f"{_new_id(request, format_)}.toml"
    if place.exists() and not request.force:
        raise FileAccessError("PROFILE_EXISTS", path=str(place))
    return place


def _write(place: Path | None, path: Path, before: str, after: str) -> None:
    """Show the difference and write the file as it was laid down; without a place print what it would be."""
    from csvbridge.writer.place import place as put

    if place is None:
        typer.echo(after, nl=False)
        return
    if after == before:
        return
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), str(path), str(place), lineterm="")
    show("\n".join(lines), sys.stdout)
    place.parent.mkdir(parents=True, exist_ok=True)
    if not before:
        put([(place, after.encode())])
        return
    mode = place.stat().st_mode
    if not mode & 0o222:
        raise FileAccessError("WRITE_DENIED", path=str(place))
    put([(place, as_laid_down(after, place.read_bytes()))])
    # The robot may be another user than the one who learns.
    place.chmod(stat.S_IMODE(mode))


def as_laid_down(text: str, old: bytes) -> bytes:
    r"""The text with the mark and the line ends of the file as it was; new lines end as most of its lines do.

    >>> as_laid_down("a\nc\nb\n", b"\xef\xbb\xbfa\r\nb\n")
    b'\xef\xbb\xbfa\r\nc\nb\n'
    """
    mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
    before, after = old[len(mark) :].splitlines(keepends=True), text.encode().splitlines(keepends=True)
    end = b"\r\n" if 2 * old.count(b"\r\n") > old.count(b"\n") else b"\n"
    found: list[bytes] = []
    bare = [line.rstrip(b"\r\n") for line in before]
    for kind, i, k, m, n in difflib.SequenceMatcher(None, bare, [s.rstrip(b"\n") for s in after], False).get_opcodes():
        found += before[i:k] if kind == "equal" else [line.rstrip(b"\n") + end * (b"\n" in line) for line in after[m:n]]
    return mark + b"".join(found)


def _tell(request: Request, place: Path | None, id_: str, base: str, change: Change) -> None:
    if request.quiet:
        return
    lines = [say(_RENAMED, {"label": label, "name": name}) for label, name in change.renames.items()]
    lines += [say(_MISSING, {"columns": list(change.missing)})] if change.missing else []
    lines += [say(_WORDS, {"table": table, "count": len(words.open)}) for table, words in change.words.items()]
    lines += [say(_PACKAGED, {"base": base, "id": id_})] if id_ != base else []
    lines += [say(_WRITTEN, {"path": place})] if place else []
    show("\n".join(lines), sys.stderr)


def _proof(request: Request, place: Path | None, id_: str, text: str, data: bytes) -> str:
    from csvbridge.cli._prove import proof
    from csvbridge.profile.plan import load_pair

    if place:
        return proof(data, load_pair(str(place), None, request.search), str(request.file))
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name) / "formats" / f"{id_}.toml"
        trial.parent.mkdir(parents=True)
        trial.write_text(text, "utf-8", newline="\n")
        return proof(data, load_pair(id_, None, (Path(name), *request.search)), str(request.file))
