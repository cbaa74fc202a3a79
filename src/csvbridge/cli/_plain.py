"""Words of a command line taken as they are, where nothing can be wrong with them.

typer judges each of them with pydantic, which costs more than the rest of `csvbridge --version` together. What is
surely right is taken without; whatever else goes to typer, whose judgement and words stay the only ones.
"""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

from csvbridge.pattern import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_DOUBT = object()
_NUMBER = regex(r"0|[1-9][0-9]{0,8}")


def lighten(command: Any) -> None:
    """Let the parameters of a command, and of those below it, take what is surely right as it is."""
    command.get_params = partial(_lightened, command.get_params)
    below = getattr(command, "commands", None)
    for each in below.values() if isinstance(below, dict) else ():
        lighten(each)


def _lightened(params_of: Callable[[Any], list[Any]], context: Any) -> list[Any]:
    """The parameters in a context, --help among them, which no list has before."""
    params = params_of(context)
    for param in params:
        kind = getattr(param, "type_descriptor", None)
        if kind is not None and not isinstance(param.process_value, _Plain):
            param.process_value = _Plain(param, kind.annotation, kind.parameter_info)
    return params


class _Plain:
    """In the place of a parameter's `process_value`."""

    def __init__(self, param: Any, annotation: Any, limits: Any) -> None:
        self._param, self._judge = param, param.process_value
        self._multiple = param.multiple or param.nargs == -1
        self._take = _taker(_one(annotation) if self._multiple else annotation, limits)

    def __call__(self, ctx: Any, value: Any) -> Any:
        taken = self._taken(value)
        if taken is _DOUBT or (self._param.required and taken in (None, ())):
            return self._judge(ctx, value)
        return self._param.callback(ctx, self._param, taken) if self._param.callback else taken

    def _taken(self, value: Any) -> Any:
        if value is None:
            return () if self._multiple else None
        if not self._multiple:
            return self._take(value)
        if not isinstance(value, tuple | list):
            return _DOUBT
        each = [self._take(one) for one in value]
        return _DOUBT if any(one is _DOUBT for one in each) else each


def _one(annotation: Any) -> Any:
    return get_args(annotation)[0] if get_origin(annotation) is list else None


def _taker(annotation: Any, limits: Any) -> Callable[[Any], Any]:
    """How a word of a type is taken; `limits` are those that the option sets."""
    if limits.parser is not None:
        return _doubted
    if get_origin(annotation) is Literal and limits.case_sensitive:
        return lambda word: word if word in get_args(annotation) else _DOUBT
    if annotation is int and not limits.clamp:
        return lambda word: _number(word, limits.min, limits.max)
    if annotation is Path and not _is_particular(limits):
        return _path
    return {str: _text, bool: _flag}.get(annotation, _doubted)


def _is_particular(limits: Any) -> bool:
    """Whether a path must be more than one that can be read if it is there."""
    usual = limits.file_okay and limits.dir_okay and limits.readable and limits.path_type is None
    return not usual or limits.exists or limits.writable or limits.resolve_path or limits.allow_dash


def _doubted(_: Any) -> Any:
    return _DOUBT


def _text(word: Any) -> Any:
    return word if isinstance(word, str) else _DOUBT


def _flag(value: Any) -> Any:
    return value if isinstance(value, bool) else _DOUBT


def _number(word: Any, least: float | None, most: float | None) -> Any:
    """
    >>> _number("12", 1, None), _number("0", 1, None) is _DOUBT, _number("1e3", None, None) is _DOUBT
    (12, True, True)
    """
    if not isinstance(word, str) or not _NUMBER.fullmatch(word):
        return _DOUBT
    number = int(word)
    return number if (least is None or number >= least) and (most is None or number <= most) else _DOUBT


def _path(word: Any) -> Any:
    if not isinstance(word, str) or (os.access(word, os.F_OK) and not os.access(word, os.R_OK)):
        return _DOUBT
    return Path(word)
