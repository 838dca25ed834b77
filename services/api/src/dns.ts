// What an instance learns from DNS: its own name, the address at which it listens, and the address of Redis.
import { lookup as lookUpBySystem } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
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
  const external = interfaces().filter(({ family, internal }) => family === 'IPv4' && !internal);
  const names = await Promise.all(external.map(({ address }) => pointersOf(resolver, address)));
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

function interfaces() {
  return Object.values(networkInterfaces()).flatMap((each) => each ?? []);
}

/** Queries the pointer record itself: /etc/hosts would answer a look-up by address with the ID only. */
async function pointersOf(resolver: Resolver, address: string): Promise<readonly string[]> {
  const name = `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  return resolver.resolvePtr(name).catch(() => []);
}

/** Replaced in tests. */
const thisMachine = {
  lookUp: async (name: string) => (await lookup(name, { all: true })).map(({ address }) => address),
  ownAddresses: () => interfaces().map(({ address }) => address),
};

/**
 * This machine's address behind a host name that several machines share. In Compose a name in one network stands for all replicas of a service there. An
 * address, or a name that is of no use, is returned as it is, for `listen` to refuse or accept.
 */
export async function ownAddress(host: string, network = thisMachine): Promise<string> {
  const own = new Set(network.ownAddresses());
  const found = await network.lookUp(host).catch(() => []);
  return found.find((address) => own.has(address)) ?? host;
}

/**
 * The look-up of a host name for connections that must not wait: it ends within half a second. It queries the name servers,
 * and the system only if they answer that they do not have the name. The name of a stopped container is gone. Without a name
 * server (on a train) the system would then search for ten seconds, in one of the few threads that also hash passwords, and
 * long after the container is back.
 */
export function lookUpWith(resolver: Pick<Resolver, 'resolve4'>): LookupFunction {
  return (name, options, callback) => {
    const found = (addresses: readonly string[]) => {
      const [address = ''] = addresses;
      if (!options.all) return callback(null, address, 4);
      return callback(
        null,
        addresses.map((each) => ({ address: each, family: 4 })),
      );
    };
    const failed = (error: NodeJS.ErrnoException) =>
      error.code === 'ETIMEOUT' ? callback(error, '') : lookUpBySystem(name, options, callback);
    resolver.resolve4(name).then(found, failed);
  };
}

export const lookUp = lookUpWith(new Resolver({ timeout: 200, tries: 1 }));
