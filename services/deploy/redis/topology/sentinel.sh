#!/bin/sh
# Runs a server of Redis behind sentinels. It follows the primary that they name, or else that of another server. At the first start
# neither knows one, and `redis` is the primary.
# Sentinels prefer the replica with the lowest REDIS_PRIORITY.
# Usage: sentinel.sh <command> [<argument>]…
own=$(hostname -i)
dir=${REDIS_DATA:-/data}/sentinel/$(hostname)

# The primary of each other server that answers: its own address, or the one that it follows.
primaries_of_others() {
  for node in redis redis-2 redis-3; do
    [ "$node" = "$(hostname)" ] && continue
    role=$(sh /redis/ask.sh "$node" 6379 ROLE)
    case $role in
    master*) getent hosts "$node" | cut -d ' ' -f 1 ;;
    slave*) echo "$role" | sed -n 2p ;;
    esac
  done
}

# A primary that is back before its failover is empty, and its replicas would copy that.
for _ in $(seq 25); do
  primary=$(sh /redis/primary.sh)
  [ -z "$primary" ] && break
  sh /redis/ask.sh "$primary" 6379 ROLE | grep -qx master && break
  sleep 0.2
done
until [ -n "$primary" ]; do
  primary=$({ sh /redis/primary.sh; primaries_of_others; } | head -n 1)
  # Without any other, `redis` waits: it must not become a primary beside the one that the others have.
  [ -n "$primary" ] || [ "$(hostname)" = redis ] || primary=$(getent hosts redis | cut -d ' ' -f 1)
  [ -n "$primary" ] || sleep 0.1
done

mkdir -p "$dir"
[ "$primary" = "$own" ] || set -- "$@" --replicaof "$primary" 6379
exec "$@" --dir "$dir" --replica-priority "${REDIS_PRIORITY:-100}" --repl-diskless-sync-delay 0 --shutdown-timeout 0
