"""Codes about a whole input file that is refused, about records without cells, and about how a file was read."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

_AGAIN = Text(
    "カートや後払い会社の画面からもう一度ダウンロードして、変換し直してください",
    "download the file again from the cart or the provider and convert that",
)
_SIGNS = Text(
    "カートからダウンロードし直し、同じ行がまた読めなければ、カートでその受注の備考や住所のコンマ・引用符・改行を直してください",
    "download again from the cart; if the same line fails again, correct commas, quotes and line breaks in the notes "
    "and addresses of that order in the cart",
)
_LETTERS = Text(
    "カートからダウンロードし直し、同じ行がまた読めなければ、カートでその受注の化けた文字や外字を入力し直してください",
    "download again from the cart; if the same line fails again, type the garbled characters of that order anew in the "
    "cart",
)
_SETTINGS = Text(
    "カートや後払い会社の画面で書き出し設定を確かめて、ダウンロードし直してください"
    "（Excel で保存し直したファイルは使わないでください）",
    "check the export settings of the cart or the provider and download again (do not use a copy saved by Excel)",
)
_RFC = "RFC 4180"

_REFUSED = (
    Entry(
        "FILE_EMPTY",
        "error",
        Text("ファイルが空です", "the file is empty"),
        _AGAIN,
        Text(
            "注文がない日でも見出しの行はあるはずで、空のファイルはダウンロードの失敗です",
            "even a day without orders has a header; an empty file is a download that failed",
        ),
        Text("0 バイトの orders.csv", "an orders.csv of 0 bytes"),
    ),
    Entry(
        "FILE_HTML",
        "error",
        Text(
            "CSV ではなく Web ページ（ログイン画面・メンテナンス画面・エラー画面）です",
            "this is a web page (login, maintenance or error), not a CSV file",
        ),
        Text(
            "カートや後払い会社の管理画面にログインし直して、もう一度ダウンロードしてください",
            "log in to the cart or the provider again and download once more",
        ),
        Text(
            "ログインが切れたままダウンロードすると、画面の内容がファイルになります",
            "when the session has run out, the page itself is saved as the file",
        ),
        Text("1行目が <!DOCTYPE html> のファイル", "a file that begins with <!DOCTYPE html>"),
    ),
    Entry(
        "FILE_EXCEL",
        "error",
        Text("CSV ではなく Excel のブックです", "this is an Excel workbook, not a CSV file"),
        Text(
            "カートから CSV をダウンロードし直し、Excel で開いて保存せずにそのまま使ってください",
            "download the CSV from the cart again and use it as it is, without saving it in Excel",
        ),
        Text(
            "Excel で保存すると、電話番号の先頭の 0 や長い番号が失われることがあります",
            "saving in Excel may drop leading zeros and digits of long numbers",
        ),
        Text("名前だけ orders.csv に変えた xlsx", "an xlsx that was renamed to orders.csv"),
    ),
    Entry(
        "FILE_FORMAT",
        "error",
        Text("CSV ではなく {kind} のファイルです", "this is a {kind} file, not a CSV file"),
        Text(
            "カートから CSV 形式でダウンロードし直すか、圧縮を解いてから変換してください",
            "download it from the cart as CSV, or unpack it first",
        ),
        Text("中身が表ではないため、行を読み取れません", "its contents are no table, so no record can be read"),
        Text("ZIP のまま渡された orders.csv", "an orders.csv that is still a ZIP"),
    ),
    Entry(
        "FILE_NUL",
        "error",
        Text(
            "ファイルの終わりが空のデータ（NUL）で埋まっています",
            "the end of the file is filled with NUL bytes",
        ),
        _AGAIN,
        Text(
            "保存の途中で電源や通信が切れたときに起こり、後ろの注文が失われています",
            "this happens when power or network fails while saving; the orders at the end are lost",
        ),
        Text("停電のときに保存していたファイル", "a file that was being saved when the power failed"),
    ),
    Entry(
        "FILE_CUT",
        "error",
        Text("ファイルが途中で切れています", "the file is cut off"),
        _AGAIN,
        Text(
            "最後の行が途中までしかなく、その後の注文があったかどうか分かりません",
            "the last record is incomplete; nobody knows whether orders followed it",
        ),
        Text("最後の行に列が足りず、改行もない", "the last record lacks columns and a line end"),
    ),
    Entry(
        "FILE_UNCLOSED_QUOTE",
        "error",
        Text('引用符「"」が閉じられていません', 'a quote (") is never closed'),
        Text(
            'カートで該当する注文の備考などの「"」を確かめ、ダウンロードし直してください',
            'look for a quote (") in the notes of that order in the cart, and download again',
        ),
        Text(
            "そこから後は行の区切りが分からないため、どの行も信用できません",
            "from there on nobody knows where a record ends, so none can be trusted",
        ),
        Text(
            '備考が「"至急」で始まり、終わりの「"」がない', 'a note that begins with "urgent and has no closing quote'
        ),
        _RFC,
    ),
    Entry(
        "FILE_ENCODING",
        "error",
        Text(
            "文字コードが {wanted} ではなく {found} のようです",
            "the file seems to be in {found}, not in {wanted}",
        ),
        _SETTINGS,
        Text(
            "違う文字コードで読むと、氏名や住所が別の文字に化けます",
            "read in another encoding, names and addresses turn into other characters",
        ),
        Text("UTF-8 で保存し直した Shift_JIS のファイル", "a Shift_JIS file that was saved again as UTF-8"),
    ),
    Entry(
        "FILE_NOT_TEXT",
        "error",
        Text("文字コード {wanted} の文字として読めません", "the file cannot be read as {wanted}"),
        _SETTINGS,
        Text(
            "どの文字コードにも合わないため、壊れているか、CSV ではないファイルです",
            "no known encoding fits: the file is damaged or no CSV file",
        ),
        Text("途中のバイトが欠けたファイル", "a file that lost bytes on its way"),
    ),
    Entry(
        "FILE_DELIMITER",
        "error",
        Text(
            "区切り文字が{wanted}ではなく{found}のようです",
            "the columns seem to be parted by {found}, not by {wanted}",
        ),
        _SETTINGS,
        Text("区切り文字を推測して読むと、列がずれるおそれがあります", "a guessed delimiter may shift columns"),
        Text("TAB 区切りで保存された orders.csv", "an orders.csv saved with TABs"),
    ),
    Entry(
        "FILE_TOO_WIDE",
        "error",
        Text(
            "見出しの列が多すぎます（{columns}個、上限は{limit}個）",
            "the header has too many columns ({columns}, at most {limit})",
        ),
        _SETTINGS,
        Text("見出しの行が注文の一覧のものではありません", "the first record is not the header of an order list"),
        Text("改行が失われて1行になったファイル", "a file that lost its line ends and became one record"),
    ),
    Entry(
        "FILE_TRAILER_COUNT",
        "error",
        Text(
            "最後の行には{expected}件とありますが、実際は{found}件です",
            "the last line says {expected} records, but there are {found}",
        ),
        _AGAIN,
        Text("途中の注文が失われています", "orders were lost on the way"),
        Text("「以上30件」の前に28行しかない", "「以上30件」 after only 28 records"),
    ),
    Entry(
        "HEADER_UNREADABLE",
        "error",
        Text("見出しの行を読み取れません", "the header cannot be read"),
        _SETTINGS,
        Text(
            '見出しの引用符「"」が正しくないか、空のデータ（NUL）が混じっています',
            'its quotes (") are malformed, or it holds NUL bytes',
        ),
        Text('見出しが 番号",合計', 'a header such as number",total'),
        _RFC,
    ),
)

_ACCESS = (
    Entry(
        "FILE_MISSING",
        "error",
        Text("ファイル「{path}」がありません", "there is no file “{path}”"),
        Text("ファイル名と場所を確かめてください", "check the name and the folder"),
        Text("名前の違いか、ダウンロードの失敗です", "the name differs, or the download did not happen"),
        Text("orders.csv を指定したが、実際は orders (1).csv", "orders.csv was asked for, orders (1).csv is there"),
    ),
    Entry(
        "FILE_IS_FOLDER",
        "error",
        Text("「{path}」はファイルではなくフォルダです", "“{path}” is a folder, not a file"),
        Text("変換するファイルの名前まで指定してください", "give the name of the file in it"),
        Text("どのファイルを変換するのか決められません", "which file to convert would be a guess"),
        Text("C:\\data を指定した", "C:\\data was given"),
    ),
    Entry(
        "FILE_GROWING",
        "error",
        Text("「{path}」はまだダウンロードの途中です", "“{path}” is still being downloaded"),
        Text("ダウンロードが終わってから、もう一度実行してください", "run again when the download has finished"),
        Text("途中のファイルには後ろの注文が入っていません", "an unfinished file lacks the orders at its end"),
        Text("orders.csv.crdownload が隣にある", "orders.csv.crdownload stands beside it"),
    ),
    Entry(
        "FILE_LOCKED",
        "error",
        Text("「{path}」は他のプログラムが使用中で読めません", "“{path}” is in use by another program"),
        Text("Excel などで開いていれば閉じて、もう一度実行してください", "close it in Excel and run again"),
        Text("開いたままのファイルは読めないことがあります", "a file that is open elsewhere may not be readable"),
        Text("Excel で orders.csv を開いたまま変換した", "orders.csv is open in Excel"),
    ),
    Entry(
        "FILE_UNREADABLE",
        "error",
        Text("「{path}」を読み込めません", "“{path}” cannot be read"),
        Text("ファイルの権限と保存先の接続を確かめてください", "check the file's rights and the drive"),
        Text(
            "権限がないか、保存先のディスクやネットワークに問題があります",
            "rights are missing, or the disk or network fails",
        ),
        Text("ロボットの利用者に読み取り権限がない", "the robot's account may not read the file"),
    ),
)

_RECORDS = (
    Entry(
        "RAGGED",
        "error",
        Text(
            "この行の列が{found}個で、見出しの{expected}個と違います", "{found} columns where the header has {expected}"
        ),
        _SIGNS,
        Text(
            "列がずれていると、金額や住所が別の欄に入ります",
            "in a shifted record amounts and addresses stand in other columns",
        ),
        Text("住所に区切りのコンマがあり、引用符で囲まれていない", "an address with a comma and no quotes"),
        _RFC,
    ),
    Entry(
        "UNDECODABLE",
        "error",
        Text(
            "文字コード {encoding} にない文字（バイト {byte}）があります",
            "byte {byte} cannot be read as {encoding}",
        ),
        _LETTERS,
        Text("読めない文字を ? に置き換えると、氏名や住所が変わってしまいます", "a ? in its place would change a name"),
        Text("機種依存の外字が壊れて書き出された氏名", "a name with a character that the export damaged"),
    ),
    Entry(
        "NUL_IN_RECORD",
        "error",
        Text("この行に空のデータ（NUL）が混じっています", "the record holds a NUL byte"),
        _LETTERS,
        Text("データの一部が失われた印です", "it is a sign of lost data"),
        Text("氏名の途中に NUL がある", "a NUL inside a name"),
    ),
    Entry(
        "STRAY_QUOTE",
        "error",
        Text(
            'この行の引用符「"」の位置が正しくないため、列を分けられません',
            'a misplaced quote (") hides where cells end',
        ),
        Text(
            'カートの受注で備考や住所の「"」を全角にして、ダウンロードし直してください',
            'in the cart, replace the quote (") in the note or address by a full-width one and download again',
        ),
        Text("列の区切りが分からず、値が別の欄に入るおそれがあります", "values might end up in other columns"),
        Text('商品名が 5"ケーキ', 'an item named 5" cake'),
        _RFC,
    ),
    Entry(
        "MOJIBAKE",
        "error",
        Text("この行だけ {found} で書かれ、文字化けしています", "this record alone is in {found} and reads as garbage"),
        _LETTERS,
        Text(
            "違う文字コードの行をそのまま読むと、化けた住所に請求書が送られます",
            "read as it is, the invoice would go to a garbled address",
        ),
        Text("東京都が「譚ｱ莠ｬ驛ｽ」になっている", "東京都 reads as 譚ｱ莠ｬ驛ｽ"),
    ),
    Entry(
        "BOM_INSIDE",
        "error",
        Text("ファイルの先頭以外に BOM（文字コードの印）があります", "there is a byte order mark inside the file"),
        Text(
            "ファイルをつなぎ合わせずに、カートからダウンロードし直してください",
            "download again from the cart, and do not join files",
        ),
        Text(
            "見えない文字が注文番号に混じり、照合できなくなります", "an invisible character would join an order number"
        ),
        Text("2つの CSV をつないだファイル", "two CSV files joined into one"),
    ),
    Entry(
        "CELL_TOO_LONG",
        "error",
        Text(
            "{place}列目が長すぎます（{bytes}バイト、上限は{limit}バイト）",
            "cell {place} has {bytes} bytes, more than {limit}",
        ),
        _SIGNS,
        Text(
            "引用符の間違いで、いくつもの行が1つの欄になっています", "a wrong quote has made one cell of many records"
        ),
        Text("備考に後ろの注文がまるごと入っている", "a note that holds all the orders after it"),
    ),
    Entry(
        "CELL_TOO_MANY_LINES",
        "error",
        Text(
            "{place}列目に改行が多すぎます（{lines}個、上限は{limit}個）",
            "cell {place} has {lines} line feeds, more than {limit}",
        ),
        _SIGNS,
        Text(
            "引用符の間違いで、いくつもの行が1つの欄になっています", "a wrong quote has made one cell of many records"
        ),
        Text("備考に何百行もある", "a note of hundreds of lines"),
    ),
    Entry(
        "RECORD_TOO_LONG",
        "error",
        Text(
            "この行が長すぎます（{bytes}バイト、上限は{limit}バイト）",
            "the record has {bytes} bytes, more than {limit}",
        ),
        _SIGNS,
        Text("引用符の間違いで、いくつもの行が1件になっています", "a wrong quote has made one record of many"),
        Text("1件に何百件分もの内容が入っている", "one record that holds hundreds"),
    ),
)

_NOTES = (
    Entry(
        "ENCODING_DECLARED",
        "info",
        Text("ファイルが示す文字コード {encoding} で読みました", "read as {encoding}, as the file declares"),
        Text("何もする必要はありません", "nothing needs to be done"),
        Text("ファイルの先頭に BOM（文字コードの印）があります", "the file begins with a byte order mark"),
        Text("Excel の「CSV UTF-8」で保存したファイル", "a file saved by Excel as CSV UTF-8"),
    ),
    Entry(
        "ENCODING_OTHER",
        "info",
        Text("文字コード {wanted} ではなく {encoding} で読みました", "read as {encoding} instead of {wanted}"),
        Text("何もする必要はありません", "nothing needs to be done"),
        Text("形式の定義がこの文字コードも認めています", "the format allows this encoding as well"),
        Text("UTF-8 も認める形式の UTF-8 のファイル", "a UTF-8 file of a format that allows it"),
    ),
    Entry(
        "HEADER_REPEATED",
        "warning",
        Text("途中に見出しと同じ行があり、読み飛ばしました", "a record equal to the header was skipped"),
        Text(
            "ファイルをつなぎ合わせていないか確かめ、カートから1つのファイルでダウンロードしてください",
            "check whether files were joined, and download one file from the cart",
        ),
        Text(
            "同じ注文が二重に入っているおそれがあります",
            "the same orders may be in the file twice",
        ),
        Text("2日分の CSV をつないだファイル", "the files of two days joined into one"),
    ),
)

CODES = (*_REFUSED, *_ACCESS, *_RECORDS, *_NOTES)
