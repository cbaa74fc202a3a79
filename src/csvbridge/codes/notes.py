"""Codes about a whole run: its layout, header and number of orders."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "TEMPLATE_TARGET",
        "warning",
        Text(
            "提出先の形式 {format} の列の並びは公開されておらず、実物と違うことがあります",
            "the layout of {format} is not public and may differ from the real one",
        ),
        Text(
            "提出先の管理画面にある雛形と見出しを比べ、違うところを自店用の形式ファイルに書いてください（"
            "docs/ja/new-profile.md）",
            "compare the header with the template on the provider's screen and write what differs into a format file "
            "of your own (docs/new-profile.md)",
        ),
        Text(
            "列の名前と並びは推定です。実物と違えば提出先で断られます",
            "names and order of the columns are inferred; the target refuses a file that differs",
        ),
        Text(
            "管理画面の雛形では「住所」が「購入者住所」",
            "the template on the screen says 購入者住所 where the format says 住所",
        ),
    ),
    Entry(
        "REQUIRE_CONFIRMED",
        "error",
        Text(
            "提出先の形式 {format} は実物で確かめられていません（status = {status}）",
            "{format} has not been confirmed on a real file (status = {status})",
        ),
        Text(
            "自店の実物と比べた形式ファイルを作って status を confirmed にするか、--require-confirmed を外してください",
            "make a format file that was compared with a real one and has the status confirmed, or leave "
            "--require-confirmed out",
        ),
        Text(
            "--require-confirmed は、推定の形式で本番のファイルを作らないための指定です",
            "the option keeps an inferred layout from producing a real upload",
        ),
        Text("雛形のままの提出先での本番の変換", "a production run with a target that is still a template"),
    ),
    Entry(
        "EXTRA_COLUMNS",
        "warning",
        Text("この形式にない列があります（{columns}）", "there are columns that the format does not know ({columns})"),
        Text(
            "カートの書き出し設定が変わっていないか確かめ、意図した列なら自店用の形式ファイルに加えてください",
            "check the cart's export settings; if the columns are meant, add them to a format file of your own",
        ),
        Text(
            "列が増えたのは、カートの設定や版が変わった印です",
            "new columns are a sign that the cart or its settings have changed",
        ),
        Text("カートの項目追加で「ギフト包装」の列が増えた", "a column for gift wrapping was added in the cart"),
    ),
    Entry(
        "ITEM_COLUMNS_BEYOND",
        "error",
        Text(
            "明細の列（{columns}）が形式ファイルの明細の数を超えています",
            "there are item columns past the number of items that the format knows ({columns})",
        ),
        Text(
            "カートの書き出し設定で明細の数を元に戻すか、自店用の形式ファイルの max_items を増やしてください",
            "put the number of items back in the cart's export settings, or raise max_items in a format file of your "
            "own",
        ),
        Text(
            "読まない列に商品があると、注文の一部だけを送ることになります",
            "if such a column holds an item, only a part of the order would be sent",
        ),
        Text(
            "明細が10までの形式で読んだ、「明細名11」の列のあるファイル",
            "a file with a column 明細名11, read with a format of ten items",
        ),
    ),
    Entry(
        "MOVED_COLUMNS",
        "warning",
        Text("列の並びが形式ファイルと違います", "the columns stand in another order than the format says"),
        Text(
            "カートの書き出し設定が変わっていないか確かめてください",
            "check whether the cart's export settings have changed",
        ),
        Text(
            "列は見出しの名前で読むので結果は同じですが、設定が変わった印です",
            "columns are read by name, so the result is the same, but something has changed",
        ),
        Text("「備考」が最後から3列目に移った", "the notes moved to the third column from the end"),
    ),
    Entry(
        "COLUMN_MISSING",
        "warning",
        Text(
            "この変換では使わない列（{columns}）がありません",
            "columns that this conversion does not use are missing ({columns})",
        ),
        Text(
            "カートの書き出し設定が変わっていないか確かめてください",
            "check whether the cart's export settings have changed",
        ),
        Text(
            "この変換の結果は変わりませんが、ほかの変換では要ることがあります",
            "this result is unchanged, but another conversion may need them",
        ),
        Text("「商品コード」の列のない受注ファイル", "an order file without the column of item codes"),
    ),
    Entry(
        "HEADER_MISSING",
        "error",
        Text("必要な列（{columns}）が見出しにありません", "the header lacks columns that are needed ({columns})"),
        Text(
            "別のファイルでないか、見出しの前に余計な行がないか、カートの書き出し設定が変わっていないかを確かめ、"
            "列名が変わったのなら csvbridge profiles learn ファイル --update 形式 で自店用の形式ファイルを"
            "直してください（新しい名前らしい列: {nearest}）",
            "check that it is the right file, that no lines stand before its header and that the cart's export "
            "settings are unchanged; if columns were renamed, let csvbridge profiles learn FILE --update "
            "FORMAT change a format file of your own (likely new names: {nearest})",
        ),
        Text(
            "多くは列名の変更か、別のファイルです。似た列を推測して読むことはしません",
            "most often a column was renamed or it is another file; a similar column is never read by guess",
        ),
        Text(
            "「配送先電話番号」が「お届け先電話番号」に変わった",
            "“配送先電話番号” is now called “お届け先電話番号”",
        ),
    ),
    Entry(
        "HEADER_DUPLICATE",
        "error",
        Text(
            "同じ名前の列（{columns}）が二つ以上あります",
            "columns of the same name stand twice in the header ({columns})",
        ),
        Text(
            "カートの書き出し設定で重なった列を外すか、どちらを使うか自店用の形式ファイルに nth で書いてください",
            "remove the double column in the cart's export settings, or say with nth in a format file of your own "
            "which one is meant",
        ),
        Text("どちらの列を読むべきか決められません", "nobody can tell which of them is meant"),
        Text(
            "「住所」の列が注文者とお届け先に一つずつ",
            "a column “住所” for the buyer and another for the recipient",
        ),
    ),
    Entry(
        "TOO_FEW",
        "warning",
        Text(
            "読んだ注文は{read}件で、--min-orders の{min}件より少ないです",
            "{read} orders were read, fewer than the {min} of --min-orders",
        ),
        Text(
            "カートの受注一覧の件数と比べ、足りなければ期間と条件を確かめてダウンロードし直してください",
            "compare with the number of orders in the cart; if some are missing, check period and filter and download "
            "again",
        ),
        Text("期間や条件の選び間違いは、件数にしか現れません", "a wrong period or filter shows only in the count"),
        Text("毎日30件の店で、今日は2件", "two orders in a shop that has thirty a day"),
    ),
    Entry(
        "NO_ORDERS",
        "info",
        Text("注文が1件もありません", "there are no orders"),
        Text(
            "カートの受注一覧も0件なら、そのままで構いません",
            "if the cart shows none either, nothing needs to be done",
        ),
        Text("見出しだけのファイルは、注文のない日を表します", "a file with a header only means a day without orders"),
        Text("見出しだけの受注ファイル", "an order file that holds only its header"),
    ),
    Entry(
        "NONE_KEPT",
        "info",
        Text("この提出先に送る注文は1件もありません", "none of the orders is for this target"),
        Text(
            "カートの受注一覧にも対象の注文がなければ、そのままで構いません",
            "if the cart has none for it either, nothing needs to be done",
        ),
        Text(
            "支払方法や状態が提出先の条件に合う注文がありませんでした",
            "no order has the payment method and status that the target takes",
        ),
        Text("カードと代引きの注文だけの日", "a day of card and cash-on-delivery orders only"),
    ),
    Entry(
        "EXCLUDED",
        "info",
        Text(
            "--exclude の一覧にあるため、今日は対象外にしました",
            "the order is on the list of --exclude and was left out today",
        ),
        Text(
            "送ってよくなったら、一覧からその番号を消してもう一度変換してください",
            "when it may go out, take its number off the list and convert again",
        ),
        Text(
            "お客様からの変更待ちなど、人が止めた注文です",
            "a person holds it back, for instance until the customer has answered",
        ),
        Text("届け先の変更の連絡があった注文", "an order whose customer has announced another address"),
    ),
    Entry(
        "EXCLUDE_NOT_FOUND",
        "warning",
        Text(
            "--exclude の一覧の番号（{numbers}）は、このファイルのどの注文にもありません",
            "no order of this file has these numbers of the list of --exclude ({numbers})",
        ),
        Text(
            "カートの受注番号と見比べ、打ち間違いなら直してもう一度変換し、済んだ注文なら一覧から消してください",
            "compare with the numbers in the cart; correct a misspelt one and convert again, take off what is done",
        ),
        Text(
            "番号を打ち間違えると、止めたい注文が送られます",
            "with a misspelt number the order that was meant goes out",
        ),
        Text("T0001245 を T001245 と書いた", "T001245 written for T0001245"),
    ),
    Entry(
        "FILE_BUSY",
        "error",
        Text(
            "「{path}」は別の実行が処理中です（{host} のプロセス {pid}、{since} から）",
            "another run is at work on “{path}” (process {pid} on {host} since {since})",
        ),
        Text(
            "終わるのを待ってもう一度実行し、そのパソコンで動いていないのに続くときは「{lock}」を消してください",
            "wait until it has finished and run again; if nothing runs on that computer, remove “{lock}”",
        ),
        Text(
            "二つのロボットが同じファイルを書くと、どちらの結果か分からなくなります",
            "with two robots writing one file nobody knows whose result it holds",
        ),
        Text("予定の実行と手での実行が重なった", "a scheduled run and one started by hand at the same time"),
    ),
    Entry(
        "FIXED",
        "info",
        Text("「{column}」を、内容を変えずに直しました", "“{column}” was corrected without loss"),
        Text(
            "カートの受注も、修正の一覧（X.corrections.csv）と同じに直してください",
            "correct the cart alike; the list X.corrections.csv has every change",
        ),
        Text(
            "--fix safe は、直し方が一つに決まるもの（全角半角、ハイフン、見えない文字、消えた先頭の0）だけを直し、"
            "ほかは変えません",
            "--fix safe corrects only what has one cure (width, hyphens, invisible characters, a lost zero) and "
            "nothing else",
        ),
        Text("住所の「2‐12‐1」を「2-12-1」に", "“2‐12‐1” in an address became “2-12-1”"),
    ),
)
