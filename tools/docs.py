"""Writes what documentation takes from the program: codes, tables of the profile language, outputs of commands.

Run `python tools/docs.py` after a change of a code, a key, a step, a field or a message; tests/docs tells when.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, get_args

from csvbridge import codes
from csvbridge.catalog import FIELDS, TYPES, WHOLES
from csvbridge.dialect import Caps, Dialect
from csvbridge.forms import FORMS
from csvbridge.profile import models, tables
from csvbridge.profile.validate import HEAD
from csvbridge.steps import STEPS
from csvbridge.steps._dateformat import TOKENS

sys.path.insert(0, str(Path(__file__).parent))
from walk import walked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from csvbridge.codes import Entry
    from csvbridge.table import Table

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGE = DOCS / "profile-language.md"
CODES = DOCS / "codes.md"
WALKS = {
    DOCS / "new-profile.md": "en",
    DOCS / "ja" / "new-profile.md": "ja",
    DOCS / "new-shop.md": "en",
    DOCS / "ja" / "new-shop.md": "ja",
    DOCS.parent / "README.md": "en",
    DOCS.parent / "README.ja.md": "ja",
}
"""Pages that show what commands print, with the language in which they do."""
_BLOCK = re.compile(r"(<!-- generated: ([a-z.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WORDS = {"string": "text", "integer": "number", "boolean": "true, false", "array": "list", "object": "table"}

CODES_HEAD = """# Codes

<!-- Written by tools/docs.py from src/csvbridge/codes; do not edit. -->

