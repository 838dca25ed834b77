#!/bin/sh
# Outlives the launcher by a moment. Each line of stdin names all process groups that run now; when stdin ends, however
# the launcher ended, those that are left are killed and the temporary folder is removed. Usage: guardian.sh <folder>
trap '' HUP INT TERM
groups=
while read -r line; do groups=$line; done
for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
# A process that is just dying may still add a file.
rm -rf -- "$1" 2>/dev/null || { sleep 1; rm -rf -- "$1"; }
