"""A large file in parts: what each gives is put together to the bytes that one piece would give.

Orders do not know of each other, but for those that share a number. A part is a header with whole orders
(`reader.batches`); numbers that stand in several parts, whose orders are one or contradict each other, are taken out of
theirs and run together. What needs the whole file at once, and every file that a part refuses, goes in one piece:
that is slower and says what is wrong with its right line.

No more of the file is in memory than the parts that are worked on: the input is read by ranges, the output goes into a
spool, and of the order numbers only hashes stay.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.engine.outcome import Where
from csvbridge.engine.run import KEYS
from csvbridge.engine.shipping import BARE, counts_parcels
from csvbridge.engine.torn import NONE, Hashes, Knots, Segment, TornError, hashes, several
from csvbridge.errors import WrongFileError
from csvbridge.profile.columns import FEEDBACK, match_header
from csvbridge.reader.batches import Front, Rules, can_cut, cut, front, is_border, physical_lines, sure_border

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from csvbridge.engine.outcome import Outcome, Part
    from csvbridge.profile.plan import Profile
    from csvbridge.reader.files import Data, Stretch
    from csvbridge.writer.spool import Span, Spool

    Body = bytes | Stretch
    Each = Callable[[Iterable[Body]], Iterator[tuple[Part, int]]]
    Finish = Callable[..., Outcome]

WHOLE_COLUMN = "EXCEL_DIGITS"
"""A finding that a number elsewhere in its column may disprove."""


class Plan(NamedTuple):
    """A file that can go in parts: how it begins, and how its orders are told apart."""

    front: Front
    rules: Rules


def plan(data: Data, profile: Profile) -> Plan | None:
    """How a file can go in parts; None where it must go in one piece."""
    head = front(data, profile.source.dialect)
    rules = _rules(head, profile) if head else None
    return Plan(head, rules) if head and rules else None


def assemble(
    data: Data,
    planned: Plan,
    profile: Profile,
    each: Each,
    finish: Finish,
    spool: Spool,
    *,
    size: int,
    keep: bool = True,
    advance: Callable[[int], None] = lambda _: None,
) -> Outcome:
    """The outcome of a file in parts of about `size` bytes.

    `each` runs bodies, which have a header each, and gives in their order what they give and how many physical lines
    they have. `spool` takes the output, unless it is not to be kept; `advance` is told the bytes that are done.

    Raises `TornError` and `WrongFileError`, for both of which the file must go in one piece.
    """
    try:
        output = _Output(spool if keep else None, profile)
        whole = _Whole(data, planned.front, planned.rules, profile, each, output, advance)
        found = whole.parts(size)
        spans = [one.span for one in found if one.span]
        spool.keep([*output.heads, *spans] if spans else [])
        return finish([(one.part, one.where) for one in found], spool=spool)
    except BaseException:
        spool.close()
        raise


def _rules(head: Front, profile: Profile) -> Rules | None:
    """How to tell the orders of a file apart; None where a part would not know enough."""
    source, target = profile.source, profile.target
    if comes_back(head) or not is_of_orders(profile):
        return None
    if target is not None and (target.dialect.max_rows is not None or not can_cut(target.dialect)):
        return None
    key = next((k for k in KEYS if any(c.column.field == k for c in profile.source_columns)), None)
    columns = [c for c in profile.source_columns if c.column.field == key] if key else []
    quoted, delimiter = source.dialect.quote != "none", source.dialect.delimiter
    if not columns or source.record == "payment":
        return Rules(None, delimiter, quoted)
    indexes = match_header(source, head.header).indexes if head.header else {c.label: c.index for c in columns}
    places = [indexes[c.label] for c in columns]
    if len(places) != 1 or places[0] is None:
        return None
    return Rules(places[0], delimiter, quoted, closes=columns[0].column.rows == "last")


def comes_back(head: Front) -> bool:
    """Whether a file is one of rejects that a person has corrected."""
    return any(name.startswith(FEEDBACK) for name in head.header)


def is_of_orders(profile: Profile) -> bool:
    """Whether each order is judged by itself: no order of a second file is waited for."""
    return not any(lookup.expected for lookup in profile.lookup.values())


@dataclass
class _Output:
    """Where the outputs of parts go: the header once, the rest by parts; nowhere without a spool."""

    spool: Spool | None
    profile: Profile
    heads: list[Span] = field(default_factory=list)
    _prefix: int = 0

    def put(self, output: bytes | None) -> Span | None:
        """Take the output of a part; gives the place of what stands there without header."""
        if output is None or self.spool is None or self.profile.target is None:
            return None
        if not self.heads:
            head = front(output, self.profile.target.dialect)
            if head is None:
                raise TornError
            self._prefix = head.stop
            self.heads.append(self.spool.append(head.head))
        return self.spool.append(output[self._prefix :])


class _Piece(NamedTuple):
    """Records of the file that ran together: where they stand in it, what they gave, and where their output is.

    `keys` are the hashes of their numbers, `suspects` those of the numbers that broken records may have had, `parcels`
    those of their tracking numbers.
    """

    start: int
    stop: int
    lines: int
    part: Part
    where: Where
    span: Span | None = None
    keys: Hashes = NONE
    suspects: Hashes = NONE
    parcels: Hashes = NONE

    @property
    def behind(self) -> Where:
        """The place of the records behind it."""
        return Where(self.where.records + self.part.records, self.where.lines + self.lines)


class _Wrong(NamedTuple):
    """A part that must be cut anew: where it starts, and where it may end at the soonest."""

    start: int
    stop: int


@dataclass
class _Whole:
    """A file that is run in parts, and what they have given so far."""

    data: Data
    front: Front
    rules: Rules
    profile: Profile
    each: Each
    output: _Output
    advance: Callable[[int], None]
    told: int = 0

    def parts(self, size: int) -> list[_Piece]:
        """All parts of the file in the order of their output; raises `TornError`."""
        found = self._read(size)
        _refuse_suspects(found)
        if counts_parcels(self.profile) and len(several([one.parcels for one in found])):
            raise TornError
        torn = several([one.keys for one in found]) if self.rules.place is not None else NONE
        return self._rejoined(found, torn) if len(torn) else found

    def _read(self, size: int) -> list[_Piece]:
        """The parts, cut anew where a border turns out to be none, or stands beside an unreadable record."""
        found: list[_Piece] = []
        start = first = self.front.stop
        while (wrong := self._run(found, start, first, size)) is not None:
            # A piece that is wrong once more is made twice as long: a file of nothing but broken records is one piece.
            least = 2 * wrong.stop - wrong.start if wrong.start == start and first > start else wrong.stop
            start, first = wrong.start, sure_border(self.data, wrong.start, least, self.rules)
        return found

    def _run(self, found: list[_Piece], start: int, first: int, size: int) -> _Wrong | None:
        """Add the parts from `start` on, of which the first one ends at `first` if that is not `start` itself.

        Stops at a part that must be cut anew, which is not added, or taken out again.
        """
        ranges: list[tuple[int, int]] = []
        results = self.each(self._bodies(start, first, size, ranges))
        for at in count():
            try:
                result = next(results, None)
            except WrongFileError:
                begin, end = ranges[at]
                if is_border(self.data, begin, end, self.rules):
                    raise
                return _Wrong(begin, begin + size)
            if result is None:
                return None
            found.append(self._piece(*ranges[at], result, found))
            if (wrong := self._wrong(found, size)) is not None:
                while found and found[-1].start >= wrong.start:
                    found.pop()
                return wrong
            self._tell(found[-1].stop)
        return None

    def _bodies(self, start: int, first: int, size: int, ranges: list[tuple[int, int]]) -> Iterator[Body]:
        """The parts as files of their own; `ranges` gets their places in the file."""
        known = [(start, first)] if first > start else []
        for begin, end in chain(known, cut(self.data, first, size, self.rules)):
            ranges.append((begin, end))
            yield self._body(begin, end)

    def _body(self, start: int, stop: int) -> Body:
        head, data = self.front.head, self.data
        return head + data[start:stop] if isinstance(data, bytes) else data.stretch(start, stop, head)

    def _piece(self, start: int, stop: int, result: tuple[Part, int], found: Sequence[_Piece]) -> _Piece:
        part, lines = result
        where = found[-1].behind if found else Where()
        if (found and part.encoding != found[0].part.encoding) or any(f.code == WHOLE_COLUMN for f in part.findings):
            raise TornError
        return self._kept(_Piece(start, stop, lines - physical_lines(self.front.head), part, where))

    def _kept(self, one: _Piece) -> _Piece:
        """A piece without what is large: its output is in the spool, of its numbers the hashes stay."""
        part = one.part
        bare = replace(
            part,
            output=None,
            rejects=part.rejects and part.rejects.alone(),
            asides={name: rows.alone() for name, rows in part.asides.items()},
            keys=part.keys.clear(),
            parcels=None,
            suspects=frozenset(),
        )
        parcels = hashes([] if part.parcels is None else part.parcels.to_frame().select(BARE).to_series())
        return one._replace(
            part=bare,
            span=self.output.put(part.output),
            keys=hashes(part.keys),
            suspects=hashes(list(part.suspects)),
            parcels=parcels,
        )

    def _wrong(self, found: Sequence[_Piece], size: int) -> _Wrong | None:
        """The part to be cut anew, if the last one cannot stay as it is."""
        one = found[-1]
        broken = {u.record for u in one.part.unreadable}
        if not broken:
            return None
        if not is_border(self.data, one.start, one.stop, self.rules):
            return _Wrong(one.start, one.start + size)
        if 1 in broken and len(found) > 1:
            return _Wrong(found[-2].start, one.start + 1)
        if one.part.records in broken and one.stop < len(self.data):
            return _Wrong(one.start, one.stop + 1)
        return None

    def _tell(self, stop: int) -> None:
        if stop > self.told:
            self.advance(stop - self.told)
            self.told = stop

    def _rejoined(self, found: Sequence[_Piece], torn: Hashes) -> list[_Piece]:
        """Parts without the numbers that several of them have; each of these as a part of its own, at its first row."""
        if any(c.column.rows in ("first", "last") for c in self.profile.source_columns if c.column.field in KEYS):
            raise TornError
        knots = Knots(self.front, self.rules, self.profile, torn)
        laid: list[_Piece | Segment | str] = []
        for one in found:
            is_torn = one.keys.is_in(torn.implode()).any()
            broken = {u.record for u in one.part.unreadable}
            laid += knots.segments(self.data[one.start : one.stop], one.where, broken) if is_torn else [one]
        segments = [knots.order(each) if isinstance(each, str) else each for each in laid]
        again = self.each(self.front.head + each.body for each in segments if isinstance(each, Segment))
        result = [self._again(each, *next(again)) if isinstance(each, Segment) else each for each in segments]
        if len(several([one.keys for one in result])) or any(r.part.encoding != found[0].part.encoding for r in result):
            raise TornError
        _refuse_suspects(result)
        return result

    def _again(self, segment: Segment, part: Part, _: int) -> _Piece:
        return self._kept(_Piece(0, 0, 0, part, segment.where))


def _refuse_suspects(found: Sequence[_Piece]) -> None:
    """Raise `TornError` where a broken record may belong to an order of another part."""
    for one in found:
        if len(one.suspects):
            suspects = one.suspects.implode()
            if any(other.keys.is_in(suspects).any() for other in found if other is not one):
                raise TornError
