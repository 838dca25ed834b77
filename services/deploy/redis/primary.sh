#!/bin/sh
# Prints the address of the primary that the sentinels name, or nothing when none answers.
for number in 1 2 3; do
  sh /redis/ask.sh "sentinel-$number" 26379 SENTINEL GET-MASTER-ADDR-BY-NAME lab &
done | grep -m 1 '\.'
