"""DuckDB in SQL, between two iconv: it reads UTF-8 only, and ends its lines with LF only, so sed adds the CR."""

# ruff: noqa: S608 -- what goes into a query is a constant of the job or a pipe of its own
from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
from task import ADDRESSES, FEES, HEADER, KANA, LINES, MOST, MOST_LINE, PAYMENTS, REQUIRED, STATUSES, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator

DECODE = ("iconv", "-f", "cp932", "-t", "utf-8")
ENCODE = ("iconv", "-f", "utf-8", "-t", "cp932")


def main(source: str, output: str, rejects: str) -> None:
    """Convert; the kept rows are a table in memory."""
    database = duckdb.connect()
    for name, body in _macros().items():
        database.execute(f"CREATE MACRO {name} AS {body}")
    with _decoded(source) as path:
        database.execute(_kept(path, _header(source)))
    database.execute(_lines())
    database.execute(_orders())
    with _encoded(output, crlf=True) as path:
        _copy(database, f"SELECT {_names(HEADER)} FROM orders WHERE is_right ORDER BY seat", path)
    wrong = 'SELECT "加盟店取引ID" FROM orders WHERE NOT is_right'
    with _encoded(rejects, crlf=False) as path:
        _copy(database, f'SELECT * EXCLUDE seat FROM kept WHERE "受付番号" IN ({wrong}) ORDER BY seat', path)


def _header(source: str) -> list[str]:
    with open(source, encoding="cp932") as file:  # noqa: PTH123
        return [name.strip('"') for name in file.readline().rstrip().split(",")]


@contextmanager
def _decoded(source: str) -> Iterator[str]:
    """A pipe with the file in UTF-8."""
    with subprocess.Popen([*DECODE, source], stdout=subprocess.PIPE) as decode:
        assert decode.stdout is not None
        yield f"/dev/fd/{decode.stdout.fileno()}"
    _succeeded(decode)


@contextmanager
def _encoded(output: str, *, crlf: bool) -> Iterator[str]:
    """A pipe whose UTF-8 becomes the file. An added CR is right only where no cell holds a line feed."""
    with open(output, "wb") as file:  # noqa: PTH123
        encode = subprocess.Popen(ENCODE, stdin=subprocess.PIPE, stdout=file)
        command = ("sed", "s/$/\\r/") if crlf else ("cat",)
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=encode.stdin, env={"LC_ALL": "C"}) as end:
            assert end.stdin is not None
            assert encode.stdin is not None
            encode.stdin.close()
            yield f"/dev/fd/{end.stdin.fileno()}"
        encode.wait()
    _succeeded(end)
    _succeeded(encode)


def _succeeded(process: subprocess.Popen[bytes]) -> None:
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)


def _copy(database: duckdb.DuckDBPyConnection, query: str, path: str) -> None:
    database.execute(f"COPY ({query}) TO '{path}' (FORMAT csv, HEADER, FORCE_QUOTE *, USE_TMP_FILE false)")


def _macros() -> dict[str, str]:
    """Full-width letters, and a party's parts joined. Voiced kana are two characters: replaced before the rest."""
    voiced = "s"
    for half, whole in KANA.items():
        if len(half) == 2:
            voiced = f"replace({voiced}, '{half}', '{whole}')"
    single = {half: whole for half, whole in KANA.items() if len(half) == 1} | WIDE
    before, after = ("".join(letters).replace("'", "''") for letters in (single.keys(), single.values()))
    return {
        "voiced(s)": f"CASE WHEN contains(s, 'ﾞ') OR contains(s, 'ﾟ') THEN {voiced} ELSE s END",
        "fullwidth(s)": f"translate(voiced(s), '{before}', '{after}')",
        "address(prefecture, street, building)": "fullwidth(prefecture || street || "
        "CASE WHEN building = '' THEN '' ELSE '　' || building END)",
    }


