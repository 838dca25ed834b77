// Finds this machine's address behind a host name that several machines share, to listen at.
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

/** Replaced in tests. */
interface Network {
  lookUp(name: string): Promise<readonly string[]>;
  ownAddresses(): readonly string[];
}

const thisMachine: Network = {
  lookUp: async (name) => (await lookup(name, { all: true })).map(({ address }) => address),
  ownAddresses: () =>
    Object.values(networkInterfaces()).flatMap((each) => (each ?? []).map(({ address }) => address)),
};

/**
 * In Compose a name in one network stands for all replicas of a service there. An address, or a name that is of no use,
 * is returned as it is, for `listen` to refuse or accept.
 */
export async function ownAddress(host: string, network = thisMachine): Promise<string> {
  const own = new Set(network.ownAddresses());
  const found = await network.lookUp(host).catch(() => []);
  return found.find((address) => own.has(address)) ?? host;
}
