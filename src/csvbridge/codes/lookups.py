"""Codes about a second file that is looked up: credit results, earlier uploads."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "LOOKUP_NOT_FOUND",
        "error",
        Text(
            "突き合わせるファイル {name} にこの注文がありません",
            "the looked-up file {name} does not hold this order",
        ),
        Text(
            "カートで後払いの注文か確かめ、この注文を含む日の審査結果を --lookup {name}=ファイル "
            "に加えて変換し直してください",
            "check in the cart that the payment is deferred, then add the results of that day with --lookup "
            "{name}=FILE and convert again",
        ),
        Text(
            "出荷報告には後払い会社の取引IDが要り、それは審査結果にしかありません",
            "a shipping report needs the provider's id, which only the credit result holds",
        ),
        Text("審査結果を前日分しかダウンロードしていない", "only yesterday's results were downloaded"),
        source="GMO後払い CT0039",
    ),
    Entry(
        "LOOKUP_STATE",
        "error",
        Text(
            "突き合わせるファイル {name} ではこの注文は「{state}」です",
            "in the looked-up file {name} this order is “{state}”",
        ),
        Text(
            "カートでこの注文の出荷を止め、後払い会社の管理画面で審査結果を確かめてください",
            "hold the shipment in the cart and look the result up on the provider's screen",
        ),
        Text(
            "審査OKでない注文の出荷報告は断られ、代金は立て替えられません",
            "a shipping report is refused unless the order was approved, and nobody pays for the goods",
        ),
        Text("審査NG、保留、審査中の注文を出荷済みにした", "an order that was declined or on hold, marked as shipped"),
        source="GMO後払い GT0004",
    ),
    Entry(
        "LOOKUP_BLANK",
        "error",
        Text(
            "突き合わせるファイル {name} のこの注文の「{field}」が空欄です",
            "in the looked-up file {name} the “{field}” of this order is empty",
        ),
        Text(
            "後払い会社の管理画面で値を確かめ、審査結果をダウンロードし直してください",
            "look it up on the provider's screen and download the results again",
        ),
        Text("この値がないと、提出先は注文を見つけられません", "without it the target cannot find the order"),
        Text("登録エラーのため取引IDの付かなかった注文", "an order that got no id because its registration failed"),
    ),
    Entry(
        "LOOKUP_REJECTED",
        "error",
        Text(
            "突き合わせるファイル {name} のこの注文の行に誤りがあります（{code}）",
            "the row of this order in the looked-up file {name} is wrong ({code})",
        ),
        Text(
            "後払い会社の管理画面からそのファイルをダウンロードし直し、Excelで保存せずに使ってください",
            "download that file again from the provider's screen and use it without saving it in Excel",
        ),
        Text(
            "誤りのある行から取引IDや審査結果を取ると、別の注文を報告する恐れがあります",
            "an id or a result taken from a wrong row may report another order",
        ),
        Text("取引IDがExcelで 1.29E+10 になった審査結果", "a credit result whose id Excel turned into 1.29E+10"),
    ),
    Entry(
        "RESULT_CONFLICT",
        "error",
        Text("この注文に違う審査結果（{words}）が出ています", "this order has different results ({words})"),
        Text(
            "後払い会社の管理画面で今の審査結果を確かめ、古いファイルを除いて変換し直してください",
            "look the present result up on the provider's screen, leave the older file out and convert again",
        ),
        Text(
            "後の行を正しいとみなすと、審査NGの注文を出荷する恐れがあります",
            "taking the last row for right could ship a declined order",
        ),
        Text("一つのファイルに同じ注文のOKとNG", "OK and NG for one order in one file"),
    ),
    Entry(
        "RESULT_UNKNOWN",
        "error",
        Text(
            "ファイル {name} からはこの注文の審査結果が分かりません",
            "the file {name} does not say what the result of this order is",
        ),
        Text(
            "後払い会社の管理画面で審査結果を確かめ、結果が出てからダウンロードし直してください",
            "look the result up on the provider's screen and download again once there is one",
        ),
        Text(
            "空欄の結果を審査OKや審査NGとみなすことはしません",
            "an empty result is taken for neither approved nor declined",
        ),
        Text("審査結果の列がすべて空欄の行", "a row whose result columns are all empty"),
    ),
    Entry(
        "ALREADY_SENT",
        "info",
        Text(
            "ファイル {name} に既にある注文なので対象外にしました",
            "the order is already in the file {name} and was left out",
        ),
        Text(
            "もう一度送るときだけ、カートの受注を確かめてから {name} の指定を外して変換してください",
            "only if it must be sent once more, check the order in the cart and convert without {name}",
        ),
        Text("同じ注文を二度送ると、二重の請求になります", "sending an order twice would bill it twice"),
        Text("昨日提出したファイルにある注文", "an order that stands in yesterday's upload"),
    ),
)
