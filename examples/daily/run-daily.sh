#!/bin/sh
# One day of a shop: credit request, credit result, shipping report (たまごリピート and GMO後払い).
# 店の一日: 与信依頼、審査結果、出荷報告。使い方は docs/robots.md と docs/ja/robots.md。
#   run-daily.sh [request|result|report ...]   no word: all three
#   run-daily.sh uploaded upload/request.csv   after the upload has gone through
set -u
cd "$(dirname "$0")" || exit 8
csvbridge=${CSVBRIDGE:-csvbridge}
wait_seconds=${WAIT_SECONDS:-60}

# Replace by what reaches people in your shop: tell WHO FLOW.
tell() {
  echo "$1: read upload/$2.mail.txt"
  if [ -n "${MAIL_TO:-}" ] && [ -f "upload/$2.mail.txt" ]; then
    iconv -f cp932 -t utf-8 "upload/$2.mail.txt" | mail -s "csvbridge $2" "$MAIL_TO"
  fi
}

stamp() {
  date +%Y%m%d-%H%M%S
}

uploaded() {
  case $(basename "$1") in
    request*.csv) flow=request ;;
    result*.csv) flow=result ;;
    report*.csv) flow=report ;;
    *) echo "no upload of this script: $1" >&2 && return 2 ;;
  esac
  to=sent/$flow/$(basename "$1" .csv)-$(stamp).csv
  if [ ! -f "$1" ] || [ -e "$to" ]; then
    echo "cannot move $1 to $to" >&2
    return 8
  fi
  mv "$1" "$to" || return 8
  echo "moved to $to"
}

convert() {
  case $1 in
    request) set -- request -p tamago-gmo-credit-request download/orders.csv --lookup sent=sent/request --lookup credit=results --exclude hold.txt ;;
    result) set -- result -p tamago-gmo-credit-result download/credit-result.csv --lookup requested=sent/request --lookup credit=results ;;
    report) set -- report -p tamago-gmo-shipping-report download/shipped-orders.csv --lookup credit=results --lookup sent=sent/report ;;
    *) echo "no flow: $1" >&2 && return 2 ;;
  esac
  flow=$1
  shift
  rm -f "upload/$flow.status" "upload/$flow.mail.txt"
  try=0
  while :; do
    try=$((try + 1))
    "$csvbridge" convert "$@" -o "upload/$flow.csv" --status-file "upload/$flow.status" --mail-text "upload/$flow.mail.txt" 2> "upload/$flow.log"
    rc=$?
    [ "$rc" -eq 8 ] && [ "$try" -lt 3 ] || return "$rc"
    sleep "$wait_seconds"
  done
}

value() {
  tr -d '\r' < "upload/$1.status" 2> /dev/null | sed -n "s/^$2=//p"
}

decide() {
  case $2 in
    0) echo "upload: $(value "$1" output)" ;;
    3) echo "upload: $(value "$1" output)" && tell staff "$1" ;;
    4) echo "$1: nothing to do" ;;
    5) tell staff "$1" ;;
    7)
      case $(value "$1" reason) in
        html | empty) echo "$1: download again later" ;;
        *) tell maintainer "$1" ;;
      esac
      ;;
    8) tell staff "$1" ;;
    *) tell maintainer "$1" ;;
  esac
}

if [ "${1:-}" = uploaded ]; then
  uploaded "${2:-}"
  exit
fi
mkdir -p download upload results sent/request sent/result sent/report || exit 8
[ -f hold.txt ] || : > hold.txt
[ $# -gt 0 ] || set -- request result report
codes=
for flow in "$@"; do
  convert "$flow"
  rc=$?
  case $rc in 0 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 70) ;; *) rc=70 ;; esac
  decide "$flow" "$rc"
  # Every result stays: a later run needs the answers of all days.
  case $flow$rc in result0 | result3 | result4) cp -p download/credit-result.csv "results/credit-result-$(stamp).csv" || rc=8 ;; esac
  codes="$codes $rc "
done
for worst in 70 8 7 6 2 5 3 0 4; do
  case $codes in *" $worst "*) exit "$worst" ;; esac
done
