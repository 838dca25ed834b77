#!/bin/sh
# Runs a sentinel. It watches the primary that the others name. At the first start none does, and it is `redis` with its two replicas.
primary=$(sh /redis/primary.sh)
until [ -n "$primary" ]; do
  # A sentinel that sees the primary before its replicas looks for them only ten seconds later.
  if sh /redis/ask.sh redis 6379 INFO replication | grep -q connected_slaves:2; then
    primary=$(getent hosts redis | cut -d ' ' -f 1)
  else
    sleep 0.1
    primary=$(sh /redis/primary.sh)
  fi
done
password=$(cat /lab/redis/password)
dir=${REDIS_DATA:-/data}/sentinel/$(hostname)
mkdir -p "$dir"

# A sentinel writes what it learns into its configuration. Its ID stays, or the others would count one more after a restart.
umask 077
cat >"$dir/sentinel.conf" <<CONF
dir $dir
protected-mode no
requirepass $password
sentinel myid $(hostname | sha1sum | cut -c -40)
sentinel sentinel-pass $password
sentinel monitor lab $primary 6379 2
sentinel auth-user lab replication
sentinel auth-pass lab $password
sentinel down-after-milliseconds lab 1500
sentinel failover-timeout lab 5000
CONF
exec redis-server "$dir/sentinel.conf" --sentinel
