"""Codes about what a profile says of columns, fields and words."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "UNKNOWN_FIELD",
        "error",
        Text("項目 {name} はありません", "there is no field {name}"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("項目は決まった一覧（カタログ）から選びます", "fields are a closed list, the catalogue"),
        Text("buyer.nmae と書いた", "“buyer.nmae” written"),
    ),
    Entry(
        "UNKNOWN_STEP",
        "error",
        Text("手順 {name} はありません", "there is no step {name}"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("手順は決まった一覧から選びます", "steps are a closed list"),
        Text("full_width と書いた", "“full_width” written"),
    ),
    Entry(
        "STEP_ARGUMENT",
        "error",
        Text("手順 {step} の書き方が違います", "the step {step} is not written as it should be"),
        Text("{example} と書いてください", "write {example}"),
        Text("桁数などが要る手順と要らない手順があります", "some steps take a value and some do not"),
        Text("zero_pad に桁数がない", "zero_pad without a length"),
    ),
    Entry(
        "UNKNOWN_TABLE",
        "error",
        Text("対応表 {name} がありません", "there is no codes table {name}"),
        Text(
            "名前を直すか、[codes.{name}] を書いてください（候補: {choices}）",
            "correct the name, or add [codes.{name}] (candidates: {choices})",
        ),
        Text("対応表がないと言葉を読めません", "words cannot be read without their table"),
        Text("carriers を carrier と書いた", "“carrier” for “carriers”"),
    ),
    Entry(
        "NOT_A_WORD",
        "error",
        Text("「{word}」の言葉 {name} はカタログにありません", "{name} is not a word of the catalogue (“{word}”)"),
        Text("決まった言葉に直してください（候補: {choices}）", "write a word that is allowed (candidates: {choices})"),
        Text(
            "決まった言葉でないと、後の変換が受け取れません", "only the words of the catalogue are understood later on"
        ),
        Text('後払い = "defered" と書いた', "“defered” for “deferred”"),
    ),
    Entry(
        "CODES_MISSING",
        "error",
        Text("「{column}」は言葉の列なのに codes がありません", "“{column}” holds words and has no codes"),
        Text('codes = "表の名前" を加えてください', 'add codes = "TABLE"'),
        Text("ファイルの言葉をそのまま通すことはありません", "words of a file never pass through as they are"),
        Text("支払方法の列に codes がない", "a payment column without codes"),
    ),
    Entry(
        "UNKNOWN_COLUMN",
        "error",
        Text("列「{name}」はありません", "there is no column “{name}”"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("知らない列の設定は何にも効きません", "a setting of an unknown column has no effect"),
        Text("受付番号を受注番号と書いた", "a header misspelt"),
    ),
    Entry(
        "UNKNOWN_LOOKUP",
        "error",
        Text("[lookup.{name}] はありません", "there is no [lookup.{name}]"),
        Text(
            "名前を直すか、[lookup.{name}] を書いてください（この変換にあるもの: {choices}）",
            "correct the name, or add [lookup.{name}] (this conversion has: {choices})",
        ),
        Text("突き合わせるファイルの名前は [lookup] で決まります", "second files are named by [lookup]"),
        Text("credit を credits と書いた", "“credits” for “credit”"),
    ),
    Entry(
        "COLUMN_SET_TWICE",
        "error",
        Text("「{column}」の値の決め方が二つあります（{ways}）", "“{column}” gets its value in two ways ({ways})"),
        Text("どちらか一つを消してください", "remove one of them"),
        Text("どちらの値が出るのか分からなくなります", "nobody could tell which value is written"),
        Text("同じ列を [set] と [map] に書いた", "one column in [set] and in [map]"),
    ),
    Entry(
        "FIELD_TWICE",
        "error",
        Text(
            "{field} を読む列が二つあり、順番がありません（「{column}」）",
            "two columns feed {field} and no rank says which (“{column}”)",
        ),
        Text("両方の列に違う rank を書いてください", "give both columns a rank of their own"),
        Text("どちらの値を使うのか決まりません", "nobody could tell which value is used"),
        Text("電話番号の列が二つある", "two phone columns"),
    ),
    Entry(
        "FIELD_DERIVED",
        "error",
        Text(
            "{field} は計算で決まる項目で、列「{column}」から読めません",
            "{field} is derived and cannot be read from “{column}”",
        ),
        Text("この列の field を消してください", "remove field from this column"),
        Text("注文者とお届け先を比べて決める項目です", "it follows from comparing buyer and recipient"),
        Text("recipient.relation を読もうとした", "reading recipient.relation"),
    ),
    Entry(
        "HEADER_TWICE",
        "error",
        Text("見出し「{column}」の列が二つあります", "two columns have the header “{column}”"),
        Text(
            "二つ目に nth = {nth} を書くか、aka を見直してください",
            "write nth = {nth} at the second, or look at its aka",
        ),
        Text("どちらの列か分かりません", "nobody could tell which column is meant"),
        Text("「電話番号」が二つあるファイル", "a file with two 電話番号"),
    ),
    Entry(
        "MAX_ITEMS_MISSING",
        "error",
        Text(
            "「{column}」は明細の数だけ並ぶ列なのに max_items がありません",
            "“{column}” counts items and max_items is missing",
        ),
        Text("max_items = 10 のように書いてください", "write max_items, such as max_items = 10"),
        Text("明細の列がいくつあるのか決まりません", "nobody could tell how many item columns there are"),
        Text("max_items のない明細の列", "item columns without max_items"),
    ),
    Entry(
        "POSITION_INVALID",
        "error",
        Text(
            "「{column}」の position が正しくありません（{reason}）", "the position of “{column}” is wrong ({reason})"
        ),
        Text(
            "見出しのあるファイルでは消し、ないファイルでは全部の列に 1 から順に書いてください",
            "remove it where there is a header; without one, number all columns upwards",
        ),
        Text("列の場所が決まりません", "the place of the column is not clear"),
        Text("position が 3 の次に 2", "position 2 after 3"),
    ),
    Entry(
        "PATTERN_INVALID",
        "error",
        Text("正規表現 {pattern} は使えません（{reason}）", "the pattern {pattern} cannot be used ({reason})"),
        Text(
            "かっこの数などを確かめ、先読みや後方参照は使わずに書き直してください",
            "check its brackets and write it without look-around and back-references",
        ),
        Text(
            "長い入力で止まらないよう、線形時間の正規表現だけを使います",
            "only patterns of linear time are run, so that no input can stall them",
        ),
        Text("(?=…) や \\1 を使った", "(?=…) or \\1 used"),
    ),
    Entry(
        "DATE_FORMAT_INVALID",
        "error",
        Text("日付の形 {format} は使えません", "the date form {format} cannot be used"),
        Text("YYYY MM M DD D HH H mm ss を組み合わせてください", "combine YYYY MM M DD D HH H mm ss"),
        Text("2桁の年などは読みまちがえます", "years of two digits and the like are misread"),
        Text("YY/MM/DD と書いた", "“YY/MM/DD” written"),
    ),
    Entry(
        "REFERENCE_UNKNOWN",
        "error",
        Text("{name} は項目でも元のファイルの列でもありません", "{name} is neither a field nor a column of the source"),
        Text(
            "名前を直すか、決まった値なら [set] に書いてください（候補: {choices}）",
            "correct the name; for a constant use [set] (candidates: {choices})",
        ),
        Text("決まった値と列の名前は別の書き方です", "a constant and a reference are written differently"),
        Text('[map] に from = "2" と書いた', 'from = "2" in [map]'),
    ),
    Entry(
        "MAP_FORM",
        "error",
        Text(
            "「{column}」の [map] には from か join のどちらか一つが要ります",
            "[map] of “{column}” needs either from or join",
        ),
        Text(
            'from = "項目" か join = ["項目", "項目"] を書いてください',
            'write from = "FIELD" or join = ["FIELD", "FIELD"]',
        ),
        Text("どこから値を取るのか決まりません", "nobody could tell where the value comes from"),
        Text("prefix だけを書いた", "only a prefix was written"),
    ),
    Entry(
        "REQUIRED_UNFILLED",
        "error",
        Text("提出先の必須の列「{column}」に入れる値がありません", "nothing fills the required column “{column}”"),
        Text(
            "[set] に決まった値を、[map] に元の列を書くか、元の形式に {field} の列を加えてください",
            "write a constant in [set], a column of the source in [map], or add a column of {field} to the source",
        ),
        Text("空欄のままでは提出先に受け付けられません", "the target does not accept it blank"),
        Text("元のファイルに電話番号の列がない", "a source without a phone column"),
    ),
    Entry(
        "FIELD_NOT_GIVEN",
        "error",
        Text("{field} はどの列からも得られません", "nothing gives the field {field}"),
        Text(
            "元の形式に {field} の列を加えるか、この行を消してください",
            "add a column of {field} to the source, or remove this line",
        ),
        Text("得られない項目で選ぶと、すべての注文が対象外になります", "a condition on it would drop every order"),
        Text("[keep] に元のファイルにない項目を書いた", "a [keep] on a field that the source lacks"),
    ),
    Entry(
        "CONSTANT_NEEDED",
        "error",
        Text(
            "「{column}」にはお店だけが知っている値が要ります（{ask}）",
            "“{column}” needs a value that only the shop knows ({ask})",
        ),
        Text(
            'お店の変換のファイルの [set] に "{column}" = "{sample}" の形で書いてください',
            'write "{column}" = "{sample}" with your own value under [set] of your conversion',
        ),
        Text("見本の値のまま提出すると、別の店の注文になります", "with the sample the orders would be another shop's"),
        Text("受付サイトID がまだ書かれていない", "受付サイトID is not set yet"),
    ),
    Entry(
        "CONSTANT_INVALID",
        "error",
        Text(
            "「{column}」に書いた「{constant}」がその列の決まりに合いません: {codes:fault}",
            "“{constant}” does not fit the column “{column}”: {codes:fault}",
        ),
        Text("列の決まりに合う値にしてください", "write a value that fits the column"),
        Text("すべての注文が提出先で断られます", "every order would be refused"),
        Text("半角だけの列に全角を書いた", "full-width text in an ASCII column"),
    ),
)
