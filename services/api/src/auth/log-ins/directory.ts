// The log-ins of one user for the routes: what a user may see of them, and ending one by the name that is shown.
import type { FastifyRequest } from 'fastify';
import type { LogInDirectory } from '../contract.js';
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
    async list(request) {
      const { username, id: currentId } = await identify(request);
      const logIns = await store.list(username);
      return logIns.map(({ id, device, issuedBy, createdAt, expiresAt }) => ({
        id: publicName(id),
        device,
        createdAt: new Date(createdAt).toISOString(),
        expiresAt: new Date(expiresAt).toISOString(),
        issuedBy,
        current: id === currentId,
      }));
    },
    async end(request, name) {
      const { username } = await identify(request);
      const found = (await store.list(username)).find(({ id }) => publicName(id) === name);
      if (found) await store.end(found.id, found.expiresAt);
      return found !== undefined;
    },
  };
}
