"""Characters and words that are written one way in an address and another way in the post's table.

For matching only: nothing that is folded here is ever written. Each pair is a form and the form it is compared as.

Source: JIS X 0208 and its revision of 1983, the lists of 旧字体; the groups of the facts (addresses.md 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

from csvbridge.steps._characters import HYPHENS

_KANJI = (
    "亞亜 惡悪 壓圧 圍囲 爲為 醫医 壹壱 稻稲 飮飲 隱隠 營営 榮栄 衞衛 驛駅 圓円 艷艶 緣縁 鹽塩 奧奥 應応 "
    "歐欧 櫻桜 假仮 價価 畫画 會会 繪絵 懷懐 壞壊 槪概 殼殻 學学 嶽岳 樂楽 勸勧 卷巻 寬寛 歡歓 罐缶 觀観 "
    "關関 陷陥 巖巌 顏顔 歸帰 氣気 龜亀 僞偽 戲戯 犧犠 舊旧 據拠 擧挙 峽峡 狹狭 鄕郷 曉暁 區区 驅駆 勳勲 "
    "薰薫 徑径 惠恵 溪渓 經経 繼継 莖茎 螢蛍 輕軽 鷄鶏 藝芸 缺欠 儉倹 劍剣 圈圏 檢検 權権 獻献 縣県 險険 "
    "顯顕 驗験 嚴厳 廣広 恆恒 鑛鉱 號号 國国 黑黒 碎砕 濟済 齋斎 齊斎 斉斎 劑剤 册冊 雜雑 參参 慘惨 棧桟 "
    "蠶蚕 贊賛 殘残 絲糸 齒歯 兒児 辭辞 濕湿 實実 舍舎 寫写 釋釈 壽寿 收収 從従 澁渋 獸獣 縱縦 肅粛 處処 "
    "緖緒 敍叙 奬奨 將将 燒焼 稱称 證証 乘乗 剩剰 壤壌 孃嬢 條条 淨浄 疊畳 穰穣 讓譲 釀醸 囑嘱 觸触 寢寝 "
    "愼慎 眞真 盡尽 圖図 粹粋 醉酔 隨随 髓髄 數数 樞枢 瀨瀬 聲声 靜静 攝摂 竊窃 專専 戰戦 淺浅 潛潜 纖繊 "
    "踐践 錢銭 禪禅 雙双 壯壮 搜捜 插挿 爭争 總総 聰聡 莊荘 裝装 騷騒 增増 藏蔵 臟臓 屬属 續続 墮堕 對対 "
    "帶帯 滯滞 臺台 瀧滝 擇択 澤沢 單単 擔担 膽胆 團団 彈弾 斷断 遲遅 晝昼 蟲虫 鑄鋳 廳庁 聽聴 鎭鎮 遞逓 "
    "轉転 點点 傳伝 黨党 當当 盜盗 燈灯 德徳 獨独 讀読 屆届 繩縄 貳弐 拜拝 廢廃 賣売 麥麦 發発 髮髪 拔抜 "
    "蠻蛮 祕秘 濱浜 甁瓶 拂払 佛仏 變変 邊辺 邉辺 辨弁 瓣弁 辯弁 舖舗 穗穂 寶宝 豐豊 沒没 槇槙 萬万 滿満 "
    "默黙 彌弥 藥薬 譯訳 豫予 餘余 與与 譽誉 搖揺 樣様 謠謡 遙遥 瑤瑶 來来 賴頼 亂乱 覽覧 龍竜 兩両 獵猟 "
    "壘塁 勵励 禮礼 隸隷 靈霊 齡齢 曆暦 歷歴 戀恋 爐炉 勞労 樓楼 郞郎 灣湾 竈釜 﨑崎 碕崎 嵜崎 埼崎 渕淵 "
    "渊淵 藪薮 籔薮 曽曾 舟船 莵菟 兎菟 拍狛 巿市 檜桧 嶋島 嶌島 冨富 峯峰 髙高 濵浜 栁柳 桒桑 槗橋 籠篭 "
    "鰺鯵 壺壷 礦砿 砺礪 蠣蛎 頸頚 鷗鴎 噓嘘 驒騨 剝剥 頰頬 祇祗 芦蘆 埜野 舘館 諫諌 讚讃 鐵鉄 靑青 淸清 "
    "橫横 黃黄 錄録 綠緑 步歩 每毎 吳呉 堯尭 靱靭 菴庵 萠萌 攪撹 灌潅 昴昂 已己 沪濾 鑪鈩 姬姫 晉晋 敎教 "
    "戶戸 內内 𠮷吉 圡土 冲沖 凉涼 况況 决決 减減 凑湊 羣群 鹼鹸 麴麹 麪麺 鍜鍛 苅刈 蕋蕊 蘂蕊 濶闊 鴈雁 "
    "餠餅 侭儘 桝枡 鼡鼠 皷鼓 羮羹 聟婿 崗岡 檮梼 瀉潟 躰体 體体 阪坂"
)
"""A form and the one it is compared as; 阪 and 坂, 埼 and 崎 are taken for each other as people do."""

_KANA = {
    "力": "カ",
    "之": "ノ",
    "乃": "ノ",
    "ガ": "ケ",
    "ヱ": "エ",
    "ヰ": "イ",
    "ヲ": "オ",
    "ヴ": "ウ",
    "ヂ": "ジ",
    "ヅ": "ズ",
}
_LETTERS = {"ニ": "二", "ハ": "八", "ロ": "口"}
_SMALL = dict(zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True))

DASHES = HYPHENS + "ー\uff70\u2500"
"""What stands for a hyphen; in names it is compared as one, so that センター is found whatever its last stroke is."""


def _to_katakana() -> dict[str, str]:
    return {chr(code - 0x60): chr(code) for code in range(0x30A1, 0x30F7)}


def _characters() -> Mapping[str, str]:
    table = {pair[0]: pair[1] for pair in _KANJI.split() if pair[0] != pair[1]}
    table |= _SMALL | _KANA | _LETTERS | dict.fromkeys(DASHES, "-")
    table |= {hira: table.get(kata, kata) for hira, kata in _to_katakana().items()}
    return {form: table.get(to, to) for form, to in table.items()}


CHARACTERS: Mapping[str, str] = _characters()
"""A character, after NFKC, and the one it is compared as. One for one: no text changes its length by it."""

WORDS: Mapping[str, str] = {
    "通リ": "通",
    "トオリ": "通",
    "番丁": "番町",
    "フ頭": "埠頭",
}
"""Words, folded by `CHARACTERS` already, and how they are compared."""

BLANKS = " \u3000・"
DROPPED = f"大?字|[{BLANKS}]"
"""What the post leaves out and people write, or the reverse."""

DIGITS = "一二三四五六七八九"
COUNTED = ("条", "線", "号", "区", "番町", "丁目", "ノ通")
"""Kanji numerals before these are compared as Arabic ones."""


def numerals() -> Mapping[str, str]:
    """Kanji numerals up to 99 with what they count: 二十一条 → 21条.

    >>> table = numerals()
    >>> table["二十一条"], table["十番町"], table["六丁目"], "百条" in table
    ('21条', '10番町', '6丁目', False)
    """
    return {_kanji(n) + unit: f"{n}{unit}" for n in range(99, 0, -1) for unit in COUNTED}


def _kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens - 1]) + ("十" if tens else "") + (DIGITS[ones - 1] if ones else "")
