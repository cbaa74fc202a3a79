# 店の一日: 与信依頼、審査結果、出荷報告（たまごリピートとGMO後払い）。使い方は docs\ja\robots.md
#   run-daily.ps1 [request / result / report ...]   省略すると三つとも
#   run-daily.ps1 uploaded upload\request.csv       アップロードが済んだ後に
# データにパイプや > を使わないこと: Windows PowerShell は文字コードを変えてしまう。
param([Parameter(Position = 0, ValueFromRemainingArguments = $true)][string[]]$Words)

Set-Location -LiteralPath $PSScriptRoot
$csvbridge = if ($env:CSVBRIDGE) { $env:CSVBRIDGE } else { 'csvbridge' }
$waitSeconds = if ($env:WAIT_SECONDS) { [int]$env:WAIT_SECONDS } else { 60 }
$flows = @{
    request = @('-p', 'tamago-gmo-credit-request', 'download\orders.csv', '--lookup', 'sent=sent\request', '--lookup', 'credit=results', '--exclude', 'hold.txt')
    result = @('-p', 'tamago-gmo-credit-result', 'download\credit-result.csv', '--lookup', 'requested=sent\request', '--lookup', 'credit=results')
    report = @('-p', 'tamago-gmo-shipping-report', 'download\shipped-orders.csv', '--lookup', 'credit=results', '--lookup', 'sent=sent\report')
}

# 店で使うメールやチャットの送信に置き換える（$Who は staff か maintainer）
function Send-Word([string]$Who, [string]$Flow) {
    Write-Host "${Who}: read upload\$Flow.mail.txt"
}

function Get-Stamp {
    Get-Date -Format 'yyyyMMdd-HHmmss'
}

function Move-Uploaded([string]$File) {
    $name = [IO.Path]::GetFileNameWithoutExtension($File)
    $flow = $flows.Keys.Where({ $name.StartsWith($_) })[0]
    if (-not $flow) { return 2 }
    $to = "sent\$flow\$name-$(Get-Stamp).csv"
    if (-not (Test-Path -LiteralPath $File) -or (Test-Path -LiteralPath $to)) { return 8 }
    Move-Item -LiteralPath $File -Destination $to -ErrorAction SilentlyContinue
    if (-not $?) { return 8 }
    Write-Host "moved to $to"
    return 0
}

function Invoke-Convert([string]$Flow) {
    if (-not $flows.ContainsKey($Flow)) { return 2 }
    $arguments = @('convert') + $flows[$Flow] + @('-o', "upload\$Flow.csv", '--status-file', "upload\$Flow.status", '--mail-text', "upload\$Flow.mail.txt")
    Remove-Item -Path "upload\$Flow.status", "upload\$Flow.mail.txt" -ErrorAction SilentlyContinue
    for ($try = 1; ; $try++) {
        $run = Start-Process -FilePath $csvbridge -ArgumentList $arguments -NoNewWindow -Wait -PassThru
        if ($run.ExitCode -ne 8 -or $try -eq 3) { return $run.ExitCode }
        Start-Sleep -Seconds $waitSeconds
    }
}

function Get-Status([string]$Flow) {
    $status = @{}
    $path = "$PSScriptRoot\upload\$Flow.status"
    if (Test-Path -LiteralPath $path) {
        foreach ($line in [IO.File]::ReadAllLines($path, [Text.Encoding]::GetEncoding(932))) {
            $key, $value = $line -split '=', 2
            $status[$key] = $value
        }
    }
    return $status
}

function Resolve-Flow([string]$Flow, [int]$Code) {
    $status = Get-Status $Flow
    switch ($Code) {
        0 { Write-Host "upload: $($status['output'])" }
        3 { Write-Host "upload: $($status['output'])"; Send-Word 'staff' $Flow }
        4 { Write-Host "${Flow}: nothing to do" }
        5 { Send-Word 'staff' $Flow }
        7 {
            if ($status['reason'] -in 'html', 'empty') { Write-Host "${Flow}: download again later" }
            else { Send-Word 'maintainer' $Flow }
        }
        8 { Send-Word 'staff' $Flow }
        default { Send-Word 'maintainer' $Flow }
    }
}

if ($Words -and $Words[0] -eq 'uploaded') {
    exit (Move-Uploaded $Words[1])
}
foreach ($folder in 'download', 'upload', 'results', 'sent\request', 'sent\result', 'sent\report') {
    $null = New-Item -ItemType Directory -Force -Path $folder
}
if (-not (Test-Path -LiteralPath 'hold.txt')) { $null = New-Item -ItemType File -Path 'hold.txt' }
$asked = if ($Words) { $Words } else { 'request', 'result', 'report' }
$codes = foreach ($flow in $asked) {
    $code = Invoke-Convert $flow
    if ($code -notin 0, 2, 3, 4, 5, 6, 7, 8, 70) { $code = 70 }
    Resolve-Flow $flow $code
    # 審査結果はすべて残す（後の日の変換が全部の日の答えを使う）
    if ($flow -eq 'result' -and $code -in 0, 3, 4) {
        Copy-Item -LiteralPath 'download\credit-result.csv' -Destination "results\credit-result-$(Get-Stamp).csv" -ErrorAction SilentlyContinue
        if (-not $?) { $code = 8 }
    }
    $code
}
foreach ($worst in 70, 8, 7, 6, 2, 5, 3, 0, 4) {
    if ($codes -contains $worst) { exit $worst }
}
