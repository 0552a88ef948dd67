#!/bin/sh
# Writes the whole database of Sajja into one file and checks that it can be read
# back. Money is in it, and people's names: only its owner may read the file; keep a
# copy on another machine, and try restore.sh on it now and then.
#
#   DATABASE_URL=postgres://owner@host/sajja sh deploy/backup.sh FOLDER [DAYS]
#
# DATABASE_URL is the owner's address. With DAYS, backups of this script in FOLDER
# that are older go afterwards, and only when the new one is whole. Needs pg_dump of
# the server's version or newer. The bot may go on working meanwhile.
set -eu
umask 077

case $# in
1 | 2) ;;
*)
	printf 'usage: DATABASE_URL=... sh %s FOLDER [DAYS]\n' "$0" >&2
	exit 2
	;;
esac
folder=$1 days=${2-}
case $days in *[!0-9]*)
	printf '%s: DAYS is a number, not %s\n' "$0" "$days" >&2
	exit 2
	;;
esac
. "$(dirname -- "$0")/address.sh"

mkdir -p -- "$folder"
file=$folder/sajja-$(date -u +%Y%m%dT%H%M%SZ).dump
trap 'rm -f -- "$file.part"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Owner and rights come from `sajja migrate` and login.sh on the new server.
pg_dump --dbname="$database" --format=custom --no-owner --file="$file.part"
pg_restore --list "$file.part" >/dev/null
mv -- "$file.part" "$file"
printf '%s\n' "$file"

if [ -n "$days" ]; then
	find "$folder" -maxdepth 1 -name 'sajja-*Z.dump' -type f -mtime +"$days" -exec rm -f -- {} +
fi
