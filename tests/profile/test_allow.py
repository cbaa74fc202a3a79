"""Words, severities and allow lists: what formats, conversions and a shop's `allow.toml` say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csvbridge.codes.special import TAKES_WORDS
from csvbridge.errors import ProfileError
from csvbridge.profile.plan import load_profile

from .shop import CONVERSION, REQUEST, write

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = '[checks.keywords]\nTEMP_STAY = ["保養所"]\nPO_BOX = ["メール室"]\n[checks.severity]\nPREF_MISSING = "error"\n'
OVER = '[checks.keywords]\nTEMP_STAY = ["研修所"]\n[checks.allow]\nTEMP_STAY = ["3710026 群馬県前橋市大手町2-12-1"]\n'
ALLOW = '[allow]\nTEMP_STAY = ["1000005 東京都千代田区丸の内1-9-1"]\nNAME_DIGITS = ["見本3世"]\n'


def test_words_and_severities_merge_by_code(tmp_path: Path) -> None:
    folder = write(tmp_path, request=REQUEST + FORMAT, conversion=CONVERSION + OVER)
    checks = load_profile("shop-pay", [folder]).checks
    assert checks.keywords == {"TEMP_STAY": ("研修所",), "PO_BOX": ("メール室",)}
    assert checks.severity == {"PREF_MISSING": "error"}


def test_words_of_a_parent_are_inherited(tmp_path: Path) -> None:
    child = 'id = "my/request"\ntitle = "うち"\nextends = "pay/request"\n[checks.keywords]\nPO_BOX = ["郵便室"]\n'
    conversion = CONVERSION.replace("pay/request", "my/request")
    folder = write(tmp_path, request=REQUEST + FORMAT, child=child, conversion=conversion)
    checks = load_profile("shop-pay", [folder]).checks
    assert checks.keywords == {"TEMP_STAY": ("保養所",), "PO_BOX": ("郵便室",)}


def test_what_a_shop_allows_is_added_and_counts_in_the_hash(tmp_path: Path) -> None:
    folder = write(tmp_path, conversion=CONVERSION + OVER)
    before = load_profile("shop-pay", [folder])
    (folder / "allow.toml").write_text(ALLOW, "utf-8")
    after = load_profile("shop-pay", [folder])
    assert after.checks.allow == {
        "TEMP_STAY": ("3710026 群馬県前橋市大手町2-12-1", "1000005 東京都千代田区丸の内1-9-1"),
        "NAME_DIGITS": ("見本3世",),
    }
    assert after.sha256 != before.sha256


def test_a_shop_with_two_folders_has_both_lists(tmp_path: Path) -> None:
    folder, other = write(tmp_path), tmp_path / "more"
    other.mkdir()
    (folder / "allow.toml").write_text('[allow]\nPO_BOX = ["a"]\n', "utf-8")
    (other / "allow.toml").write_text('[allow]\nPO_BOX = ["b"]\n', "utf-8")
    assert load_profile("shop-pay", [folder, other]).checks.allow == {"PO_BOX": ("a", "b")}


@pytest.mark.parametrize(
    ("text", "code", "line", "params"),
    [
        ('[allow]\nTEMP_STEY = ["a"]\n', "CHECK_UNKNOWN", 2, {"choices": "TEMP_STAY"}),
        ('[allow]\nTEMP_STAY = "a"\n', "WRONG_TYPE", 2, {"key": "TEMP_STAY"}),
        ('[alow]\nTEMP_STAY = ["a"]\n', "UNKNOWN_KEY", 1, {"choices": "allow"}),
        ('[allow]\nTEMP_STAY = ["a"\n', "TOML_SYNTAX", 2, {}),
        (b'[allow]\nTEMP_STAY = ["\x93\x8c"]\n', "TOML_ENCODING", None, {}),
    ],
)
def test_a_list_that_cannot_be_read_stops_the_run(
    tmp_path: Path, text: str | bytes, code: str, line: int | None, params: dict[str, str]
) -> None:
    """A list that is passed over would raise what somebody has settled."""
    folder = write(tmp_path)
    (folder / "allow.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ProfileError) as caught:
        load_profile("shop-pay", [folder])
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.path) == (code, line, str(folder / "allow.toml"))
    assert {key: problem.params[key] for key in params} == params


def test_the_list_is_no_profile(tmp_path: Path) -> None:
    from csvbridge.profile.search import every

    folder = write(tmp_path)
    (folder / "allow.toml").write_text(ALLOW, "utf-8")
    assert not [info for info in every([folder]) if info.path.name == "allow.toml"]


def test_codes_that_take_words_are_codes() -> None:
    from csvbridge.codes import every

    assert every().keys() >= TAKES_WORDS
