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
            "突き合わせるファイル {file} のこの注文の行に誤りがあります: {code:fault}",
            "the row of this order in the looked-up file {file} has a wrong cell: {code:fault}",
        ),
        Text(
            "後払い会社の管理画面からそのファイルをダウンロードし直してExcelで保存せずに使い、"
            "同じ誤りが続くときは csvbridge validate でそのファイルを確かめてください",
            "download that file again from the provider's screen and use it without saving it in Excel; if it goes on, "
            "check that file with csvbridge validate",
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
        "ALREADY_SENT",
        "info",
        Text(
            "ファイル {file} に既にある注文なので対象外にしました",
            "the order is already in the file {file} and was left out",
        ),
        Text(
            "もう一度送るときだけ、カートからその注文だけをダウンロードし、--lookup {name} を付けずに変換してください",
            "only if it must be sent once more, download that order alone from the cart and convert it without "
            "--lookup {name}",
        ),
        Text("同じ注文を二度送ると、二重の請求になります", "sending an order twice would bill it twice"),
        Text("昨日提出したファイルにある注文", "an order that stands in yesterday's upload"),
    ),
    Entry(
        "NO_ANSWER",
        "warning",
        Text(
            "ファイル {file} で与信依頼した注文の審査結果がまだ届いていません",
            "the credit request of this order, in the file {file}, has no result yet",
        ),
        Text(
            "カートで出荷を止めたまま、後払い会社の管理画面で登録されているか確かめ、結果が出たらダウンロードしてください",
            "keep the shipment on hold in the cart, check on the provider's screen that the order was registered, and "
            "download its result once there is one",
        ),
        Text(
            "提出したつもりのファイルが届いていなかったり、途中の行で断られたりすると、誰も気付かないまま止まります",
            "where an upload failed, or was refused from some row on, the order would wait and nobody would know",
        ),
        Text("保存したがアップロードし忘れたファイル", "a file that was written but never uploaded"),
    ),
    Entry(
        "WAITING",
        "error",
        Text(
            "この注文はファイル {file} で「{state}」なので、結果が決まるまで登録し直しません",
            "the order is “{state}” in the file {file} and is not registered again until that is decided",
        ),
        Text(
            "カートの受注はそのままにし、審査中なら結果を待ち、保留なら後払い会社の管理画面で取引を修正してください",
            "leave the order in the cart as it is; wait for the result, or amend the transaction on the provider's "
            "screen if it is on hold",
        ),
        Text(
            "審査中や保留の取引は生きているので、もう一度登録すると二重の請求になります",
            "a transaction that is pending or on hold is alive, and a second one would bill the order twice",
        ),
        Text("昨日依頼して保留になった注文", "an order that was requested yesterday and put on hold"),
        source="NP後払い 二重登録の可能性",
    ),
    Entry(
        "NEEDS_AMEND",
        "error",
        Text(
            "この注文は取引ID {id} で登録済みで、ファイル {file} では「{state}」です",
            "the order is registered under the provider's id {id} and is “{state}” in the file {file}",
        ),
        Text(
            "カートの受注を直し、新しく登録せずに、後払い会社の管理画面で取引ID {id} を修正するか取り消してください",
            "correct the order in the cart and amend or cancel the transaction {id} on the provider's screen; do not "
            "register it anew",
        ),
        Text(
            "登録済みの取引は修正して審査し直すもので、新しく登録すると一つの注文に二つの取引ができます",
            "a registered transaction is amended and screened anew; a new one would be a second one for the same order",
        ),
        Text(
            "審査NGの後、お客様に住所を確かめた注文",
            "an order that was declined and whose address the customer corrected",
        ),
        source="GMO後払い 取引修正・キャンセル",
    ),
    Entry(
        "REGISTERED_TWICE",
        "error",
        Text(
            "この注文は後払い会社に二重に登録されています（取引ID {ids}）",
            "the order is registered with the provider more than once (ids {ids})",
        ),
        Text(
            "カートの受注と比べ、後払い会社の管理画面で要らない取引を取り消し、審査結果をダウンロードし直してください",
            "compare with the order in the cart, cancel the surplus transaction on the provider's screen and download "
            "the results again",
        ),
        Text(
            "どちらの取引IDで出荷報告するかを選ぶと、もう一方が残って二重の請求になる恐れがあります",
            "to report one of the ids would leave the other alive, and may bill the order twice",
        ),
        Text("同じ注文のファイルを二度アップロードした", "the same file was uploaded twice"),
    ),
    Entry(
        "LOOKUP_UNREADABLE",
        "warning",
        Text(
            "ファイル {file} に「{field}」の読み取れない行が{count}行あり、突き合わせに使っていません",
            "{count} row(s) of the file {file} have no readable “{field}” and were not used",
        ),
        Text(
            "そのファイルをダウンロードし直すか、保存してある元のファイルに戻して、変換し直してください",
            "download that file again, or put the copy that was kept in its place, and convert again",
        ),
        Text(
            "読み取れない行の注文は、提出済みでも結果が出ていても、ないものとして扱われます",
            "an order on such a row counts as not there, although it was sent or has a result",
        ),
        Text(
            "Excelで保存して注文番号が 2.01E+10 になった控え",
            "a kept upload in which Excel turned numbers into 2.01E+10",
        ),
    ),
)
