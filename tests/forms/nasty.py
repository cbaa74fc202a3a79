"""Texts that break number, date and address parsers, for the property tests."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = (
    *"0123456789", *"０１９", "٣", "①", "²", "𝟎", *"-−－ー‐–▲△+＋", *",，.．", *"¥￥\\円%％",
    *" 　\t\n\r\xa0\x1c\x85\u200b",
    *"〒()（）@＠=＝'\"#/／:：TZ年月日", *"山田太郎ヶヵヰガがｶﾞﾊﾟﾞﾟ゛～〜㈱髙①", "か\u3099", "カ\u3099", "ﾊ\u309a",
    "2026", "11", "20", "02", "29", "30", "10:23", ":45", ".123", "+0900", "-05:00", "2026/11/20", "2026-02-29",
    "160", "0022", "090", "1234", "5678", "+81", "3,300", ",000", ".00", ".50", "000000000000000", "E+10", "1月2日",
    "Jan", "#N/A", "###", "a", "B", "example.jp", "user",
)  # fmt: skip

nasty = st.lists(st.sampled_from(_PIECES), max_size=8).map("".join)
"""Runs of such pieces."""

anything = st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=12)
"""Any text of characters that Python's Unicode tables know."""

_DAY = "(18|19|20|21)[0-9]{2}[-/.年]?[0-3]?[0-9][-/.月]?[0-4]?[0-9]日?"
_CLOCK = "[ T][0-2]?[0-9]:[0-6][0-9](:[0-6][0-9])?(Z|[ +-]+[01][0-9]:?[0-9]{2})?"

likely = st.one_of(
    st.from_regex(r"[ 　]?[〒]?[0-9０-９]{2,4}[-−－ー ]?[0-9０-９]{3,5}[ 　]?", fullmatch=True),
    st.from_regex(r"(\+81)?[ -]?\(?0?[1-9][0-9０-９]{0,3}[)-]?[0-9]{2,4}[- ー]?[0-9]{3,5}", fullmatch=True),
    st.from_regex(r"[▲△−-]?[¥￥\\]?[-−]? ?[0-9０-９]{1,4}(,[0-9]{2,3}){0,5}([.][05]{1,2})? ?円?", fullmatch=True),
    st.from_regex(f"{_DAY}({_CLOCK})?", fullmatch=True),
    st.from_regex(r"[a-z.@ ]{1,6}@[a-z.＠-]{1,8}\.[a-z]{1,3}", fullmatch=True),
    st.from_regex(r"[0-9]{1,3}([.]0{0,2}[1-9]?)?[%％]?", fullmatch=True),
)
"""Texts near the true forms, right and wrong ones."""

texts = st.one_of(nasty, anything, likely)
