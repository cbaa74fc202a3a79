"""Profiles put together: two formats, what a conversion says over its target, and the checks across files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from csvbridge.profile import fields, load
from csvbridge.profile.assign import Assigner
from csvbridge.profile.check_format import check_document, known_labels, rows, samples
from csvbridge.profile.check_pair import check_conditions, check_feeding, check_lookups
from csvbridge.profile.columns import file_columns
from csvbridge.profile.models import Checks, Items, Recipient, Shipments
from csvbridge.profile.plan import Profile
from csvbridge.profile.search import kind_of
from csvbridge.profile.tables import over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from csvbridge.profile.columns import FileColumn
    from csvbridge.profile.load import Loaded, Session
    from csvbridge.profile.models import (
        CodeTable,
        Conditions,
        Conversion,
        Document,
        Format,
        Lookup,
        Rule,
        RuleId,
        Test,
    )
    from csvbridge.profile.plan import Asks, Assignment
    from csvbridge.profile.tree import Node
    from csvbridge.table import Table

T = TypeVar("T", bound="Table")


def of_format(ref: str, folders: Sequence[Path]) -> Format:
    """See `plan.load_format`."""
    session = load.Session(folders)
    loaded = _format(session, ref)
    session.refuse_if_broken()
    return _sure(loaded).model


def of_reference(ref: str, folders: Sequence[Path], asks: Asks) -> Profile:
    """See `plan.load_profile`."""
    session = load.Session(folders)
    path = load.resolve(session, ref)
    root = load.tree(session, path) if path else None
    if path is None or root is None or kind_of(root.value, _id(root)) == "format":
        loaded = load.format_(session, path) if path and root else None
        return _profile(session, path, None, loaded, None, asks)
    own = load.conversion(session, root)
    source, target = (_named(session, own, key) for key in ("source", "target"))
    return _profile(session, path, own, source, target, asks)


def of_pair(source: str, target: str | None, folders: Sequence[Path], asks: Asks) -> Profile:
    """See `plan.load_pair`."""
    session = load.Session(folders)
    read = _format(session, source)
    written = _format(session, target) if target else None
    if target and written is None:
        session.refuse_if_broken()
    return _profile(session, None, None, read, written, asks)


def _format(session: Session, ref: str, at: Node | None = None) -> Loaded[Format] | None:
    path = load.resolve(session, ref, at)
    return load.format_(session, path) if path else None


def _named(session: Session, own: Loaded[Conversion] | None, key: str) -> Loaded[Format] | None:
    """The format that a conversion names as its source or target."""
    ref = getattr(own.model, key) if own else ""
    return _format(session, ref, own.root.at(key)) if own and ref else None


def _id(root: Node) -> str:
    node = root.get("id")
    return str(node.value) if node else ""


def _sure(loaded: Loaded[load.M] | None) -> Loaded[load.M]:
    if loaded is None:
        raise RuntimeError("a profile without model has problems")
    return loaded


def _profile(
    session: Session,
    path: Path | None,
    own: Loaded[Conversion] | None,
    source: Loaded[Format] | None,
    target: Loaded[Format] | None,
    asks: Asks,
) -> Profile:
    if own and (source is None or target is None):
        check_document(own.model, own.root, session.problems)
    if source is None or (own and target is None):
        session.refuse_if_broken()
    parts = Parts(session, own, _sure(source), target, asks)
    profile = parts.profile(path)
    parts.check()
    session.refuse_if_broken()
    return profile


class Parts:
    """The models of one profile; what both a target and a conversion say is merged, the conversion's winning."""

    def __init__(
        self,
        session: Session,
        own: Loaded[Conversion] | None,
        source: Loaded[Format],
        target: Loaded[Format] | None,
        asks: Asks,
    ) -> None:
        self.session = session
        self.own = own
        self.source = source
        self.target = target
        self.asks = asks

    def profile(self, path: Path | None) -> Profile:
        """Everything that the engine gets."""
        lookup_formats = {name: self._with_codes(found.model) for name, found in self.lookup_formats.items()}
        return Profile(
            id=self.own.model.id if self.own else ":".join(f.id for f in self._formats),
            title=self.own.model.title if self.own else " → ".join(f.title for f in self._formats),
            path=path,
            source=self._with_codes(self.source.model),
            target=self._with_codes(self.target.model) if self.target else None,
            source_columns=self.source_columns,
            target_columns=self.target_columns,
            assignments=self.assignments,
            keep=self.keep,
            aside=self.aside,
            lookup=self.lookup,
            lookup_formats=lookup_formats,
            read_items=self.source.model.items,
            write_items=self.write_items,
            recipient=_over([d.recipient for d in self._documents], Recipient()),
            shipments=_over([d.shipments for d in self._documents], Shipments()),
            rules=self.rules,
            checks=self.checks,
            codes=self.codes,
            sample=self.sample,
            tests=self.own.model.tests if self.own else self.source.model.tests if not self.target else (),
            needed=self.needed,
            sha256=self.session.sha256(),
        )

    @property
    def _formats(self) -> list[Format]:
        return [loaded.model for loaded in self._loaded]

    @property
    def _loaded(self) -> list[Loaded[Format]]:
        return [loaded for loaded in (self.source, self.target) if loaded]

    @property
    def _documents(self) -> list[Document]:
        """Who says what is written: the target, then the conversion."""
        return [loaded.model for loaded in (self.target, self.own) if loaded]

    @cached_property
    def source_columns(self) -> tuple[FileColumn, ...]:
        """The columns that are read."""
        return file_columns(self.source.model)

    @cached_property
    def target_columns(self) -> tuple[FileColumn, ...]:
        """The columns that are written."""
        return file_columns(self.target.model) if self.target else ()

    @property
    def keep(self) -> Conditions:
        """Orders that are taken at all."""
        return {name: words for document in self._documents for name, words in document.keep.items()}

    @property
    def aside(self) -> Mapping[str, Conditions]:
        """Lists of orders that are written apart."""
        return {name: words for document in self._documents for name, words in document.aside.items()}

    @property
    def lookup(self) -> Mapping[str, Lookup]:
        """Second files."""
        return {name: lookup for document in self._documents for name, lookup in document.lookup.items()}

    @cached_property
    def lookup_formats(self) -> dict[str, Loaded[Format]]:
        """The formats of the second files."""
        loaded = {}
        for name, lookup in self.lookup.items():
            at = self.root_of("lookup", name).at("format")
            if (found := _format(self.session, lookup.format, at)) is not None:
                loaded[name] = found
        return loaded

    def root_of(self, table: str, *keys: str) -> Node:
        """The node that a merged entry came from: the conversion's if it has one, else the target's."""
        roots = [loaded.root for loaded in (self.own, self.target, self.source) if loaded]
        return next((node for root in roots if (node := root.get(table, *keys))), roots[0])

    @property
    def write_items(self) -> Items:
        """Item lines of the target."""
        return _over([d.items for d in self._documents], Items())

    @property
    def rules(self) -> dict[RuleId, Rule]:
        """Rules of the source, over them the target's, over them the conversion's."""
        documents: list[Document] = [self.source.model, *self._documents]
        return {rule: how for document in documents for rule, how in document.rules.items()}

    @cached_property
    def checks(self) -> Checks:
        """Severities, words and allow lists by code, of a format alone its own; what the shop allows is added."""
        checks = [d.checks for d in self._documents or [self.source.model]]
        allow = {code: values for each in checks for code, values in each.allow.items()}
        for code, values in load.allowed(self.session).items():
            allow[code] = (*allow.get(code, ()), *values)
        return Checks(
            severity={code: how for each in checks for code, how in each.severity.items()},
            allow=allow,
            keywords={code: words for each in checks for code, words in each.keywords.items()},
        )

    @cached_property
    def codes(self) -> dict[str, CodeTable]:
        """The conversion's own tables, and those that its maps name."""
        if not self.own or not self.target:
            return {}
        codes = dict(self.own.model.codes)
        for label, named in self.own.model.map.items():
            if named.codes and named.codes not in codes:
                at = self.own.root.at("map", label, "codes")
                found = load.table(self.session, named.codes, self.target.model.codes, at)
                codes.update({named.codes: found} if found else {})
        return codes

    def _with_codes(self, format_: Format) -> Format:
        """A format with the conversion's words over those of its tables of the same names."""
        own = self.own.model.codes if self.own else {}
        mine = {name: over(own[name], table) for name, table in format_.codes.items() if name in own}
        return format_.model_copy(update={"codes": {**format_.codes, **mine}}) if mine else format_

    @property
    def sample(self) -> Mapping[str, str] | Sequence[Mapping[str, str]]:
        """The source's sample, under what the conversion says over it."""
        under, over = self.source.model.sample, self.own.model.sample if self.own else {}
        if isinstance(under, dict) and isinstance(over, dict):
            return {**under, **over}
        return over or under

    @cached_property
    def given(self) -> frozenset[str]:
        """Fields that the source and the lookups give."""
        takes = {field for lookup in self.lookup.values() for field in lookup.take}
        own = fields.of_columns(self.source_columns) | takes
        # A net price becomes one with tax only where [items] says that it is net.
        return fields.given(own) if self.source.model.items.net else fields.given(own - {"item.net_price"}) | own

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """How each target column gets its text."""
        if not self.target:
            return ()
        labels = [column.label for column in self.source_columns]
        given = self.given if self.source.sound else None
        assigner = Assigner(self.target, self.own, given, labels, self.codes, self.asks, self.session.problems)
        return assigner.all(self.target_columns)

    @property
    def needed(self) -> frozenset[str]:
        """Fields that anything here reads."""
        if not self.target:
            return fields.needed(fields.of_columns(self.source_columns)) & (self.given | fields.ALWAYS)
        maps = [a.map for a in self.assignments if a.map]
        named = {name for each in maps for name in (each.from_ or "", *each.join)}
        named |= {a.field for a in self.assignments if a.field}
        named |= fields.of_conditions(self.keep, *self.aside.values()) | fields.of_lookups(self.lookup)
        named |= fields.of_rules(self.rules) | fields.of_lines(self.write_items)
        return fields.needed(named)

    def check(self) -> None:
        """Problems that show only when the files are seen together."""
        problems = self.session.problems
        check_feeding(self.source, problems)
        for found in self.lookup_formats.values():
            check_feeding(found, problems)
        if self.source.sound and self.target:
            check_conditions(self.keep, self.given, lambda *keys: self.root_of("keep", *keys), problems)
            for name, words in self.aside.items():
                check_conditions(words, self.given, lambda *keys, n=name: self.root_of("aside", n, *keys), problems)
        check_lookups(
            self.lookup, self.lookup_formats, self.given if self.source.sound else None, self.root_of, problems
        )
        if self.own:
            self._check_own(self.own)

    def _check_own(self, own: Loaded[Conversion]) -> None:
        problems = self.session.problems
        check_document(own.model, own.root, problems)
        self._check_codes(own)
        if self.source.sound:
            samples(own.model, own.root, [c.label for c in self.source_columns], problems)
        for number, test in enumerate(own.model.tests):
            at = own.root.at("tests", number)
            for node, cells in rows(at.get("expect"), test.expect):
                known_labels(cells, node, [c.label for c in self.target_columns], problems)
            self._check_lookup_rows(test, at)

    def _check_codes(self, own: Loaded[Conversion]) -> None:
        """A table of the conversion that nothing reads would change nothing, silently."""
        read = [table for loaded in (*self._loaded, *self.lookup_formats.values()) for table in loaded.model.codes]
        read += [named.codes for named in own.model.map.values() if named.codes]
        for name in own.model.codes:
            if name not in read:
                self.session.problems.unknown("UNKNOWN_TABLE", own.root.at("codes", name), name, read)

    def _check_lookup_rows(self, test: Test, at: Node) -> None:
        for name, cells in test.lookup.items():
            node = at.at("lookup", name)
            if name not in self.lookup:
                self.session.problems.unknown("UNKNOWN_LOOKUP", node, name, tuple(self.lookup))
            elif name in self.lookup_formats:
                labels = [c.label for c in file_columns(self.lookup_formats[name].model)]
                for number, row in enumerate(cells):
                    known_labels(row, node.at(number), labels, self.session.problems)


def _over(said: Sequence[T], default: T) -> T:
    """Tables of the target and the conversion as one: the keys that the later one sets win."""
    for each in said:
        default = default.model_copy(update={key: getattr(each, key) for key in each.model_fields_set})
    return default
