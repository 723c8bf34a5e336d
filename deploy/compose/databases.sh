#!/bin/sh
# A database and a role for each service; none may enter another's.
set -eu
for service in identity tokens notifications audit; do
  name=$(echo "$service" | tr '[:lower:]' '[:upper:]')_DATABASE_PASSWORD
  password=$(printenv "$name")
  psql -v ON_ERROR_STOP=1 -U postgres -v role="$service" -v password="$password" <<'SQL'
    CREATE ROLE :"role" LOGIN PASSWORD :'password';
    CREATE DATABASE :"role" OWNER :"role";
    REVOKE CONNECT ON DATABASE :"role" FROM PUBLIC;
SQL
done
