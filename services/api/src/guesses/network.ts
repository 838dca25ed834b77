// The network that guesses are counted for: an IPv4 address, or the /64 of an IPv6 address, which belongs to one customer.
import { isIPv6 } from 'node:net';

/** @param address as Node writes it, such as `203.0.113.7`, `::ffff:203.0.113.7` or `2001:db8::7` */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [text = address] = address.split('%');
  if (!isIPv6(text)) return text;
  const [head = '', tail] = text.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - after.length;
  const all = [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
