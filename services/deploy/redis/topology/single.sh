#!/bin/sh
# Runs the only server of Redis.
# Usage: single.sh <command> [<argument>]…
exec "$@"
