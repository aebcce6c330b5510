#!/bin/sh
# Runs once, when the database is made: Kesan's role, which row-level security binds, and its database.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$KESAN_PASSWORD" --username postgres <<'SQL'
CREATE ROLE kesan LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE kesan OWNER kesan;
SQL
