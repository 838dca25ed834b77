#!/bin/sh
# Runs a sentinel. It watches the primary that the others name, or else `redis` with its two replicas.
primary=$(sh /redis/primary.sh)
if [ -z "$primary" ]; then
  # A sentinel that sees the primary before its replicas looks for them only ten seconds later.
  until sh /redis/ask.sh redis 6379 INFO replication | grep -q connected_slaves:2; do sleep 0.1; done
  primary=$(getent hosts redis | cut -d ' ' -f 1)
fi
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
