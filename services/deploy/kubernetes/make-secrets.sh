#!/bin/sh
# Makes the secrets of the lab as files, unless they exist; Kustomize turns them into Secrets. None of them belongs in Git.
# Usage: make-secrets.sh
set -eu
command -v openssl >/dev/null || { echo 'openssl is missing; install it.' >&2; exit 3; }
umask 077
cd "$(dirname "$0")"
make_secret() {
  [ -s "$1" ] && return
  secret=$(openssl rand -base64 32) # in a pipeline its failure would be lost
  printf %s "$secret" | tr '+/' '-_' | tr -d '=\n' >"$1"
}
redis=components/redis-clients/secrets
mkdir -p base/secrets $redis
for name in session-secret jwt-secret control-token; do make_secret base/secrets/$name; done
make_secret $redis/password
# Redis reads its password from its configuration: anyone who lists processes can read a command line.
printf 'requirepass "%s"\nmasterauth "%s"\n' "$(cat $redis/password)" "$(cat $redis/password)" >$redis/redis.conf
