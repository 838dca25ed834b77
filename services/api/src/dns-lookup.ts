// Looks up the address of a host name within half a second, for connections that must not wait.
import { lookup } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

/**
 * Asks the name servers, and the system only if they answer that they do not have the name. The name of a stopped
 * container is gone. Without a name server (on a train) the system would then search for ten seconds, in one of the few
 * threads that also hash passwords, and long after the container is back.
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
      error.code === 'ETIMEOUT' ? callback(error, '') : lookup(name, options, callback);
    resolver.resolve4(name).then(found, failed);
  };
}

export const lookUp = lookUpWith(new Resolver({ timeout: 200, tries: 1 }));
