"""Codes about the characters of one cell."""

from __future__ import annotations

from csvbridge.codes._address import in_cart_only
from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "CHARSET",
        "error",
        Text(
            "「{column}」に{charset}でない文字「{characters}」があります",
            "“{column}” takes {charset} only and holds “{characters}”",
        ),
        in_cart("この文字を{charset}に直して", "replace these characters by {charset}"),
        Text(
            "提出先はこの列に決まった種類の文字だけを受け付けます",
            "the target takes only one class of characters here",
        ),
        Text(
            "半角カナの列に漢字、全角の列に半角の「ｱ」",
            "kanji in a half-width kana column, or a half-width letter in a full-width one",
        ),
        source="GMO後払い CT0009, CT0017",
    ),
    Entry(
        "CHAR_UNENCODABLE",
        "error",
        Text(
            "「{column}」の文字「{characters}」は、提出先の文字コード {encoding} にない字です",
            "“{characters}” in “{column}” cannot be written in {encoding}",
        ),
        in_cart(
            "提出先で使える字（異体字なら標準の字）に直して",
            "use a character that the target has (the standard form of a variant)",
        ),
        Text(
            "書けない文字を「?」に置き換えると、名前や住所が別のものになります",
            "replacing it by “?” would change a name or an address",
        ),
        Text("つちよし（土の下に口、U+20BB7）の「吉」、絵文字", "the variant of 吉 at U+20BB7, or an emoji"),
        source="Windows code page 932",
        fix="confirm",
    ),
    Entry(
        "PRIVATE_USE",
        "error",
        Text("「{column}」に外字 {characters} があります", "“{column}” holds private-use characters {characters}"),
        in_cart("外字を普通の字に直して", "replace them by ordinary characters"),
        Text(
            "外字は登録したパソコンでしか正しく見えず、提出先では別の字や空白になります",
            "such a character exists only on the computer that defined it and shows as something else at the target",
        ),
        Text("パソコンに登録した「はしごだか」の外字", "a name character drawn on one computer"),
        source="Unicode Private Use Area",
    ),
    Entry(
        "CHAR_CONTROL",
        "error",
        Text(
            "「{column}」に改行・タブなどの制御文字 {characters} があります",
            "“{column}” holds control characters {characters}, such as a line break or a tab",
        ),
        in_cart("その項目を1行に入力し直して", "type the text anew in one line"),
        Text(
            "制御文字は提出先での取り込みの失敗や、列と行のずれの原因になります",
            "they break the import at the target or shift its columns and rows",
        ),
        Text(
            "ほかのソフトから貼り付けた住所の「県庁」と「北棟」の間の改行",
            "a line break between two parts of an address that was pasted from another program",
        ),
        source="Unicode C0, C1",
        fix="confirm",
    ),
    Entry(
        "CHAR_INVISIBLE",
        "warning",
        Text(
            "「{column}」に目に見えない文字 {characters} があります",
            "“{column}” holds invisible characters {characters}",
        ),
        in_cart("その項目を消してから入力し直して", "delete the text and type it anew"),
        Text(
            "見た目が同じでも別の文字列になり、提出先の文字コードでは書けず、照合も失敗します",
            "the text looks right but is another one: the target's encoding lacks the character and look-ups fail",
        ),
        Text(
            "貼り付けた住所の終わりの U+200B、異体字を選ぶ U+E0101",
            "U+200B at the end of a pasted address, or U+E0101, which selects a variant of a kanji",
        ),
        source="Unicode format characters, variation selectors",
        fix="safe",
    ),
    Entry(
        "CHAR_COMBINING",
        "warning",
        Text(
            "「{column}」の文字「{characters}」は、濁点や記号が分かれて2文字になっています",
            "“{characters}” in “{column}” is written as a letter and a separate mark",
        ),
        in_cart("その文字を入力し直して", "type these characters anew"),
        Text(
            "Macで作った文字に多く、提出先の文字コードでは書けないか、点だけが欠けます",
            "Macs write so; the target's encoding lacks the mark, or shows the letter without it",
        ),
        Text("「は」と U+309A でできた「ぱ」", "は and U+309A instead of the one character ぱ"),
        source="Unicode normalization form D",
        fix="safe",
    ),
    Entry(
        "CHAR_HALFKANA",
        "warning",
        Text("「{column}」に半角カナ「{characters}」があります", "“{column}” holds half-width kana “{characters}”"),
        in_cart_only("半角カナを全角カナに直して", "write full-width kana"),
        Text(
            "後払い会社の住所や氏名の欄は全角で、半角カナを断る会社があります",
            "providers want names and addresses full-width, and some refuse half-width kana",
        ),
        Text("建物名「ｹﾝﾁｮｳﾋﾞﾙ」", "a building written in half-width kana"),
        source="GMO後払い CT0017, DL0012",
        fix="safe",
    ),
    Entry(
        "CHAR_HYPHEN",
        "info",
        Text(
            "「{column}」の数字の間にハイフンでない「{characters}」があります",
            "“{column}” has “{characters}” for a hyphen between digits",
        ),
        Text(
            "エラーのときは、カートの受注で数字の間をハイフン（-）に直してダウンロードし直してください",
            "where it is an error, write hyphens in the cart and download again",
        ),
        Text(
            "長音やダッシュをハイフンの代わりに使うと、提出先の照合で別の番地と見なされることがあります",
            "a dash or a long vowel mark in place of a hyphen may make the target take it for another number",
        ),
        Text("番地「2－12ー1」", "a block number with a long vowel mark"),
        fix="safe",
    ),
    Entry(
        "CHAR_PLATFORM",
        "warning",
        Text(
            "「{column}」に機種依存文字「{characters}」があります",
            "“{column}” holds characters “{characters}” that not every system has",
        ),
        in_cart_only(
            "①は1、㈱は（株）のように、どの機種にもある文字に直して", "write “1” for “①”, “(株)” for “㈱” and so on"
        ),
        Text(
            "①㈱Ⅲなどは、提出先によって断られるか、請求書や送り状で別の字や空白になります",
            "some targets refuse ①, ㈱ or Ⅲ, and on an invoice or a label they may show as something else",
        ),
        Text("建物名「②号棟」、会社名「例示㈲」", "②号棟 as a building, ㈲ in the name of a firm"),
        source="NEC row 13 and IBM extensions of Windows code page 932",
        fix="confirm",
    ),
    Entry(
        "CHAR_MOJIBAKE",
        "error",
        Text("「{column}」が文字化けしています", "“{column}” was read in the wrong encoding"),
        in_cart("その項目を元の文字に直して", "enter the text as it was"),
        Text(
            "別の文字コードで読まれた文字は、名前や住所として届かず、請求書も荷物も戻ってきます",
            "neither an invoice nor a parcel arrives at such a name or address",
        ),
        Text("前橋市が「蜑肴ｩ句ｸ」に", "前橋市, written as UTF-8 and read as Shift_JIS: 蜑肴ｩ句ｸ"),
        source="UTF-8 read as Windows code page 932",
        fix="confirm",
    ),
    Entry(
        "CHAR_LOST",
        "warning",
        Text(
            "「{column}」に文字の失われた跡らしい「?」があります",
            "“{column}” holds a “?” where a character seems to be lost",
        ),
        in_cart_only(
            "「?」のところの元の字を購入者に確かめて直して",
            "find out from the buyer which character stood there, correct it",
        ),
        Text(
            "ファイルができる前に、書けない文字が「?」に置き換えられた恐れがあります",
            "another program may have replaced a character before this file was written",
        ),
        Text("「山?太郎」", "“山?太郎” as a name"),
    ),
    Entry(
        "FORMULA",
        "error",
        Text("「{column}」が =、+、@ またはタブで始まっています", "“{column}” starts with =, +, @ or a tab"),
        in_cart("先頭の記号を取り除いて", "take the leading sign away"),
        Text(
            "名前や住所の先頭にこの記号があると、表計算ソフトで開いたときに数式として動きます",
            "a spreadsheet would run such a name or address as a formula",
        ),
        Text("氏名「=1+1」", "“=1+1” as a name"),
        source="OWASP CSV Injection",
    ),
    Entry(
        "CHAR_WAVE_DASH",
        "info",
        Text(
            "「{column}」の文字「{characters}」を提出先で使える同じ形の文字で書きました",
            "“{characters}” in “{column}” was written as the character of the same shape that the target has",
        ),
        Text("直す必要はありません", "nothing needs to be done"),
        Text(
            "波線や横線には形が同じで番号の違う文字があり、提出先の文字コードにはその片方しかありません",
            "tildes and dashes exist twice with one shape; the target's encoding has only one of them",
        ),
        Text("「10～12時」の波線（U+301C を U+FF5E に）", "the wave dash of “10～12時” (U+301C written as U+FF5E)"),
        source="Windows code page 932",
    ),
    Entry(
        "CARD_NUMBER",
        "warning",
        Text("「{column}」にカード番号らしい数字があります", "“{column}” seems to hold a card number"),
        Text(
            "カートの備考などからカード番号を消し、ファイルをダウンロードし直して、古いファイルは削除してください",
            "delete the card number in the cart, download again and delete the old file",
        ),
        Text(
            "カード番号を保存したり、ほかの会社に送ったりしてはいけません",
            "a card number must be neither stored nor sent on",
        ),
        Text("備考に書かれた16桁のカード番号", "a card number of 16 digits written into a note"),
        source="PCI DSS; Luhn check digit",
    ),
)
