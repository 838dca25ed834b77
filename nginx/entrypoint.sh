#!/bin/sh
# The entry of nginx's container: with LAB_TLS=on, both ports speak TLS and the cookie of the affinity gets its protected name.
set -eu
if [ "${LAB_TLS:-off}" = on ]; then
  export LISTEN="$LISTEN ssl" STORAGE_LISTEN="$STORAGE_LISTEN ssl" TLS='include conf.d/tls.inc;'
  export LOG_IN_AFFINITY='sticky cookie __Host-route path=/ httponly secure samesite=lax;'
fi
exec /docker-entrypoint.sh nginx -g 'daemon off;'
