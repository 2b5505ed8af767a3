#!/bin/sh
# Makes the secrets that compose.yml hands over, once; what is there stays. They belong into the backup, and nowhere else.
set -eu
cd -- "$(dirname -- "$(readlink -f -- "$0")")"
umask 077
mkdir -p secrets
random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
[ -e secrets/secret ] || random > secrets/secret
if [ ! -e secrets/database_password ]; then
  random > secrets/database_password
  printf 'postgres://pergel:%s@database:5432/pergel' "$(cat secrets/database_password)" > secrets/database_url
fi
# The folder is closed; the files are handed one by one to containers, whose users are not ours.
chmod 644 secrets/secret secrets/database_password secrets/database_url
echo "secrets/ holds the secrets; put it into the backup."
