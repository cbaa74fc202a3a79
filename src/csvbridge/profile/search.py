"""Where profiles are: a path, the given folders, the user folder, the package. Never the working folder.

A reference is a path ending in .toml, an id, or `id@version`. A plain id means the file that is named after it
(`formats/<id>.toml`, `conversions/<id>.toml`), else the file with that id whose version is highest. A local file may
not take an id of the package, so that nobody is in doubt which one ran.
"""

from __future__ import annotations

import fnmatch
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from csvbridge import home
from csvbridge.errors import ProfileError
from csvbridge.pattern import regex
from csvbridge.profile.columns import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["format", "conversion"]
FOLDERS: dict[Kind, str] = {"format": "formats", "conversion": "conversions"}
ALLOW = "allow.toml"
"""What a shop has found to be good, beside its profiles."""
_APART = frozenset({"codes", "schema", "synonyms"})
_HEAD_END = regex(r"^\s*(columns\s*=|\[)", re.MULTILINE)


class Info(NamedTuple):
    """What `profiles list` says of a file; `problem` is the reason where its head cannot be read."""

    id: str
    kind: Kind
    title: str
    system: str | None
    record: str | None
    status: str | None
    path: Path
    version: str
    problem: str | None = None


def package_folder() -> Path:
    """The profiles that ship: inside the wheel, or the repository's own in an editable install."""
    inside = Path(__file__).parents[1] / "profiles"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "profiles"


def local_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """The given folders and the user's, those that exist."""
    return tuple(f for f in (*folders, home.folder("profiles")) if f.is_dir())


def allow_files(folders: Sequence[Path]) -> list[Path]:
    """The allow lists in use, those of the given folders first."""
    return [path for folder in local_folders(folders) if (path := folder / ALLOW).is_file()]


def find(ref: str, folders: Sequence[Path] = (), *, beside: Path | None = None) -> Path:
    """The file that a reference means; a path inside a profile is taken from that profile's folder (`beside`).

    Raises `ProfileError`: PROFILE_MISSING, PROFILE_ID_PACKAGED.
    """
    if ref.endswith(".toml"):
        return _by_path(ref, beside)
    id_, _, version = ref.partition("@")
    for folder in local_folders(folders):
        if path := _among(id_, version, list(_files(folder))):
            _refuse_packaged(id_, path)
            return path
    path = _packaged(id_, version)
    if path is None:
        known = [info.id for info in every(folders)]
        raise ProfileError("PROFILE_MISSING", ref=ref, choices=nearest(ref, known) or "csvbridge profiles list")
    return path


def _by_path(ref: str, beside: Path | None) -> Path:
    path = Path(ref) if beside is None else beside / ref
    if not path.is_file():
        raise ProfileError("PROFILE_MISSING", ref=str(path), choices="csvbridge profiles list")
    info = read_info(path)
    if info and not path.resolve().is_relative_to(package_folder().resolve()):
        _refuse_packaged(info.id, path)
    return path


def _refuse_packaged(id_: str, path: Path) -> None:
    if any(_named(package_folder(), kind, id_).is_file() for kind in FOLDERS):
        raise ProfileError("PROFILE_ID_PACKAGED", id=id_, path=str(path))


def _packaged(id_: str, version: str) -> Path | None:
    folder = package_folder()
    for kind in FOLDERS:
        named = _named(folder, kind, id_)
        if named.is_file() and (not version or _has(named, id_, version)):
            return named
    return _among(id_, version, list(_files(folder))) if version else None


def _named(folder: Path, kind: Kind, id_: str) -> Path:
    return folder / FOLDERS[kind] / f"{id_}.toml"


def _has(path: Path, id_: str, version: str) -> bool:
    info = read_info(path)
    return info is not None and info.id == id_ and info.version == version


def _among(id_: str, version: str, files: Sequence[Path]) -> Path | None:
    likely = (path for path in files if _may_have(path, id_))
    found = [info for path in likely if (info := read_info(path)) and info.id == id_]
    if version:
        return next((info.path for info in found if info.version == version), None)
    named = [info.path for info in found if info.path.as_posix().endswith(f"/{id_}.toml")]
    highest = max(found, key=lambda info: _version_key(info.version), default=None)
    return named[0] if named else highest.path if highest else None


def _may_have(path: Path, id_: str) -> bool:
    """Whether a file may have an id: it is somewhere in it, as it is or with escapes."""
    try:
        data = path.read_bytes()
    except OSError:
        return True
    return id_.encode() in data or b"\\" in data


def _version_key(version: str) -> list[tuple[int, str]]:
    """
    >>> _version_key("4.10") > _version_key("4.9")
    True
    """
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"[.\-]", version)]


def _files(folder: Path) -> Iterator[Path]:
    found: list[Path] = []
    for inside, folders, files in os.walk(folder):
        found += (Path(inside, name) for name in fnmatch.filter([*files, *folders], "*.toml"))
        folders[:] = [name for name in folders if name not in _APART]
    yield from sorted(found)


def every(folders: Sequence[Path] = ()) -> list[Info]:
    """All profiles that can be named, local ones first; of files without a readable head the problem."""
    paths = (path for folder in (*local_folders(folders), package_folder()) for path in _files(folder))
    return [info for path in dict.fromkeys(paths) if (info := read_info(path))]


def read_info(path: Path) -> Info | None:
    """Id, kind and title of a file out of its head, without reading its columns; None if it is no profile."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return Info("", "format", "", None, None, None, path, "", problem=type(error).__name__)
    try:
        head = _head(text)
    except tomllib.TOMLDecodeError as error:
        id_ = _id_of_broken(text)
        return Info(id_, kind_of({}, id_), "", None, None, None, path, "", problem=str(error))
    if not isinstance(head.get("id"), str):
        return None
    return _info(head, path)


def _head(text: str) -> dict[str, object]:
    end = _HEAD_END.search(text)
    try:
        return tomllib.loads(text[: end.start()] if end else text)
    except tomllib.TOMLDecodeError:
        return tomllib.loads(text)


def _id_of_broken(text: str) -> str:
    """The id of a file that is no TOML, so that whoever asks for it is told why it cannot be had.

    >>> _id_of_broken('id = "shop/orders"\\ntitle = "')
    'shop/orders'
    """
    found = re.search(r"""^id\s*=\s*["']([^"'\n]+)["']""", text, re.MULTILINE)
    return found.group(1) if found else ""


def _info(head: dict[str, object], path: Path) -> Info:
    def word(key: str) -> str | None:
        return str(head[key]) if key in head else None

    id_ = str(head["id"])
    kind = kind_of(head, id_)
    system = id_.partition("/")[0] if kind == "format" else None
    return Info(id_, kind, word("title") or "", system, word("record"), word("status"), path, word("version") or "1")


def kind_of(head: dict[str, object], id_: str = "") -> Kind:
    """Told by the keys; a file that has none of them and extends another is told by its id: only formats have a slash.

    >>> kind_of({"source": "a/b", "target": "c/d"}), kind_of({"grain": "item"}), kind_of({}, "shop/orders")
    ('conversion', 'format', 'format')
    """
    if "source" in head or "target" in head:
        return "conversion"
    if {"grain", "record", "columns", "status"} & set(head) or "/" in id_:
        return "format"
    return "conversion"
