"""The page of one code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from csvbridge.codes import every
from csvbridge.errors import UsageError
from csvbridge.report.explain import ProviderCode, explain
from csvbridge.report.terminal import printable

if TYPE_CHECKING:
    from csvbridge.report.language import Language

PROVIDERS = {"GMO": {"CT0047": ProviderCode("住所が長すぎます", "55文字以内", "公開資料")}}


def test_one_of_ours() -> None:
    assert explain("folder_missing", {}, "ja").splitlines() == [
        "FOLDER_MISSING  エラー（直すまで出力しません）",
        "内容: 出力先のフォルダ「…」がありません",
        "理由: 打ち間違いに気付けるよう、自動で作るフォルダは最後の1階層だけです",
        "例: -o 出力/11月/gmo.csv を指定したが「出力」フォルダがない",
        "直し方: フォルダを作るか、-o の場所を直してから、もう一度実行してください",
        "出典: csvbridge",
    ]
    assert explain("FOLDER_MISSING", {}, "en").splitlines()[:2] == [
        "FOLDER_MISSING  error: does not go out until it is right",
        "What happened: the output folder “…” does not exist",
    ]


def test_a_code_that_can_be_corrected_without_loss_says_how() -> None:
    cure = next(line for line in explain("ZIP_ZERO_LOST", {}, "ja").splitlines() if line.startswith("直し方"))
    assert cure.endswith("[--fix safe を付けると、内容を失わずに直します]")
    assert "[--fix safe corrects it without loss]" in explain("ZIP_ZERO_LOST", {}, "en")


def test_a_providers() -> None:
    page = "GMO:CT0047\n内容: 住所が長すぎます\n条件: 55文字以内\n出典: 公開資料"
    assert explain(" gmo:ct0047 ", PROVIDERS, "ja") == page


@pytest.mark.parametrize(
    ("code", "nearest"), [("FOLDER_MISING", "FOLDER_MISSING"), ("GMO:CT0074", "GMO:CT0047"), ("CT0047", "GMO:CT0047")]
)
def test_nearest(code: str, nearest: str) -> None:
    with pytest.raises(UsageError) as caught:
        explain(code, PROVIDERS, "ja")
    assert caught.value.code == "CODE_UNKNOWN"
    assert caught.value.params["nearest"][0] == nearest  # type: ignore[index]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_code_has_a_page_without_braces(lang: Language) -> None:
    for code in every():
        page = explain(code, {}, lang)
        assert "{" not in page
        assert printable(page, "cp932") == page
