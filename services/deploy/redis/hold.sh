#!/bin/sh
# Runs Redis in its container. As long as the control room says so in a file, Redis stays down (crash) or does nothing (stall).
# The file has the name of the container's host.
# Usage: hold.sh <folder> <command> [<argument>]…
file=$1/$(hostname)
shift
everyS=0.2

hold() {
  word=
  [ -r "$file" ] && read -r word <"$file"
  echo "$word"
}

trap 'exit 0' INT TERM
while [ -e "$file" ]; do sleep "$everyS"; done

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
