"""Codes about the rows of an order, its number and its recipient."""

from __future__ import annotations

from csvbridge.codes._cure import in_cart
from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "KEY_BLANK",
        "error",
        Text("注文番号の列「{column}」が空欄です", "the order number in “{column}” is empty"),
        Text(
            "カートからダウンロードし直し、注文番号が空欄のままならカートの書き出し設定を直してください",
            "download again from the cart; if the number is still empty, correct the cart's export settings",
        ),
        Text(
            "注文番号のない行は、どの注文のものか分かりません",
            "without its number nobody knows which order a row belongs to",
        ),
        Text("途中で改行された行の続き", "the second half of a row that was broken in two"),
    ),
    Entry(
        "KEY_CHANGED",
        "error",
        Text(
            "「{column}」が要修正ファイルを作ったときの注文番号 {before} と違います",
            "“{column}” is no longer {before}, the order number when the rejects file was made",
        ),
        Text(
            "要修正ファイルの注文番号を {before} に戻して、もう一度変換してください",
            "put {before} back into the rejects file and convert it again",
        ),
        Text("Excelが番号を書き換えたか、行がずれています", "Excel has rewritten the number, or the rows have shifted"),
        Text("「0001245」がExcelで「1245」に", "“0001245” saved by Excel as “1245”"),
    ),
    Entry(
        "ORDER_ROWS_DISAGREE",
        "error",
        Text("同じ注文の行の間で「{column}」が食い違っています", "the rows of this order disagree in “{column}”"),
        in_cart("正しい値を確かめて", "find out which value is right"),
        Text(
            "一つの注文の値が行によって違うと、どちらを送るべきか決められません",
            "an order can have only one value here, and choosing one would be a guess",
        ),
        Text(
            "2行の注文で、請求金額が1行目は3300円、2行目は4400円",
            "an order of two rows with totals of 3300 and 4400 yen",
        ),
    ),
    Entry(
        "ROWS_REPEATED",
        "warning",
        Text(
            "ほかの行とまったく同じ行が{count}行あり、合計金額に合わせて数えませんでした",
            "{count} row(s) repeat another row of the order and were not counted, as the total says",
        ),
        Text("カートの受注で商品の数が正しいか確かめてください", "check the items of the order in the cart"),
        Text(
            "同じ行が二度書き出されたとみられます。合計金額は1行の場合と一致しました",
            "the row seems to have been exported twice; the total agrees with one row",
        ),
        Text("1個だけの注文に、同じ商品の行が2行", "two equal rows for an order of one piece"),
    ),
    Entry(
        "ROWS_REPEATED_UNCLEAR",
        "error",
        Text(
            "ほかの行とまったく同じ行が{count}行あり、数えるべきかどうか合計金額から決められません",
            "{count} row(s) repeat another row of the order and the total does not say whether they count",
        ),
        in_cart("商品の数と合計金額を確かめて", "check the items and the total"),
        Text("何個の注文かを推測すると、請求額を誤ります", "a guess would bill the wrong amount"),
        Text(
            "合計が1行分とも2行分とも合わない、同じ行が2行の注文",
            "two equal rows and a total that fits neither one nor two of them",
        ),
    ),
    Entry(
        "DUPLICATE_ORDER",
        "warning",
        Text(
            "同じ内容の注文が{count}回あり、1件と数えました",
            "this order stands in the file {count} times with equal content and was counted once",
        ),
        Text(
            "カートで受注が二重になっていないか確かめてください",
            "check in the cart that the order was not placed twice",
        ),
        Text("同じ注文を二度依頼すると、二重の請求になります", "requesting an order twice would bill it twice"),
        Text("同じファイルを二つつなげた入力", "two downloads of one day joined into one file"),
        source="NP後払い",
    ),
    Entry(
        "DUPLICATE_CONFLICT",
        "error",
        Text(
            "同じ注文番号の注文が二つ以上あり、内容が違います（列: {columns}）",
            "several orders have the same number but not the same content (columns: {columns})",
        ),
        in_cart("どちらが正しいか確かめて", "find out which one is right"),
        Text(
            "どちらを送るべきか決められないため、両方とも出力しません",
            "choosing one would be a guess, so neither is written",
        ),
        Text(
            "住所を直す前と後の注文が一つのファイルに入っている",
            "an order before and after its address was corrected, in one file",
        ),
    ),
    Entry(
        "ORDER_INCOMPLETE",
        "error",
        Text(
            "この注文のものかもしれない{line}行目が読めません: {reason:fault}",
            "the record at line {line}, which may belong to this order, cannot be read: {reason:fault}",
        ),
        Text(
            "カートからダウンロードし直し、同じ行がまた読めなければ、カートでその受注の備考や住所の記号や文字を直してください",
            "download again from the cart; if the same line fails again, correct the signs and characters in the notes "
            "and addresses of that order in the cart",
        ),
        Text(
            "読めない行に商品が残っていると、注文の一部だけを送ることになります",
            "if the unreadable row holds an item, only a part of the order would be sent",
        ),
        Text("3行の注文の2行目が、列の数の違う行", "an order of three rows whose second row has too few cells"),
    ),
    Entry(
        "ROW_NOT_ALONE",
        "error",
        Text(
            "1注文1行のファイルに、この注文の行が{count}行あります",
            "this file has one row an order, yet {count} rows of this order",
        ),
        in_cart("受注が二重になっていないか確かめて", "check that the order does not exist twice"),
        Text(
            "余った行を捨てるとお届け先や商品が抜け、足すと二重になります",
            "dropping a row could lose an item, adding it could count it twice",
        ),
        Text("お届け先ごとに1行の書き出しで、お届け先が2か所の注文", "an export with a row for each of two recipients"),
    ),
    Entry(
        "RECIPIENT_PARTIAL",
        "error",
        Text(
            "お届け先が途中までしか入力されていません（空欄: {missing}）",
            "the recipient is filled in only in part (empty: {missing})",
        ),
        in_cart(
            "お届け先をすべて入力するか、すべて空欄に（注文者と同じに）して",
            "fill in the whole recipient, or leave it wholly blank if it is the buyer",
        ),
        Text(
            "足りないところを注文者の住所で補うと、荷物が別の家に届きます",
            "filling the gaps from the buyer would send the parcel to another house",
        ),
        Text("氏名だけあり、住所のないお届け先", "a recipient with a name and no address"),
    ),
    Entry(
        "RECIPIENT_DIFFERS",
        "error",
        Text(
            "請求書同梱の注文ですが、お届け先が注文者と違います",
            "the invoice is enclosed in the parcel, but the recipient is not the buyer",
        ),
        in_cart(
            "請求書別送に変えるか、お届け先を注文者に直して",
            "change it to an invoice sent apart, or make the buyer the recipient",
        ),
        Text(
            "請求書が贈り先に届いてしまうため、後払い会社が断ります",
            "the gift's recipient would get the invoice, so the provider refuses it",
        ),
        Text("贈り物の注文の請求書同梱", "a gift order with an enclosed invoice"),
        source="GMO後払い CT0052",
    ),
    Entry(
        "MULTIPLE_RECIPIENTS",
        "error",
        Text(
            "お届け先が{count}か所あります（提出先は{max}か所まで）",
            "this order has {count} recipients and the target takes {max}",
        ),
        in_cart("お届け先ごとの注文に分けて", "split it into an order for each recipient"),
        Text(
            "2か所目からのお届け先は、提出先のファイルに書く場所がありません",
            "the target's file has no room for further recipients",
        ),
        Text("お中元を3人に贈る注文", "one order of gifts for three people"),
        source="GMO後払い DL0020",
    ),
)
