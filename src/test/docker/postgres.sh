#!/bin/sh
# What the official image of PostgreSQL does with the settings of docker-compose.yml and of the Kubernetes overlays, for one made of
# Debian's packages: as root, which it leaves, or as the user postgres, who then has to own PGDATA and be able to read the secret.
set -eu
export PATH="/usr/lib/postgresql/15/bin:$PATH" PGDATA="${PGDATA:-/var/lib/postgresql/data}"
if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" && chown -R postgres:postgres "$PGDATA" /run/postgresql
  # the secret may be for root only
  install -o postgres -m 400 "$POSTGRES_PASSWORD_FILE" /tmp/password
  export POSTGRES_PASSWORD_FILE=/tmp/password
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 > /dev/null
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  # answers on its socket only until it is set up
  pg_ctl -w -o "-c listen_addresses=''" start > /dev/null
  PGPASSWORD="$(cat "$POSTGRES_PASSWORD_FILE")" createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
  pg_ctl -w -m fast stop > /dev/null
fi
exec postgres -c listen_addresses='*'
