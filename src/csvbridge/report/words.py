"""What the program, its files and its libraries call a thing, in words for a person: Japanese, English.

A table is used for the param of its name, or where a text asks for it: `{code:fault}`.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

_STATE = {
    "approved": ("審査OK", "approved"),
    "declined": ("審査NG", "declined"),
    "on_hold": ("保留", "on hold"),
    "pending": ("審査中", "pending"),
    "error": ("エラー", "error"),
    "cancelled": ("取消", "cancelled"),
}
_PARTED = {
    "comma (,)": ("コンマ（,）", "comma (,)"),
    "TAB": ("タブ", "tab"),
    "semicolon (;)": ("セミコロン（;）", "semicolon (;)"),
    "pipe (|)": ("縦棒（|）", "pipe (|)"),
}
_NONE = {"": ("なし", "none"), "-": ("なし", "none")}
_SHORT = ("文字数が足りません", "it is too short")
_LONG = ("長すぎます", "it is too long")
_QUOTE = ('引用符「"」の間違いらしく、長すぎます', 'it is far too long, probably for a wrong quote (")')
_EXCEL = ("Excelで保存され、値が変わっています", "Excel has changed a value")

WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "charset": {
        "fullwidth": ("全角文字", "full-width characters"),
        "halfwidth-kana": ("半角カナ", "half-width kana"),
        "ascii": ("半角英数字記号", "ASCII characters"),
        "digits": ("半角数字", "ASCII digits"),
        "jisx0208": ("JIS第1・第2水準の文字", "characters of JIS X 0208"),
        "cp932": ("Shift_JISの文字", "characters of Shift_JIS (cp932)"),
    },
    "state": _STATE,
    "words": _STATE,
    "found": _PARTED,
    "wanted": _PARTED,
    "encoding": {"cp932": ("Shift_JIS (cp932)", "Shift_JIS (cp932)"), "utf-8": ("UTF-8", "UTF-8")},
    "choices": _NONE,
    "known": _NONE,
    "nearest": _NONE,
    "reason": {
        "header = true": ("見出しのあるファイルです", "the file has a header"),
        "header = false": ("見出しのないファイルです", "the file has no header"),
        "PermissionError": ("読み取る権限がありません", "no permission to read it"),
        "EIO": ("入出力エラー EIO", "input/output error EIO"),
    },
    "kind": {
        '"…"': ('"…" のように引用符で囲んだ文字', 'a text in quotes, such as "…"'),
        "12": ("12 のような引用符のない数", "a number without quotes, such as 12"),
        "true / false": ("引用符のない true か false", "true or false, without quotes"),
        "[ … ]": ("[ … ] の一覧", "a list, [ … ]"),
        "{ … }": ("{ … } の表", "a table, { … }"),
        "[column.…]": ('[column."列名"] の表', 'a table, [column."NAME"]'),
    },
    "held": {
        "WAITING": ("審査の結果待ち", "it waits for its result"),
        "NEEDS_AMEND": ("登録済み", "it is registered already"),
        "HELD_BEFORE": ("審査結果の指定もれ", "the results were not given"),
    },
    "fault": {
        "REQUIRED": ("空欄です", "it is empty"),
        "UNKNOWN_WORD": ("対応表にない言葉があります", "it holds a word that is in no code table"),
        "NOT_ALLOWED": ("決められた値ではありません", "it is none of the values allowed"),
        "LEN_OVER": _LONG,
        "BYTES_OVER": _LONG,
        "LEN_UNDER": _SHORT,
        "CHARSET": ("使えない種類の文字があります", "it holds characters of another kind"),
        "PATTERN": ("決められた書き方ではありません", "it has not the form required"),
        "NUMBER_RANGE": ("数が範囲の外です", "the number is out of range"),
        "NUMBER_INVALID": ("整数ではありません", "it is not a whole number"),
        "NEGATIVE": ("マイナスです", "it is negative"),
        "YEN_INVALID": ("金額として読めません", "it is not an amount in yen"),
        "YEN_FRACTION": ("1円未満の端数があります", "it has a fraction of a yen"),
        "PERCENT_INVALID": ("税率として読めません", "it is not a percentage"),
        "DIGITS_INVALID": ("数字でない文字があります", "it holds something other than digits"),
        "DATE_INVALID": ("日付として読めません", "it is not a date"),
        "ZIP_FORMAT": ("7桁の郵便番号ではありません", "it is not a postal code of seven digits"),
        "PHONE_DIGITS": ("電話番号の桁数ではありません", "it has not the digits of a phone number"),
        "PHONE_ZERO_LOST": ("電話番号の先頭の0が消えています", "a phone number has lost its leading 0"),
        "PHONE_MISSING": ("電話番号がありません", "it has no phone number"),
        "EMAIL_FORMAT": ("メールアドレスではありません", "it is not an email address"),
        "CHAR_CONTROL": ("制御文字があります", "it holds control characters"),
        "CHAR_INVISIBLE": ("目に見えない文字があります", "it holds invisible characters"),
        "CHAR_COMBINING": ("濁点や記号の分かれた文字があります", "it holds letters with separate marks"),
        "CHAR_HYPHEN": ("ハイフンでない記号が数字の間にあります", "it has something else for a hyphen"),
        "CHAR_MOJIBAKE": ("文字化けしています", "it was read in the wrong encoding"),
        "PRIVATE_USE": ("外字があります", "it holds private-use characters"),
        "CHAR_UNENCODABLE": ("提出先で使えない文字があります", "it holds characters that the target lacks"),
        "FORMULA": ("=、+、@ またはタブで始まっています", "it starts with =, +, @ or a tab"),
        "EXCEL_EXPONENT": _EXCEL,
        "EXCEL_DATE": _EXCEL,
        "EXCEL_SERIAL": _EXCEL,
        "EXCEL_DIGITS": _EXCEL,
        "EXCEL_ERROR": _EXCEL,
        "RAGGED": ("列の数が見出しと違います", "it has not as many columns as the header"),
        "UNDECODABLE": ("文字として読めないところがあります", "some of it cannot be read as text"),
        "MOJIBAKE": ("文字コードが違います", "it is in another encoding"),
        "NUL_IN_RECORD": ("空のデータ（NUL）が混じっています", "it holds a NUL byte"),
        "BOM_INSIDE": ("途中に BOM（文字コードの印）があります", "it holds a byte order mark"),
        "STRAY_QUOTE": ('引用符「"」の位置が正しくありません', 'a quote (") is misplaced'),
        "CELL_TOO_LONG": _QUOTE,
        "CELL_TOO_MANY_LINES": _QUOTE,
        "RECORD_TOO_LONG": _QUOTE,
    },
}

_FOREIGN = (
    # typer
    (r"No such option: (\S+) \((?:Possible options: |Did you mean )([^?)]+)\??\)", r"\1 はありません、候補は \2"),
    (r"No such option: (\S+?)\.?", r"\1 はありません"),
    (r"No such command '(.+)'\.?", r"\1 というコマンドはありません"),
    (r"Missing command\.?", r"続くコマンドがありません"),
    (r"Missing (?:argument|option|parameter)(?: '(.+)')?\.?", r"\1 がありません"),
    (r"Option '(.+)' requires an argument\.?", r"\1 の後に値がありません"),
    (r"Option '(.+)' does not take a value\.?", r"\1 に値は付けられません"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", r"余分な指定 \1 があります"),
    (r"Invalid value for '(.+?)': (?:Value error, )?'.*' is not one of (.+?)\.?", r"\1 に書けるのは \2 です"),
    (r"Invalid value for '(.+?)': .*\binteger\b.*", r"\1 には整数を書きます"),
    (r"Invalid value for '(.+?)': .*\b(?:range|greater|less)\b.*", r"\1 の数が範囲の外です"),
    (r"Invalid value for '(.+?)': .*", r"\1 に書いた値は使えません"),
    # tomllib
    (r"Invalid statement", 'キーが英数字でも "…" で囲んだ文字でもありません'),
    (r"Expected '=' after a key.*", r"キーの後に = がありません"),
    (r"Expected newline or end of document after a statement", r"値の後に余分な文字があります"),
    (r"Expected '\]'.*", r"] がありません"),
    (r"Invalid value", r"値の書き方が違います"),
    (r"Invalid initial character for a key part", r"キーに使えない文字があります"),
    (r"Unclosed array", r"[ に対する ] がありません"),
    (r"Unclosed inline table", r"{ に対する } がありません"),
    (r"Unterminated string|Illegal character '\\n'", '引用符「"」が閉じられていません'),
    (r"(?:Found invalid|Illegal) character (.+)", r"使えない文字 \1 があります"),
    (r"Cannot declare .* twice|Cannot overwrite a value|Duplicate inline table key .*", r"同じ名前が二度あります"),
    (r"Unescaped '\\' in a string", r"「\\」はそのまま書けません"),
    # the engine of patterns
    (r"look-around, .* is not supported", r"先読みと後読みは使えません"),
    (r"backreferences are not supported", r"後方参照は使えません"),
    (r"unclosed group", r"( に対する ) がありません"),
    (r"unopened group", r") に対する ( がありません"),
    (r"unclosed character class", r"[ に対する ] がありません"),
    (r"unclosed counted repetition", r"{ に対する } がありません"),
    (r"invalid (?:character class|repetition count) range.*", r"範囲の始めが終わりより大きいです"),
    (r"unrecognized escape sequence", r"「\\」の後の文字が使えません"),
    (r"repetition operator missing expression", r"繰り返しの記号の前に何もありません"),
)
_JAPAN = timezone(timedelta(hours=9))
_CLASS = r"\[((?:0-9|A-Z|a-z)+)([^\]\[\\^]*)\][+*]"
_RANGES = {
    "0-9": ("半角数字", "digits"),
    "A-Za-z": ("半角英字", "ASCII letters"),
    "0-9A-Za-z": ("半角英数字", "ASCII letters and digits"),
}


def in_japanese(sentence: str) -> str:
    """What a library says in English; a sentence that nobody has translated stays as it is.

    >>> in_japanese("No such option: --jsno (Possible options: --json, --to)")
    '--jsno はありません、候補は --json、--to'
    >>> in_japanese("Invalid value for '--on-reject': Value error, 'skip' is not one of 'split', 'abort'.")
    '--on-reject に書けるのは split、abort です'
    >>> in_japanese("something new")
    'something new'
    """
    for english, japanese in _FOREIGN:
        if match := re.fullmatch(english, sentence):
            return match.expand(japanese).replace("', '", "、").replace(", ", "、").replace("'", "")
    return sentence


def characters(pattern: str) -> tuple[str, str] | None:
    """A pattern of one class of characters in words; None for any other, which is shown as it is.

    >>> characters("[0-9A-Za-z-]+")
    ('半角英数字と「-」だけ', 'ASCII letters and digits and “-” only')
    >>> characters("[0-9]{3}") is None
    True
    """
    match = re.fullmatch(_CLASS, pattern)
    if not match or match[1] not in _RANGES:
        return None
    ja, en = _RANGES[match[1]]
    return (f"{ja}と「{match[2]}」だけ", f"{en} and “{match[2]}” only") if match[2] else (f"{ja}だけ", f"{en} only")


def moment(text: str) -> tuple[str, str] | None:
    """A moment by the clock of Japan; None for a text that is no moment.

    >>> moment("2026-11-21T01:00:00+00:00")
    ('2026/11/21 10:00', '2026-11-21 10:00 Japan time')
    >>> moment("yesterday") is None
    True
    """
    try:
        at = datetime.fromisoformat(text).astimezone(_JAPAN)
    except ValueError:
        return None
    return f"{at:%Y/%m/%d %H:%M}", f"{at:%Y-%m-%d %H:%M} Japan time"


RULES = {"pattern": characters, "since": moment}
"""Params whose words follow a rule."""
