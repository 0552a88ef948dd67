#!/bin/sh
# Installs what the tests need and the machine lacks, then checks and tests all of
# Sajja. For Debian (apt, as root or with sudo) and macOS (Homebrew); elsewhere it
# says what to install. Works from any folder and from a fresh clone.
#
#   sh deploy/test.sh              install, check, test
#   sh deploy/test.sh --dry-run    only say what it would install
#
# The servers that Debian starts when it installs them are not used: the tests
# start their own, on private sockets, and stop them again.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")/.."

say() { printf '%s\n' "$*"; }
refuse() { printf 'test.sh: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

dry_run=no
case "${1-}" in
'') ;;
--dry-run) dry_run=yes ;;
*) refuse "usage: sh deploy/test.sh [--dry-run]" ;;
esac

# --- what the tests need -----------------------------------------------------

# The package of store/embedded knows these places too.
postgres_folders='/usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin
	/opt/homebrew/opt/postgresql@*/bin /opt/homebrew/bin /usr/local/opt/postgresql@*/bin /usr/local/bin
	/opt/local/lib/postgresql*/bin /Applications/Postgres.app/Contents/Versions/*/bin'

major_of() { "$@" --version 2>/dev/null | sed -n 's/.*[ v=]\([0-9][0-9]*\)\..*/\1/p' | head -n 1; }

new_enough() { # new_enough MIN PROGRAM: is it there, and of that major version or newer
	[ -x "$2" ] || return 1
	found=$(major_of "$2")
	[ "${found:-0}" -ge "$1" ]
}

has_postgres() {
	chosen=$(command -v postgres || true)
	if [ -n "$chosen" ] && new_enough 15 "$chosen"; then return 0; fi
	# The patterns are meant to be expanded here.
	# shellcheck disable=SC2086
	for folder in $(pg_config --bindir 2>/dev/null || true) $postgres_folders; do
		if [ -x "$folder/initdb" ] && new_enough 15 "$folder/postgres"; then return 0; fi
	done
	return 1
}

has_redis() {
	for server in redis-server valkey-server; do
		chosen=$(command -v $server || true)
		if [ -n "$chosen" ] && new_enough 7 "$chosen"; then return 0; fi
	done
	return 1
}

has_browser() {
	for browser in chromium chromium-browser google-chrome google-chrome-stable headless_shell \
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' \
		'/Applications/Chromium.app/Contents/MacOS/Chromium'; do
		if has "$browser"; then return 0; fi
	done
	return 1
}

has_thai_font() {
	case $system in Darwin) return 0 ;; esac # Thonburi comes with macOS
	if has fc-list; then
		[ -n "$(fc-list :lang=th family 2>/dev/null | head -n 1)" ]
		return
	fi
	[ -n "$(find /usr/share/fonts /usr/local/share/fonts \( -iname '*thai*' -o -iname 'loma*' -o -iname 'garuda*' \) 2>/dev/null | head -n 1)" ]
}

# The race detector links C on Linux; on macOS it does not.
has_c_compiler() {
	case $system in Darwin) return 0 ;; esac
	has "${CC:-gcc}" || has cc
}

# --- install what is missing -------------------------------------------------

missing() { # missing WHAT DEBIAN-PACKAGES BREW-PACKAGES
	say "missing: $1"
	lacks=yes
	debian="$debian $2"
	brew="$brew $3"
}

list_missing() {
	lacks=no debian='' brew=''
	has_postgres || missing 'PostgreSQL 15 or newer' postgresql postgresql@17
	has_redis || missing 'Redis 7 or newer' redis-server redis
	has_browser || missing 'Chromium' chromium google-chrome
	has_thai_font || missing 'a Thai font' fonts-thai-tlwg ''
	has_c_compiler || missing 'a C compiler' 'gcc libc6-dev' ''
	# They read the exported books and add them up themselves.
	has hledger || missing 'hledger' hledger hledger
	has ledger || missing 'ledger' ledger ledger
	has bean-check || missing 'Beancount' beancount beancount
}

as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; return; fi
	has sudo || refuse "installing needs root or sudo; as root: apt-get update && apt-get install$debian"
	sudo "$@"
}

# The package names are words to be split.
# shellcheck disable=SC2086
install_missing() {
	if has apt-get; then
		say "installing with apt:$debian"
		[ $dry_run = no ] || return 0
		as_root apt-get update -q </dev/null
		as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $debian </dev/null
	elif has brew; then
		say "installing with brew:$brew"
		[ $dry_run = no ] || return 0
		brew install $brew </dev/null
	else
		refuse "neither apt-get nor brew is here; install what is missing by hand (the names on Debian:$debian)"
	fi
}

need_go() {
	has go || refuse 'Go is missing: install Go 1.26 or newer from https://go.dev/dl/'
	# An older Go fetches the version that go.mod names, or says why it cannot.
	go version >/dev/null || refuse 'this Go cannot provide the version that go.mod names'
}

# --- check and test ----------------------------------------------------------

failed=''

check() { # check NAME COMMAND...: run it, say how long it took, remember a failure
	name=$1
	shift
	begun=$(date +%s)
	if "$@"; then verdict=ok; else verdict=FAILED failed="$failed $name"; fi
	say "$name: $verdict ($(($(date +%s) - begun)) s)"
}

formatted() {
	unformatted=$(gofmt -l .)
	[ -z "$unformatted" ] && return
	say "not formatted, run gofmt -w on:"
	say "$unformatted"
	return 1
}

begun_all=$(date +%s)
system=$(uname -s)
need_go
list_missing
if [ $lacks = yes ]; then
	install_missing
	if [ $dry_run = no ]; then
		list_missing
		[ $lacks = no ] || refuse 'still missing after the installation: see above'
	fi
fi
[ $lacks = yes ] || say 'PostgreSQL, Redis, Chromium, a Thai font, a C compiler and three accounting programs are here'
[ $dry_run = no ] || exit 0

check gofmt formatted
check 'go vet' go vet ./...
check staticcheck go tool staticcheck ./...
[ -z "$failed" ] || refuse "stopped before the tests: failed:$failed"

# One PostgreSQL and one Redis for all packages; see store/storetest/services.
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
check 'build the test servers' go build -o "$temporary/services" ./store/storetest/services
[ -z "$failed" ] || exit 1
say "checked in $(($(date +%s) - begun_all)) s; now every test with the race detector"
"$temporary/services" go test -race -timeout 20m ./...
