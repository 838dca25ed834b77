// Where to listen when a name stands for several machines: at the address that is this machine's.
import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

/** What can be replaced in a test. */
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
