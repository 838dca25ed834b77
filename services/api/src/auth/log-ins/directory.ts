// The log-ins of one user for the routes: the list that a user may see, and the end of one by its public name.
import type { FastifyRequest } from 'fastify';
import type { LogInDirectory, Place } from '../contract.js';
import type { LogInStore } from './log-in-store.js';

export interface DirectoryOptions {
  readonly store: LogInStore;
  /** The user and the log-in of the request. @throws Problem */
  identify(request: FastifyRequest): Promise<{ username: string; id: string }>;
  /** The public name of a log-in whose ID is a credential. */
  publicName?(id: string): string;
}

export function logInDirectory({
  store,
  identify,
  publicName = (id) => id,
}: DirectoryOptions): LogInDirectory {
  return {
    async list(request, { limit, after }) {
      const { username, id: currentId } = await identify(request);
      const named = (await store.list(username)).map((logIn) => ({ ...logIn, name: publicName(logIn.id) }));
      const rest = named.sort(byAge).filter((logIn) => !after || byAge(logIn, after) > 0);
      const page = rest.slice(0, limit);
      const logIns = page.map(({ id, name, device, issuedBy, createdAt, expiresAt }) => ({
        id: name,
        device,
        createdAt: new Date(createdAt).toISOString(),
        expiresAt: new Date(expiresAt).toISOString(),
        issuedBy,
        current: id === currentId,
      }));
      return { logIns, last: rest.length > limit ? page.at(-1) : undefined };
    },
    async end(request, name) {
      const { username } = await identify(request);
      const found = (await store.list(username)).find(({ id }) => publicName(id) === name);
      if (found) await store.end(found.id, found.expiresAt);
      return found !== undefined;
    },
  };
}

/** The oldest first. Those of the same millisecond are sorted by name. */
function byAge(a: Place, b: Place): number {
  return a.createdAt - b.createdAt || (a.name < b.name ? -1 : Number(a.name > b.name));
}
