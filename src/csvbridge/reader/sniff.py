"""What a file is, before a byte of it is decoded: web pages, workbooks, archives are named and refused."""

from __future__ import annotations

import re

from csvbridge.errors import Reason, WrongFileError
from csvbridge.pattern import regex

HEAD = 2048
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WORKBOOK = (b"xl/", b"[Content_Types].xml", b"_rels/", b"docProps/")
_OTHERS = ((b"\x1f\x8b", "gzip"), (b"%PDF", "PDF"), (b"7z\xbc\xaf\x27\x1c", "7z"), (b"Rar!", "RAR"))
_NOTHING = regex(rb"[ \t\r\n\x1a]*+(?:\xef\xbb\xbf)?[ \t\r\n\x1a]*+\Z")
_JSON = regex(r'\s*(?:\{\s*["}]|\[\s*[\]{\[])')
_TAG = regex(r'\s*"?<(?:!doctype|!--|\?xml|\?php|/?[a-z][a-z0-9]*[\s>/])', re.IGNORECASE)
_PHP = regex(
    r"(?:Fatal error|Parse error|Warning|Notice|Deprecated)(?:</b>)?: .{1,2000}? on line (?:<b>)?\d", re.DOTALL
)


def refuse_foreign(data: bytes) -> None:
    """Refuse what is no CSV file at all.

    >>> refuse_foreign(b"PK\\x03\\x04....xl/workbook.xml")
    Traceback (most recent call last):
    csvbridge.errors.WrongFileError: FILE_EXCEL
    >>> refuse_foreign(b"order,total\\n")
    """
    if _NOTHING.match(data):
        raise WrongFileError("FILE_EMPTY", reason="empty")
    _refuse_binary(data)
    head = _head(data).lstrip()
    if _TAG.match(head) or _PHP.match(head):
        raise WrongFileError("FILE_HTML", reason="html", line=1)
    if _JSON.match(head):
        raise _format("JSON")


def is_workbook(data: bytes) -> bool:
    """Whether bytes begin as those of an xlsx.

    >>> is_workbook(b"PK\\x03\\x04....xl/workbook.xml"), is_workbook(b"PK\\x03\\x04....orders.csv")
    (True, False)
    """
    return data.startswith(_ZIP) and any(name in data[:HEAD] for name in _WORKBOOK)


def _refuse_binary(data: bytes) -> None:
    if data.startswith(_OLE):
        raise WrongFileError("FILE_EXCEL", reason="excel")
    if data.startswith(_ZIP):
        if is_workbook(data):
            raise WrongFileError("FILE_EXCEL", reason="excel")
        raise _format("ZIP")
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            raise _format(kind)


def _format(kind: str) -> WrongFileError:
    reason: Reason = "format"
    return WrongFileError("FILE_FORMAT", reason=reason, kind=kind)


def _head(data: bytes) -> str:
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def is_error_page(text: str, *, anywhere: bool = False) -> bool:
    """Whether a text begins as a web page does, or holds an error as PHP prints it.

    `anywhere` looks for the start of a page inside the text as well.

    >>> is_error_page("<b>Fatal error</b>: out of memory in <b>x.php</b> on line <b>3</b><br />")
    True
    >>> is_error_page("A-1,<記念品>,100")
    False
    """
    if anywhere and re.search(r"<(?:!doctype|html|body)[\s>]", text, re.IGNORECASE):
        return True
    return bool(_TAG.match(text) or _PHP.search(text))
