#!/bin/sh
# Runs a node of a Redis Cluster of three primaries and a replica of each. The nodes meet by name at every start, because a
# container may come back at another address.
# Usage: cluster.sh <command> [<argument>]…
nodes='redis redis-2 redis-3 redis-4 redis-5 redis-6'
own=$(hostname)
number=$(echo "$nodes" | tr ' ' '\n' | grep -nx "$own" | cut -d : -f 1)
dir=${REDIS_DATA:-/data}/cluster/$own

ask() { sh /redis/ask.sh "$own" 6379 "$@"; }
ask_others() {
  for node in $nodes; do
    [ "$node" = "$own" ] || sh /redis/ask.sh "$node" 6379 "$@" &
  done
}

# Ends when this node reaches all others, and has slots or a primary.
join() {
  until ask PING | grep -q PONG; do sleep 0.1; done
  ask CLUSTER SET-CONFIG-EPOCH "$number"
  until [ "$(ask CLUSTER NODES | grep -c '\(master\|slave\) .* connected')" = 6 ]; do
    for node in $nodes; do
      [ "$node" = "$own" ] || ask CLUSTER MEET "$(getent hosts "$node" | cut -d ' ' -f 1)" 6379
    done
    sleep 0.5
  done
  first=$((16384 * ((number - 1) % 3) / 3))
  until ask CLUSTER NODES | grep -q 'myself,slave\|myself,master .* connected [0-9]'; do
    # A node that comes back without its data finds its slots at another node.
    primary=$(ask CLUSTER NODES | grep -v fail | sed -n "s/ .* connected $first-.*//p")
    if [ -z "$primary" ] && [ "$number" -gt 3 ]; then
      primary=$(sh /redis/ask.sh "$(echo "$nodes" | cut -d ' ' -f $((number - 3)))" 6379 CLUSTER MYID)
    fi
    if [ -n "$primary" ]; then
      ask CLUSTER REPLICATE "$primary"
    # Slots last: a node that reports all of them has replicas everywhere.
    elif ask INFO replication | grep -q connected_slaves:1; then
      ask CLUSTER ADDSLOTSRANGE "$first" $((16384 * number / 3 - 1))
    fi
    sleep 0.1
  done
}

mkdir -p "$dir"
# A primary that is back before its failover is empty, and its replica would copy that.
id=$(sed -n 's/ .*myself.*//p' "$dir/nodes.conf" 2>/dev/null)
for _ in $(seq 25); do
  [ -n "$id" ] && ask_others CLUSTER NODES | grep -q "^$id .*[0-9]-[0-9]*$" || break
  sleep 0.2
done

(join >/dev/null &)
exec "$@" --dir "$dir" --repl-diskless-sync-delay 0 --shutdown-timeout 0 --cluster-enabled yes \
  --cluster-announce-ip "$(hostname -i)" --cluster-node-timeout 1000 --cluster-require-full-coverage no
