# Sourced by login.sh, backup.sh and restore.sh. Takes the password out of DATABASE_URL, for
# a command line can be read by everybody on the machine and the environment cannot.
# Sets $database, an address without a password, and PGPASSWORD.
# shellcheck shell=sh

[ -n "${DATABASE_URL-}" ] || {
	printf '%s: set DATABASE_URL to the owner'\''s address of the database\n' "$0" >&2
	exit 2
}

# percent_decoded TEXT: an address spells some characters as %XX.
percent_decoded() {
	text=$1 LC_ALL=C awk 'BEGIN {
		text = ENVIRON["text"]
		digits = "0123456789abcdef"
		while (match(text, /%[0-9A-Fa-f][0-9A-Fa-f]/)) {
			code = tolower(substr(text, RSTART + 1, 2))
			value = 16 * (index(digits, substr(code, 1, 1)) - 1) + index(digits, substr(code, 2, 1)) - 1
			printf "%s%c", substr(text, 1, RSTART - 1), value
			text = substr(text, RSTART + 3)
		}
		printf "%s", text
	}'
}

spelled=$(printf '%s' "$DATABASE_URL" | sed -n 's#^[a-z]*://[^:/@?]*:\([^@/?]*\)@.*#\1#p')
# shellcheck disable=SC2034 # for who sources this
database=$(printf '%s' "$DATABASE_URL" | sed 's#^\([a-z]*://[^:/@?]*\):[^@/?]*@#\1@#')
if [ -n "$spelled" ]; then
	PGPASSWORD=$(percent_decoded "$spelled")
	export PGPASSWORD
fi
