#!/bin/sh
# Runs a server of Redis behind sentinels. It follows the primary that they name; until one answers, `redis` is the primary.
# Usage: sentinel.sh <command> [<argument>]…
own=$(hostname -i)
dir=${REDIS_DATA:-/data}/sentinel/$(hostname)

# A primary that is back before its failover is empty, and its replicas would copy that.
for _ in $(seq 25); do
  primary=$(sh /redis/primary.sh)
  [ -z "$primary" ] && break
  sh /redis/ask.sh "$primary" 6379 ROLE | grep -qx master && break
  sleep 0.2
done
# At the first start the others may be a moment earlier than `redis`.
until [ -n "$primary" ]; do
  primary=$(getent hosts redis | cut -d ' ' -f 1)
  sleep 0.1
done

mkdir -p "$dir"
[ "$primary" = "$own" ] || set -- "$@" --replicaof "$primary" 6379
exec "$@" --dir "$dir" --repl-diskless-sync-delay 0 --shutdown-timeout 0
