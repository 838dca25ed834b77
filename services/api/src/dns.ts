// DNS look-ups of an instance: its own name, the address at which it listens, and the address of Redis.
import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

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

/** The time limit of the system, which answers from its own files at once. */
const systemTimeoutMs = 200;

type FindAddresses = (name: string) => Promise<readonly LookupAddress[]>;
const findBySystem: FindAddresses = (name) => lookup(name, { all: true });

/**
 * The look-up of a host name for connections that must not wait: it ends within two thirds of a second. It queries the name
 * servers, and the system only if they give no address, as for a name in /etc/hosts. The name of a stopped container does not resolve.
 * Without a name server (on a train) the system would then search for ten seconds, in one of the few threads that also hash
 * passwords, and long after the container is back.
 */
export function lookUpWith(
  createResolver: () => Pick<Resolver, 'resolve4'>,
  bySystem: FindAddresses = findBySystem,
): LookupFunction {
  const queryOnce = shareUnderWay(bySystem);
  async function find(name: string): Promise<readonly LookupAddress[]> {
    // No name server has it (RFC 6761 §6.3), and the system need not search for it.
    if (name === 'localhost') return queryOnce(name);
    try {
      // A resolver reads the addresses of the name servers once, and they change with the network.
      return (await createResolver().resolve4(name)).map((address) => ({ address, family: 4 }));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ETIMEOUT') throw error;
      return Promise.race([queryOnce(name), failLater(name)]);
    }
  }
  return (name, { all }, callback) => {
    const found = (addresses: readonly LookupAddress[]) => {
      const [{ address, family } = { address: '', family: 4 }] = addresses;
      return all ? callback(null, [...addresses]) : callback(null, address, family);
    };
    find(name).then(found, (error: NodeJS.ErrnoException) => callback(error, ''));
  };
}

/** A search by the system cannot be stopped, so that each further one for the same name would take one more thread. */
function shareUnderWay(find: FindAddresses): FindAddresses {
  const underWay = new Map<string, ReturnType<FindAddresses>>();
  return (name) => {
    const search = underWay.get(name) ?? find(name).finally(() => underWay.delete(name));
    underWay.set(name, search);
    return search;
  };
}

async function failLater(name: string): Promise<never> {
  await sleep(systemTimeoutMs, undefined, { ref: false });
  throw Object.assign(new Error(`The look-up of ${name} took too long.`), { code: 'ETIMEOUT' });
}

export const lookUp = lookUpWith(() => new Resolver({ timeout: 200, tries: 1 }));
