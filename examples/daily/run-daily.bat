@echo off
rem 店の一日: 与信依頼、審査結果、出荷報告（たまごリピートとGMO後払い）。使い方は docs\ja\robots.md
rem   run-daily.bat [request / result / report ...]   省略すると三つとも
rem   run-daily.bat uploaded upload\request.csv       アップロードが済んだ後に
setlocal
cd /d "%~dp0" || exit /b 8
if "%CSVBRIDGE%"=="" set CSVBRIDGE=csvbridge
if "%WAIT_SECONDS%"=="" set WAIT_SECONDS=60
if "%~1"=="uploaded" goto uploaded

for %%D in (download upload results sent\request sent\result sent\report) do if not exist "%%D" mkdir "%%D"
if not exist hold.txt type nul > hold.txt
set FLOWS=%*
if "%~1"=="" set FLOWS=request result report
set WORST=4
for %%F in (%FLOWS%) do call :flow %%F
exit /b %WORST%

:flow
set FLOW=%~1
set ARGS=
if "%FLOW%"=="request" set ARGS=-p tamago-gmo-credit-request download\orders.csv --lookup sent=sent\request --lookup credit=results --exclude hold.txt
if "%FLOW%"=="result" set ARGS=-p tamago-gmo-credit-result download\credit-result.csv --lookup requested=sent\request --lookup credit=results
if "%FLOW%"=="report" set ARGS=-p tamago-gmo-shipping-report download\shipped-orders.csv --lookup credit=results --lookup sent=sent\report
set RC=2
if "%ARGS%"=="" goto decide
for %%X in (status mail.txt) do if exist upload\%FLOW%.%%X del upload\%FLOW%.%%X
set TRY=0
:convert
set /a TRY+=1
"%CSVBRIDGE%" convert %ARGS% -o upload\%FLOW%.csv --status-file upload\%FLOW%.status --mail-text upload\%FLOW%.mail.txt 2> upload\%FLOW%.log
set RC=%ERRORLEVEL%
if not %RC%==8 goto decide
if %TRY%==3 goto decide
ping -n %WAIT_SECONDS% 127.0.0.1 >nul
goto convert

:decide
set REASON=
set OUTPUT=
if not exist upload\%FLOW%.status goto branch
for /f "usebackq tokens=1,* delims==" %%K in ("upload\%FLOW%.status") do (
  if "%%K"=="reason" set REASON=%%L
  if "%%K"=="output" set OUTPUT=%%L
)
:branch
if %RC%==0 goto upload
if %RC%==3 goto partial
if %RC%==4 goto nothing
if %RC%==5 goto staff
if %RC%==7 goto wrongfile
if %RC%==8 goto staff
if %RC%==2 goto maintainer
if %RC%==6 goto maintainer
set RC=70
goto maintainer

:partial
call :tell staff
:upload
echo upload: %OUTPUT%
goto archive
:nothing
echo %FLOW%: nothing to do
goto archive
:wrongfile
if "%REASON%"=="html" goto later
if "%REASON%"=="empty" goto later
goto maintainer
:later
echo %FLOW%: download again later
goto rank
:staff
call :tell staff
goto rank
:maintainer
call :tell maintainer
goto rank

:archive
rem 審査結果はすべて残す（後の日の変換が全部の日の答えを使う）
if not "%FLOW%"=="result" goto rank
call :stamp
copy /y download\credit-result.csv results\credit-result-%STAMP%.csv >nul || set RC=8

:rank
rem 三つのうち一番重い終了コードを返す
set NEXT=
for %%C in (70 8 7 6 2 5 3 0 4) do call :heavier %%C
set WORST=%NEXT%
exit /b 0

:heavier
if not "%NEXT%"=="" exit /b 0
if "%1"=="%RC%" set NEXT=%1
if "%1"=="%WORST%" set NEXT=%1
exit /b 0

:tell
rem この行を、店で使うメールやチャットの送信に置き換える（%1 は staff か maintainer）
echo %1: read upload\%FLOW%.mail.txt
exit /b 0

:stamp
for /f %%T in ('powershell -NoProfile -Command "Get-Date -Format yyyyMMdd-HHmmss"') do set STAMP=%%T
exit /b 0

:uploaded
set FLOW=
for %%F in (request result report) do echo %~n2| findstr /b /l "%%F" >nul && set FLOW=%%F
if "%FLOW%"=="" exit /b 2
if not exist "%~2" exit /b 8
call :stamp
set TO=sent\%FLOW%\%~n2-%STAMP%.csv
if exist "%TO%" exit /b 8
move "%~2" "%TO%" >nul || exit /b 8
echo moved to %TO%
exit /b 0
