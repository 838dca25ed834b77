#!/bin/sh
# Runs a server of Redis, or a sentinel, in its container. As long as the control room says so in a file, it stays down (crash) or
# does nothing (stall). The file has the name of the container's host; where there are several, that of the first is `redis-1`.
# Usage: hold.sh <folder> <command> [<argument>]…
file=$1/$(hostname)
shift
everyS=0.2

hold() {
  word=
  for each in "$file" "$file-1"; do
    [ -r "$each" ] && read -r word <"$each"
  done
  echo "$word"
}

while :; do
  trap 'exit 0' INT TERM
  while [ -n "$(hold)" ]; do sleep "$everyS"; done

  "$@" &
  child=$!
  # A stalled program gets SIGTERM once it continues.
  trap 'kill -s TERM "$child"; kill -s CONT "$child"; wait "$child"; exit' INT TERM
  while kill -s 0 "$child" 2>/dev/null; do
    case $(hold) in
    crash) kill -s KILL "$child" ;;
    stall) kill -s STOP "$child" ;;
    *) kill -s CONT "$child" ;;
    esac
    sleep "$everyS"
  done
  wait "$child"
  code=$?
  # Docker restarts what ends by itself. What is held keeps its container, and with it the address that the others know.
  [ -n "$(hold)" ] || exit "$code"
done
