// The name of an instance: in a container the replica's, such as `api-2`; elsewhere the machine's.
import { Resolver } from 'node:dns/promises';
import { hostname, networkInterfaces } from 'node:os';

/** A name for this instance that is unique in its cluster, survives a restart, and can be read aloud. */
export async function findInstanceId(): Promise<string> {
  return (await replicaName()) ?? toInstanceId(hostname());
}

/** Docker's name for this container: `api-2`, from `lab-api-2.lab_default`. Undefined outside of Docker. */
async function replicaName(): Promise<string | undefined> {
  // Docker names a container's host after its ID. Only Docker's name server has the replica's name.
  if (!/^[0-9a-f]{12}$/.test(hostname())) return undefined;
  const resolver = new Resolver({ timeout: 500, tries: 2 });
  const names = await Promise.all(ownAddresses().map((address) => pointersOf(resolver, address)));
  return names.flat().map(parseReplica).find(Boolean);
}

/** `api-2` from the name that Compose gives a container, `<project>-<service>-<number>.<network>`. */
export function parseReplica(name: string): string | undefined {
  return /^[^.]*?([a-z0-9]+-[0-9]+)\./.exec(name)?.[1];
}

/** The nearest name of letters, digits and hyphens. */
export function toInstanceId(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63);
  return id || 'instance';
}

function ownAddresses(): readonly string[] {
  const interfaces = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return interfaces.filter((each) => each.family === 'IPv4' && !each.internal).map((each) => each.address);
}

/** Queries the pointer record itself: /etc/hosts would answer a look-up by address with the ID only. */
async function pointersOf(resolver: Resolver, address: string): Promise<readonly string[]> {
  const name = `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  return resolver.resolvePtr(name).catch(() => []);
}
