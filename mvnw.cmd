@echo off
rem Runs the Maven pinned in .mvn\wrapper\maven-wrapper.properties, fetching it on the first run, as ./mvnw does
rem elsewhere. Needs JAVA_HOME, or java on the PATH, to be a JDK 25 or later, and Windows 10's curl and tar.
setlocal enabledelayedexpansion
set "home=%~dp0"
for /f "usebackq tokens=1,2 delims==" %%a in ("%home%.mvn\wrapper\maven-wrapper.properties") do (
  if "%%a"=="version" set "version=%%b"
  if "%%a"=="sha512" set "sha512=%%b"
)
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "dists=%MAVEN_USER_HOME%\wrapper\dists"
set "cache=%dists%\apache-maven-%version%"

rem Without JAVA_HOME, that of the java on the PATH.
if not defined JAVA_HOME for /f "delims=" %%j in ('where java 2^>nul') do if not defined JAVA_HOME set "JAVA_HOME=%%~dpj.."
set "major=0"
if exist "%JAVA_HOME%\release" for /f "usebackq tokens=1,2 delims==" %%a in ("%JAVA_HOME%\release") do (
  if "%%a"=="JAVA_VERSION" for /f "delims=.-+" %%m in ("%%~b") do set "major=%%m"
)
if %major% lss 25 (
  echo mvnw: Neuron is built with JDK 25 or later: install one, for example Eclipse Temurin 25, and set JAVA_HOME to it. 1>&2
  exit /b 1
)

if not exist "%cache%\bin\mvn.cmd" call :install || exit /b 1

rem spring-boot:run needs neither tests nor what only tests need, unless a phase with tests is asked for too.
set "arguments= %*"
set "skip="
set "rest=%arguments: spring-boot=%"
if not "!rest!"=="!arguments!" set "skip=-Dmaven.test.skip=true"
set "rest=%arguments: test=%"
set "rest=%rest: verify=%"
set "rest=%rest: package=%"
set "rest=%rest: install=%"
if not "!rest!"=="!arguments!" set "skip="
"%cache%\bin\mvn.cmd" %skip% %*
exit /b

:install
echo mvnw: fetching Maven %version% (once) 1>&2
set "archive=apache-maven-%version%-bin.tar.gz"
if not exist "%dists%" mkdir "%dists%"
curl -fsSL -o "%dists%\%archive%" "https://archive.apache.org/dist/maven/maven-3/%version%/binaries/%archive%"
if errorlevel 1 (
  echo mvnw: Maven %version% could not be fetched 1>&2
  exit /b 1
)
set "actual="
for /f "skip=1 delims=" %%h in ('certutil -hashfile "%dists%\%archive%" SHA512') do if not defined actual set "actual=%%h"
if /i not "%actual: =%"=="%sha512%" (
  del "%dists%\%archive%"
  echo mvnw: the Maven that was fetched does not have the pinned SHA-512 1>&2
  exit /b 1
)
tar -xzf "%dists%\%archive%" -C "%dists%" || exit /b 1
del "%dists%\%archive%"
exit /b 0
