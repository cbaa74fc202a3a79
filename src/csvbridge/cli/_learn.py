"""A new format, and a conversion where the pair needs one: looked at, written down, proved, put in place, told."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from csvbridge.cli._learn_tell import tell
from csvbridge.codes import Text
from csvbridge.errors import FileAccessError, ProfileError
from csvbridge.report.language import language, say
from csvbridge.report.terminal import Talk, render_error

if TYPE_CHECKING:
    from collections.abc import Sequence

    from csvbridge.cli._learn_request import Request
    from csvbridge.learn.draft import Draft, Wish
    from csvbridge.learn.model import Inspection
    from csvbridge.learn.pair import Pair
    from csvbridge.profile.models import Format

_NO_PROOF = Text(
    "上の行を決めるまで、組み合わせた変換は試せません", "the pair cannot be tried until the lines above are decided"
)
_RECORDS = {
    "order": ("orders", "credit-request"),
    "credit_result": ("credit-result", "credit-result-import"),
    "shipment": ("shipped-orders", "shipping-report"),
    "payment": ("payments", "payments"),
}
"""What a document is called by default, read and written."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """The texts and where they go: `path` None is standard output, without a place for the conversion.

    `trial` is the conversion's text for the dry run, "" where the pair needs none; `folder` that of conversions.
    """

    draft: Draft
    pair: Pair | None
    trial: str
    path: Path | None
    folder: Path | None

    @property
    def pair_path(self) -> Path | None:
        """Where the conversion goes; None where there is none, or no place for it."""
        return self.folder / f"{self.pair.id}.toml" if self.folder and self.pair and self.pair.text else None


def learn_new(request: Request) -> int:
    """Learn a format; 0 once it is written."""
    from csvbridge.learn.draft import draft
    from csvbridge.reader import read_bytes

    folders = request.search
    data = read_bytes(request.file)
    seen = _inspected(request, data)
    base = _format(request.base, folders)
    wish = _wish(request, seen, base, folders)
    if request.ask:
        from csvbridge.cli._ask import answered

        seen, wish = answered(seen, wish)
    made = draft(seen, wish)
    with tempfile.TemporaryDirectory() as name:
        learnt, told = _proved(request, made, data, Path(name), folders)
    _put(request, learnt)
    tell(request, seen, learnt, told)
    return 0


def _inspected(request: Request, data: bytes) -> Inspection:
    from csvbridge.learn.draft_header import header_only, refuse_unclear
    from csvbridge.learn.look import inspect

    name = str(request.file)
    if request.header:
        return header_only(data, name=name)
    seen = inspect(data, name=name)
    if seen.records is None:
        refuse_unclear(seen.sighting, name)
    return seen


def _format(ref: str | None, folders: Sequence[Path]) -> Format | None:
    from csvbridge.profile.plan import load_format

    return load_format(ref, folders) if ref else None


def _wish(request: Request, seen: Inspection, base: Format | None, folders: Sequence[Path]) -> Wish:
    from csvbridge.learn.draft import Wish, record_of

    written = request.source is not None or (request.header is not None and request.target is None)
    record = record_of({guess.field for guess in seen.guesses if guess.field})
    document = base.id.partition("/")[2] if base else _RECORDS[record][written]
    ref = str(Path(request.base).resolve()) if request.base and request.base.endswith(".toml") else request.base
    return Wish(
        id=request.id or f"shop/{document}",
        title=base.title if base else request.id or f"shop/{document}",
        file=request.file.name,
        lang=language(),
        target=written,
        base=base,
        base_ref=ref or "",
        confirmed_on=request.confirmed_on,
        folders=folders,
        chosen=tuple(target.keep) if (target := _format(request.target, folders)) else (),
    )


def _proved(request: Request, made: Draft, data: bytes, folder: Path, folders: Sequence[Path]) -> tuple[Learnt, str]:
    """The draft as a file that loads, the conversion that it needs, and what a dry run of the sample says."""
    from csvbridge.profile.plan import load_format

    _written(folder / "formats" / f"{made.id}.toml", made.text)
    where = (folder, *folders)
    own = load_format(made.id, where)
    learnt = Learnt(made, *_pairs(request, own, folders), *_places(request, made))
    try:
        return learnt, _ran(request, learnt, data, _written(folder / "proof.toml", learnt.trial), where)
    except ProfileError as error:
        told = render_error(error, Talk("", language()))
        told = told.replace(str(folder / "proof.toml"), str(learnt.pair_path or "-"))
        return learnt, "\n".join([told.replace(str(folder), str(request.out or "-")), "", say(_NO_PROOF, {})])


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")
    return path


def _pairs(request: Request, own: Format, folders: Sequence[Path]) -> tuple[Pair | None, str]:
    """The conversion as it is written, and its text as it is tried, with the format under its id."""
    from csvbridge.learn.pair import inheriting, known_conversion, pair

    other = _format(request.source or request.target, folders)
    if other is None:
        return None, ""
    base = _format(request.base, folders)
    ends = (other.id, base.id if base else "") if request.source else (base.id if base else "", other.id)
    parent = known_conversion(*ends, folders) if base else None
    ref, mine = _absolute(request.source or request.target or ""), own.id
    if request.out and request.out.suffix == ".toml":
        mine = request.out.name

    def made(name: str) -> Pair:
        source, target = (other, own) if request.source else (own, other)
        refs = (ref, name) if request.source else (name, ref)
        named = f"{source.id}-{target.id}".replace("/", "-")
        if parent:
            end = {"target": name} if request.source else {"source": name}
            return inheriting(parent, named, f"{source.title} → {target.title}", language(), **end)
        written = request.source is not None
        return pair(source, target, named, language(), source_ref=refs[0], target_ref=refs[1], template=written)

    return made(mine), made(own.id).text or ""


def _absolute(ref: str) -> str:
    """A path that was given, as one that holds wherever the conversion stands; an id stays."""
    return str(Path(ref).resolve()) if ref.endswith(".toml") else ref


def _ran(request: Request, learnt: Learnt, data: bytes, trial: Path, where: Sequence[Path]) -> str:
    """What a dry run says; of a template nothing runs, and only what its pair lacks is told, as a `ProfileError`."""
    from csvbridge.cli._prove import proof
    from csvbridge.profile.plan import load_pair, load_profile

    if learnt.trial:
        profile = load_profile(str(trial), where, asks="sample")
    else:
        source, target = request.source or learnt.draft.id, learnt.draft.id if request.source else request.target
        profile = load_pair(source, target, where, asks="sample")
    if request.source:
        profile = load_pair(learnt.draft.id, None, where)
    return "" if request.header else proof(data, profile, str(request.file))


def _places(request: Request, made: Draft) -> tuple[Path | None, Path | None]:
    """Where the format goes and in which folder the conversion; a folder given is one of profiles."""
    out = request.out
    if out is None:
        return None, None
    return (out, out.parent) if out.suffix == ".toml" else (out / "formats" / f"{made.id}.toml", out / "conversions")


def _put(request: Request, learnt: Learnt) -> None:
    """Write the files, or print the format. Raises `FileAccessError`."""
    from csvbridge.writer.place import place

    if learnt.path is None:
        typer.echo(learnt.draft.text, nl=False)
        return
    texts = [(learnt.path, learnt.draft.text), (learnt.pair_path, learnt.pair.text if learnt.pair else None)]
    files = [(path, text.encode()) for path, text in texts if path and text]
    for path, _ in files:
        if path.exists() and not request.force:
            raise FileAccessError("PROFILE_EXISTS", path=str(path))
        path.parent.mkdir(parents=True, exist_ok=True)
    place(files)
