#!/bin/sh
# Makes the bot's login, or gives it a new password: a member of sajja_app and of
# nothing else. Run it after `sajja migrate`; it may be repeated.
#
#   DATABASE_URL=postgres://owner@host/sajja SERVICE_PASSWORD=... sh deploy/login.sh
#
# The bot's address is then the same with sajja_service and that password.
set -eu
folder=$(dirname -- "$0")
. "$folder/address.sh"
[ -n "${SERVICE_PASSWORD-}" ] || {
	printf '%s: set SERVICE_PASSWORD to the password that sajja_service is to have\n' "$0" >&2
	exit 2
}
export SERVICE_PASSWORD
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --dbname="$database" --file="$folder/login.sql"
