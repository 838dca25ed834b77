// The address behind a host name, for connections that must not wait for it: found or not within half a second.
import { lookup } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';

/**
 * Asks the name servers, and the system only if they answer that they do not know the name. A container that stops
 * takes its name along, and where no name server answers (on a train) the system would search for ten seconds: in one
 * of the few threads on which passwords are hashed too, and long after the container is back.
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
