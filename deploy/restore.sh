#!/bin/sh
# Puts a backup of backup.sh into an empty database and has `sajja verify` recompute
# every balance in it. All or nothing: a restore that breaks off leaves the database
# empty.
#
#   DATABASE_URL=postgres://owner@host/new sh deploy/restore.sh FILE
#
# DATABASE_URL is the address of the new database's owner, who may make roles. SAJJA
# names the program, `sajja` on the PATH when left out. Afterwards run login.sh for
# the bot's login, and point the bot at the new database.
set -eu

[ $# -eq 1 ] || {
	printf 'usage: DATABASE_URL=... sh %s FILE\n' "$0" >&2
	exit 2
}
refuse() { printf '%s: %s\n' "$0" "$*" >&2; exit 1; }
file=$1
. "$(dirname -- "$0")/address.sh"
[ -r "$file" ] || refuse "cannot read $file"
pg_restore --list "$file" >/dev/null || refuse "$file is no backup"
command -v "${SAJJA:-sajja}" >/dev/null || refuse 'the program sajja is not on the PATH: name it in SAJJA'

ask() { psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 --dbname="$database" "$@"; }

tables=$(ask --command="SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
	WHERE c.relkind IN ('r', 'p', 'v') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')")
[ "$tables" -eq 0 ] || refuse "the database is not empty: it has $tables tables. Restore into a new one"

# The backup grants rights to this role and cannot make it: roles belong to the server.
ask --command="DO \$\$ BEGIN
	CREATE ROLE sajja_app NOLOGIN NOINHERIT NOBYPASSRLS;
EXCEPTION WHEN duplicate_object THEN NULL; END \$\$;
DO \$\$ BEGIN
	IF NOT pg_has_role(current_user, 'sajja_app', 'MEMBER') THEN
		EXECUTE format('GRANT sajja_app TO %I', current_user);
	END IF;
END \$\$"
pg_restore --dbname="$database" --no-owner --single-transaction --exit-on-error "$file"
ask --command='ANALYZE' # the planner knows nothing of fresh tables
"${SAJJA:-sajja}" verify
