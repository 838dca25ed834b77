// The log-ins of one user for the routes: the description of a new one, the list that the user may see, and the end of one by its
// public name.
import type { FastifyRequest } from 'fastify';
import type { LogInDirectory, Place } from '../contract.js';
import type { LogIn, LogInStore } from './log-in-store.js';

interface DirectoryOptions {
  readonly store: LogInStore;
  /** The user and the log-in of the request. @throws Problem */
  identify(request: FastifyRequest): Promise<{ username: string; id: string }>;
  /** The public name of a log-in with a secret ID. */
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
    async endFrom({ username, session }) {
      const found = (await store.list(username)).filter(
        ({ providerSession }) => session === undefined || providerSession === session,
      );
      for (const { id, expiresAt } of found) await store.end(id, expiresAt);
      return found.length;
    },
  };
}

/** The oldest first. Those of the same millisecond are sorted by name. */
function byAge(a: Place, b: Place): number {
  return a.createdAt - b.createdAt || (a.name < b.name ? -1 : Number(a.name > b.name));
}

const longestDevice = 120;
/** Characters that a terminal or a page would obey: controls, and changes of the writing direction. */
const acting = /[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu;

interface Terms {
  readonly username: string;
  readonly providerSession?: string | undefined;
  readonly issuedBy: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly seconds: number;
}

export function describeLogIn(request: FastifyRequest, terms: Terms): LogIn {
  const { username, issuedBy, now, seconds, providerSession } = terms;
  const device = readDevice(request.headers['user-agent'] ?? '') || 'unknown';
  const times = { createdAt: now, expiresAt: now + seconds * 1000 };
  return { username, issuedBy, device, ...times, ...(providerSession !== undefined && { providerSession }) };
}

/** Node decodes a header as Latin-1, one character a byte. Clients that send more than ASCII mostly send UTF-8. */
function readDevice(header: string): string {
  const characters = Array.from(decodeUtf8(header).replaceAll(acting, '\u{fffd}'));
  return characters.slice(0, longestDevice).join('');
}

function decodeUtf8(header: string): string {
  try {
    return utf8.decode(Buffer.from(header, 'latin1'));
  } catch {
    return header;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
