"""The text of `csvbridge explain`: what happened, why it matters, an example, how to fix it, the source.

A provider's own code stands behind its prefix (GMO:CT0047); its table is given by the caller.
"""

from __future__ import annotations

import difflib
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from csvbridge.codes import Text, every, lookup
from csvbridge.errors import UsageError
from csvbridge.pattern import regex
from csvbridge.report.language import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from csvbridge.codes import Entry
    from csvbridge.report.language import Language

_BRACES = regex(r"\{[^}]*\}")

_SEVERITY = {
    "error": Text("エラー（直すまで出力しません）", "error: does not go out until it is right"),
    "warning": Text("警告（出力しますが、確認してください）", "warning: it goes out, a person should look"),
    "info": Text("情報（内容を失わずに直しました）", "info: changed without loss"),
}
_FIX = {
    "none": Text("人が直します", "by a person"),
    "safe": Text("--fix safe を付けると、内容を失わずに直します", "--fix safe corrects it without loss"),
    "confirm": Text("候補を確かめて直します", "a person confirms the suggestion"),
}
_HEADS = {
    "what": Text("内容", "What happened"),
    "why": Text("理由", "Why it matters"),
    "example": Text("例", "Example"),
    "cure": Text("直し方", "How to fix"),
    "source": Text("出典", "Source"),
    "rule": Text("条件", "Rule"),
}


class ProviderCode(NamedTuple):
    """One error code of a provider: its message and, where known, the rule behind it."""

    message: str
    rule: str = ""
    source: str = ""


def explain(code: str, providers: Mapping[str, Mapping[str, ProviderCode]], lang: Language) -> str:
    """The five parts of a code, or a provider's code (`GMO:CT0047`) from `providers` (prefix to table).

    Raises `UsageError` CODE_UNKNOWN with the nearest codes.

    >>> explain("GMO:CT0001", {"GMO": {"CT0001": ProviderCode("氏名は必須です")}}, "ja")
    'GMO:CT0001\\n内容: 氏名は必須です'
    >>> explain("gmo:ct9", {"GMO": {"CT0001": ProviderCode("氏名は必須です")}}, "ja")
    Traceback (most recent call last):
    csvbridge.errors.UsageError: CODE_UNKNOWN
    """
    asked = code.strip().upper()
    with suppress(KeyError):
        return _ours(lookup(asked), lang)
    prefix, _, rest = asked.partition(":")
    if (known := providers.get(prefix, {}).get(rest)) is not None:
        return _providers(asked, known, lang)
    raise UsageError("CODE_UNKNOWN", code=code, nearest=nearest(asked, providers))


def nearest(code: str, providers: Mapping[str, Mapping[str, ProviderCode]]) -> list[str]:
    """Up to three known codes that look most like `code`."""
    known = [*every(), *(f"{prefix}:{own}" for prefix, table in providers.items() for own in table)]
    return difflib.get_close_matches(code, known, n=3, cutoff=0.4)


def _ours(entry: Entry, lang: Language) -> str:
    title = f"{entry.code}  {say(_SEVERITY[entry.severity], {}, lang)}"
    parts = (("what", entry.message), ("why", entry.why), ("example", entry.example), ("cure", entry.cure))
    fix = f" [{say(_FIX[entry.fix], {}, lang)}]" if entry.fix != "none" else ""
    lines = [(name, _BRACES.sub("…", say(text, {}, lang)) + (fix if name == "cure" else "")) for name, text in parts]
    return _page(title, [*lines, ("source", entry.source)], lang)


def _providers(code: str, known: ProviderCode, lang: Language) -> str:
    return _page(code, [("what", known.message), ("rule", known.rule), ("source", known.source)], lang)


def _page(title: str, parts: Iterable[tuple[str, str]], lang: Language) -> str:
    return "\n".join([title, *(f"{say(_HEADS[name], {}, lang)}: {text}" for name, text in parts if text)])
