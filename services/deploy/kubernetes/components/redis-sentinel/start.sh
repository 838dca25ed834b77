#!/bin/sh
# Starts Redis or its sentinel, with the primary that the other sentinels name. Without an answer it is the first Redis.
# Usage: start.sh redis|sentinel
set -eu
names=redis.scale-out-lab.svc.cluster.local
own=$(hostname).$names
password=$(cat /lab/redis/password)

primary=
for number in 0 1 2; do
  [ -n "$primary" ] || primary=$(REDISCLI_AUTH=$password timeout 1 redis-cli --no-auth-warning -h "redis-$number.$names" \
    -p 26379 --raw SENTINEL get-master-addr-by-name lab 2>/dev/null | grep -m 1 "$names" || true)
done
primary=${primary:-redis-0.$names}

if [ "$1" = redis ]; then
  set -- --protected-mode no --save "" --maxmemory 192mb --maxmemory-policy noeviction --replica-announce-ip "$own"
  [ "$primary" = "$own" ] || set -- "$@" --replicaof "$primary 6379"
  exec redis-server /lab/redis/redis.conf "$@"
fi

# A sentinel writes what it learns into its configuration.
umask 077
cat >/data/sentinel.conf <<CONF
protected-mode no
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $own
sentinel monitor lab $primary 6379 2
sentinel auth-pass lab $password
sentinel down-after-milliseconds lab 1500
sentinel failover-timeout lab 5000
requirepass $password
CONF
exec redis-sentinel /data/sentinel.conf
