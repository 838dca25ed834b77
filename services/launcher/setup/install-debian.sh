#!/bin/sh
# Installs Debian packages as root without letting their services run, now or at the next boot: the lab starts its own
# nginx and Redis on ports of its own. Usage: install-debian.sh package…
set -eu
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1

# Package scripts ask this policy before they start a service. If the machine has none, it has ours for a moment.
policy=/usr/sbin/policy-rc.d
mark='# The scale-out lab put this here while it installs packages.'
if grep -qsF "$mark" "$policy"; then rm -f "$policy"; fi
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' HUP INT TERM
  printf '#!/bin/sh\n%s\nexit 101\n' "$mark" >"$policy"
  chmod 755 "$policy"
fi

# One unreachable source among several is no reason to give up: the installation says whether it mattered.
apt-get update || true
apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"

# A fresh package enables its service for the next boot, and a policy that was here before may have let it start.
for service in "$@"; do
  [ -e "/etc/init.d/$service" ] || [ -e "/usr/lib/systemd/system/$service.service" ] || continue
  if service "$service" status >/dev/null 2>&1; then service "$service" stop; fi
  update-rc.d "$service" disable
done
