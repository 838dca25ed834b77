#!/bin/sh
# Prints the answer of a server or sentinel to a command, or nothing when it refuses it or has not answered within a second.
# Usage: ask.sh <host> <port> <command> [<argument>]…
host=$1
port=$2
shift 2
REDISCLI_AUTH=$(cat /lab/redis/password) timeout 1 redis-cli -e --raw -h "$host" -p "$port" "$@" 2>/dev/null
