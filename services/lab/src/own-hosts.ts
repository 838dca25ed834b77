// The addresses of this machine, written as in a URL, by which the other devices of a network reach it.
import { isIPv6 } from 'node:net';
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Bridges, tunnels and machines inside this machine: no phone in the room is in their networks. */
const virtual = /^(docker|br-|veth|virbr|vmnet|vboxnet|bridge|utun|tun|tap|wg|zt|tailscale|podman|cni)/;

/**
 * The hosts of a server that listens at this address: none for a loopback address, all addresses of this machine for
 * 0.0.0.0 (IPv4) and :: (both). Those that a phone can most likely reach come first.
 */
export function ownHosts(address: string, interfaces: Interfaces = networkInterfaces()): readonly string[] {
  if (isLoopback(address)) return [];
  if (address !== '0.0.0.0' && address !== '::') return [toHost(address)];
  const found = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      // A link-local address needs a zone, which a URL cannot have.
      .filter((info) => !info.internal && !info.address.startsWith('fe80:'))
      .filter(({ family }) => family === 'IPv4' || address === '::')
      .map((info) => ({ host: toHost(info.address), rank: rankOf(name, info) })),
  );
  return [...new Set(found.sort((a, b) => a.rank - b.rank).map(({ host }) => host))];
}

/** Whether only this machine reaches a server that listens there. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function rankOf(name: string, { family }: NetworkInterfaceInfo): number {
  return (virtual.test(name) ? 2 : 0) + (family === 'IPv4' ? 0 : 1);
}

function toHost(address: string): string {
  return isIPv6(address) ? `[${address}]` : address;
}
