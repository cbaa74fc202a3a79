"""Codes about a profile's files and keys."""

from __future__ import annotations

from csvbridge.codes._entry import Entry, Text

CODES = (
    Entry(
        "PROFILE_EXISTS",
        "error",
        Text("プロファイル {path} はもうあります", "there is a profile {path} already"),
        Text(
            "別の名前にするか、書き換えてよければ --force を付け、列名の変更だけなら --update を使ってください",
            "give another name, add --force if it may be replaced, or use --update where only names have changed",
        ),
        Text(
            "人が決めた行が消えないように、上書きはしません",
            "lines that a person has decided must not be lost",
        ),
        Text(
            "profiles learn を同じ --out で二度実行した",
            "profiles learn was run twice with the same --out",
        ),
    ),
    Entry(
        "PROFILE_BY_HAND",
        "error",
        Text(
            "{path} は、列「{columns}」の行を自動では直せない書き方です",
            "{path} is laid out so that the line of “{columns}” cannot be changed by a program",
        ),
        Text(
            "その列に次のとおり自分で書き足してください（1列を1行にすると、次からは自動で直せます）",
            "write this into the column yourself; with one column a line it can be changed for you the next time",
        ),
        Text(
            "書き方を崩さずに直せない行を、推測で書き換えることはしません",
            "a line that cannot be changed without disturbing others is never rewritten by guess",
        ),
        Text("aka のある列を二つ、1行に並べて書いた", "two columns with an aka each on one line"),
    ),
    Entry(
        "SAMPLE_UNCLEAR",
        "error",
        Text(
            "このファイルの読み方が一つに決まりません（文字コードの候補: {candidates}）",
            "this file can be read in more than one way (encodings that fit: {candidates})",
        ),
        Text(
            "カートや提出先から行の多いファイルをダウンロードして試してください"
            "（csvbridge inspect で詳しく見られます）",
            "download a file with more rows and try that (csvbridge inspect shows more)",
        ),
        Text(
            "二つの読み方が成り立つとき、片方を選ぶと文字が化けます",
            "where two readings are possible, choosing one of them may garble every name",
        ),
        Text("半角カナが数文字だけのファイル", "a file that holds a few half-width kana and nothing else"),
    ),
    Entry(
        "PROFILE_MISSING",
        "error",
        Text("プロファイル {ref} が見つかりません", "there is no profile {ref}"),
        Text(
            "名前を直すか、csvbridge profiles list で一覧を見てください（候補: {choices}）",
            "correct the name, or see csvbridge profiles list (candidates: {choices})",
        ),
        Text(
            "探す場所は --profiles のフォルダ、利用者のフォルダ、製品の中だけで、今のフォルダは探しません",
            "the folders of --profiles, the user's folder and the package are searched, never the working folder",
        ),
        Text("credit-reqest と書いた", "“credit-reqest” was written"),
    ),
    Entry(
        "PROFILE_ID_PACKAGED",
        "error",
        Text(
            "{id} は製品に入っているプロファイルの id です（{path}）",
            "{id} is the id of a profile that ships with csvbridge ({path})",
        ),
        Text(
            'お店のファイルの id を変えて、extends = "{id}" と書いてください',
            'give your file an id of its own and write extends = "{id}"',
        ),
        Text(
            "同じ id が二つあると、どちらで変換したのか分からなくなります",
            "with two files of one id nobody could tell which one ran",
        ),
        Text("製品のファイルを写して id を変えずに直した", "a copy of a shipped file, changed under the same id"),
    ),
    Entry(
        "PROFILE_KIND",
        "error",
        Text(
            "ここには形式の id が要りますが、変換のファイルです",
            "a format is needed here and this is a conversion",
        ),
        Text(
            "カートや後払い会社のファイルを表す形式の id を書いてください",
            "name the format of a cart's or provider's file",
        ),
        Text(
            "source、target、--from、--to、[lookup] の format は形式を指します",
            "source, target, --from, --to and the format of a [lookup] name formats",
        ),
        Text("source に変換の id を書いた", "a conversion's id as source"),
    ),
    Entry(
        "PROFILE_UNREADABLE",
        "error",
        Text("プロファイル {path} を読めません（{reason}）", "the profile {path} cannot be read ({reason})"),
        Text("ファイルの場所と読み取りの権限を確かめてください", "check where the file is and whether it may be read"),
        Text("プロファイルがないと何も変換できません", "nothing is converted without a profile"),
        Text("権限のないフォルダにある", "it lies in a folder without permission"),
    ),
    Entry(
        "TOML_ENCODING",
        "error",
        Text(
            "プロファイル {path} は UTF-8 ではありません（{byte} バイト目）",
            "the profile {path} is not UTF-8 (byte {byte})",
        ),
        Text("メモ帳などで文字コードを UTF-8 にして保存し直してください", "save it again as UTF-8"),
        Text("TOML のファイルはいつも UTF-8 です", "TOML files are always UTF-8"),
        Text("Shift_JIS で保存した", "saved as Shift_JIS"),
    ),
    Entry(
        "TOML_SYNTAX",
        "error",
        Text("TOML として読めない行です（{reason}）", "this line is not valid TOML ({reason})"),
        Text("引用符、かっこ、= を確かめてください", "check quotes, brackets and ="),
        Text("読めない行の後は何も確かめられません", "nothing after such a line can be checked"),
        Text('日本語のキーを " で囲んでいない', "a Japanese key without quotes"),
    ),
    Entry(
        "UNKNOWN_KEY",
        "error",
        Text("{name} というキーはここでは使えません", "the key {name} is not known here"),
        Text(
            "名前を直すか、行を消してください（候補: {choices}）",
            "correct the name or remove the line (candidates: {choices})",
        ),
        Text(
            "知らないキーを無視すると、効いているつもりの設定が効きません",
            "ignoring it would leave a setting without effect",
        ),
        Text("max_chars を max_char と書いた", "“max_char” for “max_chars”"),
    ),
    Entry(
        "KEY_MISPLACED",
        "error",
        Text("{key} が [{table}] の下にあります", "{key} stands below [{table}]"),
        Text("最初の [表] より上に移してください", "move it above the first [table]"),
        Text("TOML では [表] の後のキーはすべてその表に入ります", "in TOML every key after a [table] belongs to it"),
        Text("[keep] の後に columns を書いた", "columns written after [keep]"),
    ),
    Entry(
        "KEY_MISSING",
        "error",
        Text("{key} がありません", "{key} is missing"),
        Text("{key} を書いてください", "write {key}"),
        Text("なくては意味の決まらないキーです", "without it the file has no meaning"),
        Text("形式ファイルに record がない", "a format without record"),
    ),
    Entry(
        "WRONG_TYPE",
        "error",
        Text("{key} の書き方が違います", "{key} is not written as it should be"),
        Text("{expected:kind}で書いてください", "write {expected:kind}"),
        Text("数と文字は区別します", "numbers and texts are different things"),
        Text('max_chars = "21" と引用符で囲んだ', 'max_chars = "21" in quotes'),
    ),
    Entry(
        "OUT_OF_RANGE",
        "error",
        Text("{key} の数が範囲の外です（{limits}）", "{key} is out of range ({limits})"),
        Text("範囲の中の数にしてください", "write a number within the range"),
        Text("意味のない大きさの設定です", "a limit of that size has no meaning"),
        Text("max_chars = 0", "max_chars = 0"),
    ),
    Entry(
        "UNKNOWN_VALUE",
        "error",
        Text("{key} に {name} とは書けません", "{key} cannot be {name}"),
        Text("決まった言葉に直してください（候補: {choices}）", "write a word that is allowed (candidates: {choices})"),
        Text("書ける言葉は決まっています", "the words are a closed list"),
        Text('grain = "orders" と書いた', 'grain = "orders"'),
    ),
    Entry(
        "UNKNOWN_CHARSET",
        "error",
        Text("文字の種類 {name} はありません", "there is no charset {name}"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("文字の種類は決まった一覧から選びます", "charsets are a closed list"),
        Text("full-width と書いた", "“full-width” written"),
    ),
    Entry(
        "UNKNOWN_TYPE",
        "error",
        Text("型 {name} はありません", "there is no type {name}"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("型は決まった一覧から選びます", "types are a closed list"),
        Text("postcode と書いた", "“postcode” written"),
    ),
    Entry(
        "UNKNOWN_RULE",
        "error",
        Text("規則 {name} はありません", "there is no rule {name}"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("規則は決まった一覧から選びます", "rules are a closed list"),
        Text("total_equal_lines と書いた", "“total_equal_lines” written"),
    ),
    Entry(
        "UNKNOWN_ENCODING",
        "error",
        Text("文字コード {name} はありません", "there is no encoding {name}"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("文字コードが分からないと1文字も読めません", "no character can be read without it"),
        Text("cp-932 ではなく cp9932 と書いた", "“cp9932” for “cp932”"),
    ),
    Entry(
        "CHECK_UNKNOWN",
        "error",
        Text("コード {name} はありません", "there is no code {name}"),
        Text("名前を直してください（候補: {choices}）", "correct the name (candidates: {choices})"),
        Text("知らないコードの設定は何にも効きません", "a setting of an unknown code has no effect"),
        Text("TOTAL_MISSMATCH と書いた", "“TOTAL_MISSMATCH” written"),
    ),
    Entry(
        "EXTENDS_CYCLE",
        "error",
        Text("extends が元に戻ってきます（{chain}）", "extends comes back to where it began ({chain})"),
        Text("どれか一つの extends を消してください", "remove one of the extends"),
        Text("親をたどっても終わりません", "following the parents never ends"),
        Text("a が b を、b が a を継ぐ", "a extends b and b extends a"),
    ),
    Entry(
        "EXTENDS_DEPTH",
        "error",
        Text("extends が深すぎます（親は{limit}つまで）", "extends goes too deep (at most {limit} parents)"),
        Text("間のファイルを一つにまとめてください", "merge files between"),
        Text("深い継承は、どの値がどこから来たのか読めません", "nobody can read where a value comes from"),
        Text("親の親の親にも親がある", "the parent's parent's parent has a parent"),
    ),
    Entry(
        "COLUMN_TABLE_ALONE",
        "error",
        Text("extends のないファイルに [column] があります", "[column] stands in a file without extends"),
        Text("columns の行を直接直すか、extends を書いてください", "change the line in columns, or write extends"),
        Text("[column.…] は親の列を変えるためのものです", "[column.…] changes the columns of a parent"),
        Text("自分の columns と [column] を両方書いた", "columns and [column] in one file"),
    ),
    Entry(
        "CHECK_NO_WORDS",
        "error",
        Text("コード {name} は言葉を受け取りません", "{name} takes no words"),
        Text(
            "その行を消すか、言葉を受け取るコードに直してください（{choices}）",
            "take the line out, or name a code that takes words ({choices})",
        ),
        Text(
            "[checks.keywords] の言葉は、言葉で見つける指摘だけに足せます",
            "words can be added only to findings that are found by words",
        ),
        Text('ZIP_UNKNOWN = ["転送"] と書いた', 'ZIP_UNKNOWN = ["転送"] written'),
    ),
    Entry(
        "CHECK_WORD_SHORT",
        "error",
        Text("{name} の言葉「{word}」は1文字です", "the word “{word}” of {name} has one letter"),
        Text("2文字以上の言葉を書いてください", "write a word of two letters or more"),
        Text(
            "1文字では町や建物の名前の一部にも当たり、正しい住所まで止まります",
            "one letter is part of the names of towns and buildings and would stop right addresses",
        ),
        Text(
            'POST_OFFICE_HOLD = ["留"] と書いた（久留米市にも当たります）',
            'POST_OFFICE_HOLD = ["留"], found in 久留米市 too',
        ),
    ),
)
