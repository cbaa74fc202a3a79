"""Codes about one cell: presence, length, words, numbers, dates, contact data."""

from __future__ import annotations

from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "REQUIRED",
        "error",
        Text("「{column}」が空欄です", "“{column}” is empty"),
        in_cart("空欄に入力して", "fill it in"),
        Text(
            "提出先が必須としている項目で、空欄のままでは受け付けられません",
            "the target requires this cell and refuses the order without it",
        ),
        Text("氏名が空欄の受注", "an order without a name"),
        source="GMO後払い CT0007, CT0015, CT0022",
    ),
    Entry(
        "LEN_OVER",
        "error",
        Text(
            "「{column}」は{max}文字までですが{length}文字あります",
            "“{column}” takes at most {max} characters and has {length}",
        ),
        in_cart("{max}文字以内に書き直して", "reword it within {max} characters"),
        Text(
            "提出先は長すぎる項目を断るか途中で切ります。csvbridge は文字を切り落としません",
            "the target refuses or cuts a cell that is too long; csvbridge never cuts text",
        ),
        Text(
            "55文字までの住所欄に、建物名を含めて60文字の住所",
            "an address of 60 characters, building included, where 55 are allowed",
        ),
        source="GMO後払い CT0016, DL0011",
    ),
    Entry(
        "LEN_UNDER",
        "error",
        Text(
            "「{column}」は{min}文字以上必要ですが{length}文字しかありません",
            "“{column}” needs at least {min} characters and has {length}",
        ),
        in_cart("抜けている文字を補って", "add what is missing"),
        Text("短すぎる値は入力もれか、途中で切れた値です", "a value that is too short is incomplete or was cut off"),
        Text("5文字以上の送り状番号欄に「123」", "“123” as a tracking number where five characters are needed"),
        source="GMO後払い CT0023, CT0045",
    ),
    Entry(
        "BYTES_OVER",
        "error",
        Text(
            "「{column}」は{max}バイトまでですが{length}バイトあります",
            "“{column}” takes at most {max} bytes and has {length}",
        ),
        in_cart(
            "{max}バイト（全角は1文字2バイト）以内に書き直して",
            "reword it within {max} bytes (a full-width character is two)",
        ),
        Text("提出先は文字数ではなくバイト数で長さを数えます", "the target counts bytes, not characters"),
        Text("50バイトまでの欄に全角26文字", "26 full-width characters where 50 bytes are allowed"),
    ),
    Entry(
        "PATTERN",
        "error",
        Text(
            "「{column}」が決められた書き方（{pattern}）ではありません",
            "“{column}” does not have the required form ({pattern})",
        ),
        in_cart("決められた書き方に直して", "correct it to that form"),
        Text("提出先は決められた書き方の値だけを受け付けます", "the target takes only values of that form"),
        Text("英数字だけの注文番号欄に「A_001」", "“A_001” where an order number may hold letters and digits only"),
        source="GMO後払い CT0003",
    ),
    Entry(
        "NOT_ALLOWED",
        "error",
        Text("「{column}」に書けるのは {allowed} だけです", "“{column}” takes only {allowed}"),
        in_cart("{allowed} のどれかに直して", "change it to one of {allowed}"),
        Text("提出先はほかの値を受け付けません", "the target refuses any other value"),
        Text("「2」か「3」の欄に「9」", "“9” where “2” or “3” is allowed"),
        source="GMO後払い CT0035",
    ),
    Entry(
        "UNKNOWN_WORD",
        "error",
        Text(
            "「{column}」の言葉「{word}」が対応表 {table} にありません（{count}か所）",
            "the word “{word}” in “{column}” is not in the code table {table} ({count} cells)",
        ),
        Text(
            "カートでの意味を確かめ、自店用のプロファイルの [codes.{table}] に {line} を加えてください",
            "find out what it means in the cart, then add {line} to [codes.{table}] of your own profile",
        ),
        Text(
            "知らない言葉を推測すると、保留を審査OKと読むような誤りになります",
            "a guess could read an order on hold as approved",
        ),
        Text(
            "カートに新しい支払方法を加えた翌日の「後払い（新）」",
            "a payment method that was added to the cart yesterday",
        ),
    ),
    Entry(
        "NUMBER_RANGE",
        "error",
        Text("「{column}」は {min} から {max} までの数です", "“{column}” must be from {min} to {max}"),
        in_cart("この範囲の数に直して", "correct the number"),
        Text("提出先はこの範囲の外の数を受け付けません", "the target refuses numbers outside this range"),
        Text("999999円までの欄に1200000", "1200000 where 999999 is the most"),
        source="GMO後払い CT0032",
    ),
    Entry(
        "NEGATIVE",
        "error",
        Text("「{column}」がマイナスです", "“{column}” is negative"),
        in_cart("金額か数量を確かめて0以上に直して", "check the amount or quantity and make it 0 or more"),
        Text(
            "この列はマイナスを取れません。値引きは値引きの列に書きます",
            "this column cannot be negative; a discount has a column of its own",
        ),
        Text("数量「-1」", "a quantity of “-1”"),
        source="GMO後払い DT0006, DT0009",
    ),
    Entry(
        "NUMBER_INVALID",
        "error",
        Text("「{column}」が整数ではありません", "“{column}” is not a whole number"),
        in_cart("半角の整数に直して", "enter a whole number"),
        Text("数として読めない値は、計算も確認もできません", "what is not a number can be neither added nor checked"),
        Text("数量「2個」「1.5」", "“2 pcs” or “1.5” as a quantity"),
    ),
    Entry(
        "YEN_INVALID",
        "error",
        Text("「{column}」が金額として読めません", "“{column}” is not an amount in yen"),
        in_cart("3300 のような円の金額に直して", "enter an amount such as 3300"),
        Text("読めない金額を推測すると、請求額を誤ります", "a guess would bill the wrong amount"),
        Text("「3,30」「無料」「3300-」", "“3,30”, “free” or “3300-”"),
    ),
    Entry(
        "YEN_FRACTION",
        "error",
        Text("「{column}」に1円未満の端数があります", "“{column}” has a fraction of a yen"),
        in_cart(
            "円未満をどう丸めるかを決めて金額を直して",
            "decide how the fraction is rounded and correct the amount",
        ),
        Text(
            "端数を勝手に丸めると、請求額とカートの金額が食い違います",
            "rounding it silently would bill another amount than the cart's",
        ),
        Text("税込単価「1078.92」", "a unit price of “1078.92”"),
    ),
    Entry(
        "PERCENT_INVALID",
        "error",
        Text("「{column}」が税率として読めません", "“{column}” is not a percentage"),
        in_cart("10 か 8 のような整数のパーセントに直して", "enter a whole percentage such as 10 or 8"),
        Text("「0.1」が10%なのか0.1%なのかは決められません", "nobody can tell whether “0.1” means 10 % or 0.1 %"),
        Text("税率「0.1」「軽減」", "“0.1” or “reduced” as a tax rate"),
    ),
    Entry(
        "DIGITS_INVALID",
        "error",
        Text("「{column}」に数字でない文字があります", "“{column}” holds something other than digits"),
        in_cart("数字だけに直して", "leave digits only"),
        Text(
            "番号の列に混ざった文字は、提出先の照合を失敗させます",
            "anything else in a number makes the target's lookup fail",
        ),
        Text("電話番号の市外局番の欄に「03内」", "“03ext” in the area-code cell of a phone number"),
    ),
    Entry(
        "DATE_INVALID",
        "error",
        Text("「{column}」が日付として読めません", "“{column}” is not a date"),
        in_cart("2026/11/20 のような年月日に直して", "enter a date such as 2026/11/20"),
        Text(
            "実在しない日付や年のない日付は、推測せずに止めます",
            "a date that does not exist or lacks its year is never guessed",
        ),
        Text("「2026/02/30」「11/20」「26.11.20」", "“2026/02/30”, “11/20” or “26.11.20”"),
        source="GMO後払い CT0006",
    ),
    Entry(
        "DATE_NO_TIME",
        "error",
        Text("「{column}」に書く日時の時刻がありません", "“{column}” needs a time of day and the source has none"),
        Text(
            "カートの書き出し設定で時刻つきの日時を選ぶか、自店用のプロファイルで時刻のない形式に変えてください",
            "choose a date with its time in the cart's export settings, or a form without time in your own profile",
        ),
        Text(
            "時刻がない日付に 00:00:00 を補うと、事実でない時刻を送ることになります",
            "adding 00:00:00 would report a time that nobody knows",
        ),
        Text(
            "「YYYY-MM-DD HH:mm:ss」の列に、元は「2026/11/20」だけ",
            "“2026/11/20” where the target wants YYYY-MM-DD HH:mm:ss",
        ),
    ),
    Entry(
        "EMAIL_FORMAT",
        "error",
        Text("「{column}」がメールアドレスではありません", "“{column}” is not an email address"),
        in_cart("正しいメールアドレスに直して", "correct the address"),
        Text("支払いの案内がこのアドレスに送られます", "payment notices go to this address"),
        Text("「taro@example」「taro＠@example.jp」", "“taro@example” or “taro@@example.jp”"),
        source="GMO後払い CT0028",
    ),
    Entry(
        "WORD_UNWRITABLE",
        "error",
        Text("「{column}」に書ける値が決まっていません（{word}）", "“{column}” has no value for {word}"),
        Text(
            "提出先に合う値があるならプロファイルの [codes] に1行足し、なければこの受注を手で登録してください",
            "if the target has a value for it, add a line to [codes] of the profile; else register the order by hand",
        ),
        Text(
            "提出先にない値を別の値に置き換えると、違う配送業者や支払方法で登録されます",
            "putting another value in its place would register the order with another carrier or payment method",
        ),
        Text("運送会社コードのない配送業者", "a carrier that the provider has no code for"),
    ),
    Entry(
        "NEEDS_QUOTES",
        "error",
        Text(
            "「{column}」に区切り文字・引用符・改行があり、引用符のない形式では書けません",
            "“{column}” holds a delimiter, a quote or a line break, and the file has no quotes",
        ),
        in_cart("コンマ・引用符・改行を取り除いて", "take out commas, quotes and line breaks"),
        Text("引用符のないファイルでは、そこで列がずれます", "without quotes the columns would shift there"),
        Text("建物名の中のコンマ", "a comma in the name of a building"),
    ),
    Entry(
        "PART_LEFT_OUT",
        "error",
        Text(
            "「{column}」の内容が「{whole}」に含まれておらず、出力に入りません",
            "what “{column}” says is not in “{whole}” and would not be written",
        ),
        Text(
            "カートの設定で「{whole}」が全体を含むようにするか、プロファイルで「{whole}」の field を部分の項目"
            "（市区町村や番地など）に変えてください",
            "let “{whole}” hold all of it in the cart's settings, or give “{whole}” the field of a part (city, street) "
            "in the profile",
        ),
        Text("建物名や都道府県のない住所で提出されるためです", "the address would go out without it"),
        Text("住所と建物名が別の列なのに、住所の列だけを提出する", "an address column beside a building column"),
    ),
)
