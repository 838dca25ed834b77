// The page's clients, in memory. When there are too many, the least recently used one is evicted.
import { randomUUID } from 'node:crypto';
import { catalogue, type Mode, weakSecretMode } from '@scale-out-lab/core';
import type {
  ClientAndExchange,
  ClientAndExchanges,
  ClientAndLogIns,
  LabClient,
  LogInRequest,
  PasteRequest,
} from '@scale-out-lab/core/wire';
import { chooseModes } from '@scale-out-lab/loadtest';
import { Problem } from '../problem.js';
import { toCredential } from './credential.js';
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.js';

/** Each function with an ID throws a Problem (404) if no client has it. */
export type Clients = ReturnType<typeof createClients>;

/** Enough for a room full of open pages. */
const clientLimit = 1000;

/** @param countInstances the number of ready instances */
export function createClients(url: URL, countInstances: () => Promise<number>) {
  const visitors = new Map<string, Visitor>();
  let exchanges = 0;
  const nextId = () => {
    exchanges += 1;
    return exchanges;
  };

  function add(options: Omit<VisitorOptions, 'url' | 'clientId' | 'nextId' | 'countInstances'>): Visitor {
    // A random ID, since after a restart a counter would give the client of another page.
    const clientId = randomUUID();
    const visitor = createVisitor({ url, clientId, nextId, countInstances, ...options });
    visitors.set(clientId, visitor);
    const [oldest] = visitors;
    if (visitors.size > clientLimit && oldest) {
      visitors.delete(oldest[0]);
      void oldest[1].close();
    }
    return visitor;
  }

  function find(id: string): Visitor {
    const visitor = visitors.get(id);
    if (!visitor) {
      const detail = `Client "${id}" not found; it may have been evicted (limit: ${clientLimit}).`;
      throw new Problem('not-found', detail);
    }
    // A map keeps the order of insertion.
    visitors.delete(id);
    visitors.set(id, visitor);
    return visitor;
  }

  return {
    async logIn({ mode: name, username, password = 'demo', ...request }: LogInRequest) {
      const { model = 'pinned', expiresInSeconds, exclusive } = request;
      const visitor = add({ mode: findMode(name), username, model });
      const lifetime = expiresInSeconds === undefined ? {} : { expires_in: expiresInSeconds };
      const wishes = exclusive === undefined ? lifetime : { ...lifetime, exclusive };
      return withExchange(visitor, visitor.logIn({ username, password, ...wishes }));
    },
    paste({ mode: name, credential: text }: PasteRequest): LabClient {
      const mode = findMode(name);
      if (mode.credential === 'session' && /[;,"\\]/.test(text)) {
        const detail =
          'The value of a cookie has no ; , " or \\ (RFC 6265 §4.1.1); expected the text between = and ;.';
        throw new Problem('invalid-request', detail);
      }
      return add({ mode, username: '?', model: 'pinned', credential: toCredential(mode, text) }).view();
    },
    view: (id: string): LabClient => find(id).view(),
    /** A new client with the same credential, without the affinity cookie. */
    copy(id: string): LabClient {
      const { mode, username, credential, issuedBy, loggedInAt = null } = find(id).view();
      // A thief keeps the copy and ignores Set-Cookie.
      const model = 'pinned';
      const held = { credential, issuedBy, loggedInAt };
      return add({ mode: findMode(mode), username, model, ...held, copyOf: id }).view();
    },
    async sendRequests(id: string, count: number): Promise<ClientAndExchanges> {
      const visitor = find(id);
      const exchanges = await visitor.sendRequests(count);
      return { client: visitor.view(), exchanges };
    },
    async logOut(id: string) {
      const visitor = find(id);
      return withExchange(visitor, visitor.logOut());
    },
    async listLogIns(id: string): Promise<ClientAndLogIns> {
      const visitor = find(id);
      const listed = await visitor.listLogIns();
      return { client: visitor.view(), ...listed };
    },
    async endLogIn(id: string, logInId: string) {
      const visitor = find(id);
      return withExchange(visitor, visitor.endLogIn(logInId));
    },
    async refresh(id: string): Promise<ClientAndExchange> {
      const visitor = find(id);
      const exchange = await visitor.refresh();
      if (exchange) return { client: visitor.view(), exchange };
      const { mode } = visitor.view();
      const detail = `The client has no refresh token; ${mode} ${hint(findMode(mode))}.`;
      throw new Problem('no-refresh-token', detail);
    },
    /** One exchange with each of these instances, in their order. */
    async checkOnEveryInstance(id: string, instances: readonly string[]): Promise<ClientAndExchanges> {
      const visitor = find(id);
      const exchanges = await visitor.checkOnEveryInstance(instances);
      return { client: visitor.view(), exchanges };
    },
    async remove(id: string): Promise<void> {
      const visitor = find(id);
      visitors.delete(id);
      await visitor.close();
    },
    /** Like `remove`, but there may be none. */
    async evict(id: string): Promise<void> {
      const visitor = visitors.get(id);
      visitors.delete(id);
      await visitor?.close();
    },
    async clear(): Promise<void> {
      const cleared = [...visitors.values()];
      visitors.clear();
      await Promise.all(cleared.map((visitor) => visitor.close()));
    },
    async close(): Promise<void> {
      await Promise.all(Array.from(visitors.values(), (visitor) => visitor.close()));
    },
  };
}

async function withExchange(
  visitor: Visitor,
  sent: Promise<ClientAndExchange['exchange']>,
): Promise<ClientAndExchange> {
  const exchange = await sent;
  return { client: visitor.view(), exchange };
}

function hint({ refresh }: Mode): string {
  return refresh ? 'gives one at log-in, and revokes it when it is used twice' : 'gives none';
}

/** @throws ExitError that names every mode */
function findMode(name: string): Mode {
  return name === weakSecretMode.name ? weakSecretMode : (chooseModes(catalogue, [name])[0] as Mode);
}