Every code that csvbridge prints, by family. `csvbridge explain CODE` says the same; a `…` stands for what differs from
run to run. An **error** keeps the order (or the whole run) out, a **warning** goes out but a person should look, an
**info** was changed without loss. A profile may raise or lower a severity:
[\\[checks\\]](profile-language.md#checks).

csvbridge が表示するコードの一覧です。error は直すまで出力しない、warning は出力するが確認が必要、
info は内容を失わずに直した、という意味です。
"""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown.

    >>> print(table(["a", "b"], [["1", "x|y"]]), end="")
    | a | b |
    | --- | --- |
    | 1 | x\\|y |
    """
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def keys(model: type[Table]) -> str:
    """The keys of a table of the language: what they take, what stands where they are missing, what they mean."""
    schema = model.model_json_schema(by_alias=True)
    required = schema.get("required", ())
    return table(
        ["key", "takes", "default", "meaning"],
        (
            [
                f"`{name}`",
                _takes(own, schema),
                "required" if name in required else _default(own),
                own.get("description", ""),
            ]
            for name, own in sorted(schema["properties"].items(), key=_place)
        ),
    )


def _place(key: tuple[str, object]) -> int:
    """Head keys first, in the order in which files have them."""
    return HEAD.index(key[0]) if key[0] in HEAD else len(HEAD)


def _takes(own: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a key takes, of a node of JSON Schema."""
    if "$ref" in own:
        name = own["$ref"].rpartition("/")[2]
        node = schema["$defs"][name]
        link = re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower()
        return _takes(node, schema) if "enum" in node else f"[{link.replace('-', ' ')}](#{link})"
    options = [_takes(option, schema) for option in own.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        return " or ".join(dict.fromkeys(options))
    if words := own.get("enum") or ([own["const"]] if "const" in own else []):
        return ", ".join(f"`{_shown(word)}`" for word in words)
    inner = own.get("items") or own.get("additionalProperties")
    word = _WORDS[own["type"]]
    return f"{word} of {_takes(inner, schema)}" if isinstance(inner, dict) else word


def _shown(word: object) -> str:
    return str(word).replace("\t", "\\t")


def _default(own: dict[str, Any]) -> str:
    value = own.get("default")
    if value in (None, [], {}, "") or isinstance(value, dict):
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def first_line(function: Callable[..., object]) -> str:
    """What the docstring of a step says first."""
    return (function.__doc__ or "").strip().partition("\n")[0]


def steps() -> str:
    """The steps, by name."""
    forms = {None: '"{}"', "int": "{{ {} = 8 }}", "str": '{{ {} = "…" }}'}
    rows = ([f"`{forms[s.argument].format(name)}`", first_line(s.function)] for name, s in sorted(STEPS.items()))
    return table(["step", "what it does"], rows)


def fields() -> str:
    """The canonical fields, in the order of the catalogue."""
    rows = (
        [f"`{f.name}`", f.label, f"`{f.type}`", f.level, ", ".join(f"`{w}`" for w in f.words) or _parts(f.name)]
        for f in FIELDS.values()
    )
    return table(["field", "label", "type", "level", "words, or the parts that it derives from"], rows)


def _parts(name: str) -> str:
    return " + ".join(f"`{part.partition('.')[2]}`" for part in WHOLES[name].parts) if name in WHOLES else ""


def types() -> str:
    """The types with their canonical form, as the modules of csvbridge.forms say."""
    rows = []
    for name in TYPES:
        form = FORMS.get(name)
        told = (import_module(f"csvbridge.forms.{name}").__doc__ or "").strip().partition("\n")[0] if form else ""
        code = f"[{form.code}](codes.md#{form.code.lower()})" if form and form.code else ""
        rows.append([f"`{name}`", told or "One of the words of its field, by a table of words.", code])
    return table(["type", "canonical form", "else"], rows)


def words(*groups: str) -> str:
    """The words of closed lists: rules, charsets, tokens of a date form."""
    return ", ".join(f"`{word}`" for word in groups) + "\n"


BLOCKS: dict[str, Callable[[], str]] = {
    "format": lambda: keys(models.Format),
    "conversion": lambda: keys(models.Conversion),
    "column": lambda: keys(models.Column),
    "dialect": lambda: keys(Dialect),
    "caps": lambda: keys(Caps),
    "items": lambda: keys(models.Items),
    "recipient": lambda: keys(models.Recipient),
    "shipments": lambda: keys(models.Shipments),
    "lookup": lambda: keys(models.Lookup),
    "rule": lambda: keys(models.Rule),
    "checks": lambda: keys(models.Checks),
    "map": lambda: keys(models.Map),
    "ask": lambda: keys(models.Ask),
    "test": lambda: keys(models.Test),
    "codes": lambda: keys(tables.CodesFile),
    "provider-error": lambda: keys(tables.ProviderError),
    "steps": steps,
    "fields": fields,
    "types": types,
    "rules": lambda: words(*get_args(models.RuleId)),
    "charsets": lambda: words(*get_args(models.Charset)),
    "date-tokens": lambda: words(*TOKENS),
}


def language(text: str) -> str:
    """The reference of the profile language with its generated blocks anew; `KeyError` for an unknown block."""
    return _BLOCK.sub(lambda found: found[1] + BLOCKS[found[2]]() + found[3], text)


def blocks_of(text: str) -> list[str]:
    """The names of the generated blocks of a page."""
    return [found[2] for found in _BLOCK.finditer(text)]


def _families() -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for info in iter_modules(codes.__path__):
        if not info.name.startswith("_"):
            module = import_module(f"csvbridge.codes.{info.name}")
            yield (module.__doc__ or "").strip().partition("\n")[0].rstrip("."), module.CODES


def _entry(entry: Entry) -> str:
    heads = ("内容 / what", "理由 / why", "例 / example", "直し方 / cure")
    texts = (entry.message, entry.why, entry.example, entry.cure)
    rows = ([head, _open(text.ja), _open(text.en)] for head, text in zip(heads, texts, strict=True))
    fix = {"none": "", "safe": " A safe correction is known.", "confirm": " A person confirms the suggestion."}
    about = f"{entry.severity}. Source: {entry.source}.{fix[entry.fix]}"
    return f"### {entry.code}\n\n{about}\n\n{table(['', '日本語', 'English'], rows)}"


def _open(text: str) -> str:
    """A message with … where a run puts its own words.

    >>> _open("at most {max} characters")
    'at most … characters'
    """
    return re.sub(r"\{[^}]*\}", "…", text)


def all_codes() -> str:
    """The page of codes."""
    parts = [CODES_HEAD]
    for title, entries in _families():
        links = ", ".join(f"[{e.code}](#{e.code.lower()})" for e in entries)
        parts += [f"## {title}\n\n{links}\n", *map(_entry, entries)]
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """Every page with generated text, as it must be."""
    return {CODES: all_codes(), LANGUAGE: language(LANGUAGE.read_text("utf-8"))}


if __name__ == "__main__":
    walks = {path: walked(path.read_text("utf-8"), lang) for path, lang in WALKS.items()}
    for path, text in (pages() | walks).items():
        path.write_text(text, "utf-8", newline="\n")
