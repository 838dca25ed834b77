// The log-ins of one user for the routes: what a user may see of them, and ending one by the name that is shown.
import type { FastifyRequest } from 'fastify';
import type { LogInDirectory, Place } from '../contract.js';
import type { LogInStore } from './log-in-store.js';

export interface DirectoryOptions {
  readonly store: LogInStore;
  /** The user who asks and the ID of the log-in that the request carries. @throws Problem */
  identify(request: FastifyRequest): Promise<{ username: string; id: string }>;
  /** The name under which a log-in is shown, where its ID itself is a credential. */
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

/** The oldest first; of those of one millisecond, by their names. */
function byAge(a: Place, b: Place): number {
  return a.createdAt - b.createdAt || (a.name < b.name ? -1 : Number(a.name > b.name));
}