def _kept(path: str, header: list[str]) -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
    return f"""
        CREATE TABLE kept AS SELECT row_number() OVER () AS seat, * FROM read_csv('{path}', columns = {{{columns}}},
        header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '\\N')
        WHERE "支払方法" IN {PAYMENTS} AND "注文ステータス" IN {STATUSES}"""


def _lines() -> str:
    """Each order's lines as one list: products, then fees and discounts."""
    parts = [
        'SELECT seat, "受付番号" AS number, fullwidth("商品名") AS name, "単価" AS price, "数量" AS count FROM kept'
    ]
    for place, (column, name, sign) in enumerate(FEES, 1):
        parts.append(
            f"""SELECT max(seat) + {place / 10}, "受付番号", '{name}',
            ({sign} * any_value("{column}")::INT)::VARCHAR, '1'
            FROM kept WHERE "{column}" <> '0' GROUP BY "受付番号" """
        )
    return f"""
        CREATE TABLE lines AS SELECT number,
        list({{'name': name, 'price': price, 'count': count}} ORDER BY seat) AS list
        FROM ({" UNION ALL ".join(parts)}) GROUP BY number"""


def _orders() -> str:
    """One row an order, with the verdict of the checks."""
    lines = ", ".join(
        f"coalesce(list[{n}].{key}, '') AS \"{name}{n}\""
        for n in range(1, LINES + 1)
        for key, name in (("name", "明細名"), ("price", "単価"), ("count", "数量"))
    )
    return f"""
        CREATE TABLE orders AS WITH heads AS (SELECT DISTINCT ON ("受付番号") * FROM kept ORDER BY "受付番号", seat),
        cells AS (SELECT seat, list, "受付番号" AS "加盟店取引ID", "注文日" AS "加盟店注文日", {_party("注文者", "")},
        '' AS "会社名", '' AS "部署名", "注文者電話番号" AS "電話番号1", '' AS "電話番号2", '' AS "メールアドレス2",
        "注文者メール" AS "メールアドレス1", "請求金額" AS "顧客請求額", '2' AS "決済種別", {_recipient()},
        '' AS "配送先会社名", '' AS "配送先部署名", {lines} FROM heads JOIN lines ON "受付番号" = number)
        SELECT *, {_is_right()} AS is_right FROM cells"""


def _party(who: str, target: str) -> str:
    return ", ".join(f'{value} AS "{target}{name}"' for name, value in _parts(who).items())


def _parts(who: str) -> dict[str, str]:
    return {
        "氏名（漢字）": f"""fullwidth("{who}姓" || '　' || "{who}名")""",
        "氏名（カナ）": f"""fullwidth("{who}セイ" || '　' || "{who}メイ")""",
        "郵便番号": f"""replace("{who}郵便番号", '-', '')""",
        "住所": f'address("{who}都道府県", "{who}住所1", "{who}住所2")',
    }


def _recipient() -> str:
    """The recipient, or the buyer where it is blank."""
    buyer = _parts("注文者") | {"電話番号": '"注文者電話番号"'}
    own = _parts("配送先") | {"電話番号": '"配送先電話番号"'}
    return ", ".join(
        f"""CASE WHEN "配送先姓" = '' THEN {buyer[name]} ELSE {own[name]} END AS "配送先{name}" """ for name in own
    )


def _is_right() -> str:
    most = MOST | {f"{part}{n}": most for part, most in MOST_LINE.items() for n in range(1, LINES + 1)}
    return " AND ".join(
        [
            *(f"\"{column}\" <> ''" for column in REQUIRED),
            *(f'length("{column}") <= {length}' for column, length in most.items()),
            *(f"regexp_matches(\"{column}\", '[０-９]')" for column in ADDRESSES),
            '"顧客請求額"::INT > 0',
            'list_sum(list_transform(list, lambda line: line.price::INT * line.count::INT)) = "顧客請求額"::INT',
        ]
    )


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


if __name__ == "__main__":
    main(*sys.argv[1:4])
