"""From references to models: find files, follow `extends`, validate, fill in the codes tables that columns name.

Every problem of every file involved is collected in `Session.problems`; nothing here stops at the first.
"""

from __future__ import annotations

import hashlib
import tomllib
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from csvbridge.errors import ProfileError
from csvbridge.profile import search, tables
from csvbridge.profile.check_format import check_format, known_codes
from csvbridge.profile.extends import DEPTH, alone, extend
from csvbridge.profile.models import AllowFile, Conversion, Format
from csvbridge.profile.tree import Node, Problems, TomlFile
from csvbridge.profile.validate import lift_head, validated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

M = TypeVar("M", Format, Conversion)


class Loaded(NamedTuple, Generic[M]):
    """A model with the tree that it came from; `sound` is false where the tree had problems of its own."""

    model: M
    root: Node
    sound: bool


class Session:
    """One load: where to look, what was read, what is wrong."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = folders
        self.problems = Problems()
        self.files: dict[Path, TomlFile] = {}
        self.formats: dict[Path, Loaded[Format] | None] = {}

    def sha256(self) -> str:
        """The hash over all files involved, in the order in which they were read."""
        digests = (hashlib.sha256(file.data).digest() for file in self.files.values())
        return hashlib.sha256(b"".join(digests)).hexdigest()

    def refuse_if_broken(self) -> None:
        """Raise `ProfileError` with every problem found so far."""
        if self.problems:
            found = self.problems.in_order([str(path) for path in self.files])
            raise ProfileError(problems=found, count=len(found), path=found[0].path)


def resolve(session: Session, ref: str, at: Node | None = None) -> Path | None:
    """The file of a reference; one that stands in a file and leads nowhere is a problem at its line."""
    if at is None:
        return search.find(ref, session.folders)
    try:
        return search.find(ref, session.folders, beside=at.file.path.parent)
    except ProfileError as error:
        session.problems.add(error.code, at, **error.params)
    return None


def tree(session: Session, path: Path, below: tuple[Path, ...] = ()) -> Node | None:
    """A file with all that it inherits."""
    file = _read(session, path)
    root = _root(session, file) if file else None
    if root is None:
        return None
    ref = root.get("extends")
    if ref is None or not isinstance(ref.value, str):
        return alone(root, session.problems)
    parent = _parent(session, ref, (*below, path))
    return extend(parent, root, session.problems) if parent else None


def _parent(session: Session, ref: Node, chain: tuple[Path, ...]) -> Node | None:
    path = resolve(session, ref.value, ref)
    if path is None:
        return None
    if path in chain:
        session.problems.add("EXTENDS_CYCLE", ref, chain=" → ".join(p.stem for p in (*chain, path)))
    elif len(chain) > DEPTH:
        session.problems.add("EXTENDS_DEPTH", ref, limit=DEPTH)
    else:
        return tree(session, path, chain)
    return None


def _read(session: Session, path: Path) -> TomlFile | None:
    try:
        file = session.files.setdefault(path, session.files.get(path) or TomlFile(path))
        file.text  # noqa: B018 -- decoded here, so that the reason is told here
    except OSError as error:
        session.problems.of_file("PROFILE_UNREADABLE", path, reason=type(error).__name__)
    except UnicodeDecodeError as error:
        session.problems.of_file("TOML_ENCODING", path, byte=error.start + 1)
    else:
        return file
    return None


def _root(session: Session, file: TomlFile) -> Node | None:
    root = _tree_of(session, file)
    if root:
        lift_head(root, session.problems)
    return root


def _tree_of(session: Session, file: TomlFile) -> Node | None:
    try:
        return file.root()
    except tomllib.TOMLDecodeError as error:
        session.problems.syntax(file, error)
        return None


def conversion(session: Session, root: Node) -> Loaded[Conversion] | None:
    """The conversion of a tree."""
    return _model(session, Conversion, root)


def format_(session: Session, path: Path) -> Loaded[Format] | None:
    """The format of a file, checked, with every codes table that its columns name."""
    if path not in session.formats:
        session.formats[path] = None
        root = tree(session, path)
        session.formats[path] = _format(session, root) if root else None
    return session.formats[path]


def _format(session: Session, root: Node) -> Loaded[Format] | None:
    if search.kind_of(root.value, str(root.at("id").value)) == "conversion":
        session.problems.add("PROFILE_KIND", root.at("source"), expected="format")
        return None
    before = len(session.problems)
    loaded = _model(session, Format, root)
    if loaded is None:
        return None
    model = with_codes(session, loaded.model, root)
    check_format(model, root, session.problems)
    return Loaded(model, root, sound=len(session.problems) == before)


def _model(session: Session, model: type[M], root: Node) -> Loaded[M] | None:
    before = len(session.problems)
    found = validated(model, root, session.problems)
    return Loaded(found, root, sound=len(session.problems) == before) if found else None


def with_codes(session: Session, model: Format, root: Node) -> Format:
    """The format with every table that a column names: its own words over the shared ones."""
    codes = dict(model.codes)
    for number, column in enumerate(model.columns):
        if column.codes and (found := table(session, column.codes, model.codes, root.at("columns", number, "codes"))):
            codes[column.codes] = found
    return model.model_copy(update={"codes": codes})


def table(session: Session, name: str, own: dict[str, dict[str, str]], at: Node) -> dict[str, str] | None:
    """One codes table: the file's own words, then those of the shared files; a problem if there are neither."""
    shared = list(tables.paths(name, session.folders))
    if name not in own and not shared:
        session.problems.unknown("UNKNOWN_TABLE", at, name, [*own, *tables.names(session.folders)])
        return None
    words = dict(own.get(name, {}))
    for path in shared:
        if file := _read(session, path):
            found = tables.of_file(file, session.problems)
            words = tables.over(words, found.words if found else {})
    return words


def allowed(session: Session) -> dict[str, tuple[str, ...]]:
    """Code → texts of every `allow.toml` in the folders of the shop's own profiles."""
    found: dict[str, tuple[str, ...]] = {}
    for path in search.allow_files(session.folders):
        file = _read(session, path)
        root = _tree_of(session, file) if file else None
        model = validated(AllowFile, root, session.problems) if root else None
        if root and model:
            known_codes(model.allow, root.table("allow"), session.problems)
            for code, texts in model.allow.items():
                found[code] = (*found.get(code, ()), *texts)
    return found
