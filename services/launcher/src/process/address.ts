// Addresses as nginx is told them, and as they are written in a URL.
import { isIPv6 } from 'node:net';

/** With a port: "127.0.0.1:8080", "[::1]:8080". */
export function inUrl(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** Whom to ask for a server that listens there: "all addresses" is none that can be asked. */
export function toAsk(address: string): string {
  const ownOf: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  return ownOf[address] ?? address;
}
