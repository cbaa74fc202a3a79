"""Codes about parcels and about the written file as a whole."""

from __future__ import annotations

from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "MULTIPLE_PARCELS",
        "warning",
        Text(
            "送り状番号が複数（{numbers}）あるため、{taken} を出力しました",
            "the order has several tracking numbers ({numbers}) and {taken} was written",
        ),
        Text(
            "カートで {taken} が商品を届けた荷物の番号か確かめてください",
            "check in the cart that {taken} is the parcel that holds the goods",
        ),
        Text(
            "提出先は1注文に一つの送り状番号を受け付け、その荷物の到着を確かめます",
            "the target takes one number an order and follows that parcel",
        ),
        Text("2個口で送った注文", "an order sent in two parcels"),
    ),
    Entry(
        "TRACKING_SHARED",
        "error",
        Text(
            "送り状番号 {number} が別の注文（{others}）でも使われています（提出先は{max}注文まで）",
            "tracking number {number} also belongs to {others}, and the target allows it for {max} order(s)",
        ),
        Text(
            "カートの送り状番号を確かめて直し、おまとめ発送なら報告の方法を後払い会社に問い合わせてください",
            "check and correct the number in the cart; if parcels were merged, ask the provider how to report them",
        ),
        Text(
            "写し間違いが多く、後払い会社は同じ送り状番号の二度目の登録を断ります",
            "it is often a slip of copying, and providers refuse a number that was used before",
        ),
        Text("1行ずれて貼り付けた送り状番号", "numbers pasted one row too low"),
        source="GMO後払い CT0051",
    ),
    Entry(
        "TRACKING_REPORTED",
        "error",
        Text(
            "送り状番号 {number} はファイル {file} で別の注文の出荷報告に使われています（提出先は{max}注文まで）",
            "tracking number {number} was reported for another order in the file {file}, and the target allows it for "
            "{max} order(s)",
        ),
        Text(
            "カートの送り状番号を確かめて直してダウンロードし直し、正しいときは報告の方法を後払い会社に問い合わせてください",
            "check the number in the cart, correct it and download again; if it is right, ask the provider how to "
            "report it",
        ),
        Text(
            "写し間違いが多く、後払い会社は最近使われた送り状番号の登録を断ります",
            "it is often a slip of copying, and providers refuse a number that was used lately",
        ),
        Text("昨日の荷物の送り状番号を貼り付けた注文", "an order with the number of yesterday's parcel pasted in"),
        source="GMO後払い CT0051",
    ),
    Entry(
        "TRACKING_LENGTH",
        "error",
        Text(
            "「{column}」は{carrier}なら{expected}桁ですが{length}桁です",
            "“{column}” has {expected} digits at “{carrier}”, but this one has {length}",
        ),
        in_cart("送り状の控えを見て番号を直して", "copy the number from the waybill again"),
        Text(
            "桁の足りない番号では荷物を追えず、出荷報告が断られるか、代金が立て替えられません",
            "a parcel cannot be followed by such a number, and the report is refused or nobody pays for the goods",
        ),
        Text("Excelで先頭の0が消えて11桁になった番号", "11 digits, because Excel dropped the leading 0"),
        fix="confirm",
    ),
    Entry(
        "TRACKING_DIGITS",
        "error",
        Text(
            "「{column}」に、{carrier}の送り状番号にはない文字があります（{characters}）",
            "“{column}” holds characters that a number of “{carrier}” does not have ({characters})",
        ),
        in_cart("送り状の控えを見て番号を直して", "copy the number from the waybill again"),
        Text(
            "数字以外の混ざった番号では荷物を追えません",
            "a parcel cannot be followed by a number with other characters in it",
        ),
        Text("Excelで 200961185434.0 になった番号", "a number that became 200961185434.0 in a spreadsheet"),
        fix="confirm",
    ),
    Entry(
        "TRACKING_CHECK",
        "error",
        Text(
            "「{column}」の番号は{carrier}の検査数字と合わず、どこかの数字が違っています",
            "the number in “{column}” does not fit the check digit of “{carrier}”, so one of its digits is wrong",
        ),
        in_cart("送り状の控えを見て番号か配送業者を直して", "copy the number, or the carrier, from the waybill again"),
        Text(
            "最後の数字は残りの数字を7で割った余りで、1文字の打ち間違いのほとんどがここで見つかります",
            "the last digit is the others modulo 7, which shows most single slips of typing",
        ),
        Text("200961185434 を 200961185435 と写した", "200961185434 copied as 200961185435"),
    ),
    Entry(
        "ROWS_OVER",
        "error",
        Text(
            "出力が{rows}行になり、提出先の1ファイルの上限{max}行を超えます",
            "the file would have {rows} rows and the target takes {max}",
        ),
        Text(
            "カートで期間を短くして何回かに分けてダウンロードし、それぞれを変換してください",
            "download shorter periods from the cart and convert each of them",
        ),
        Text(
            "上限を超えたファイルは、途中までしか取り込まれないことがあります",
            "a file over the limit may be taken in only in part",
        ),
        Text("500行までの提出先に、1か月分の注文", "a month of orders where 500 rows are allowed"),
    ),
    Entry(
        "ABORTED",
        "error",
        Text(
            "要修正の注文があるため、--on-reject abort の指定どおり何も出力しませんでした",
            "there are orders to fix, so nothing was written, as --on-reject abort asks",
        ),
        Text(
            "カートで要修正の注文を直してダウンロードし直すか、--on-reject split で残りを出力してください",
            "correct these orders in the cart and download again, or write the others with --on-reject split",
        ),
        Text(
            "一部だけを送りたくない業務のための指定です",
            "the option is for work where a part must not be sent alone",
        ),
        Text("36件のうち1件が要修正", "one order to fix among 36"),
    ),
)
