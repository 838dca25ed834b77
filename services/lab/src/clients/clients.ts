// The page's clients, in memory. When there are too many, the least recently used one is evicted.

import { randomUUID } from 'node:crypto';
import { catalogue, type Mode } from '@scale-out-lab/core';
import type {
  ClientAndExchange,
  ClientAndExchanges,
  LabClient,
  LogInRequest,
  PasteRequest,
} from '@scale-out-lab/core/wire';
import { chooseModes } from '@scale-out-lab/loadtest';
import { Problem } from '../problem.js';
import { toCredential } from './credential.js';
import { createVisitor, type Visitor, type VisitorOptions } from './visitor.js';

/** Each throws a Problem (404) if no client has that ID. */
export interface Clients {
  logIn(request: LogInRequest): Promise<ClientAndExchange>;
  paste(request: PasteRequest): LabClient;
  /** A new client with the same credential, without the affinity cookie. */
  copy(id: string): LabClient;
  sendRequests(id: string, count: number): Promise<ClientAndExchanges>;
  logOut(id: string): Promise<ClientAndExchange>;
  refresh(id: string): Promise<ClientAndExchange>;
  /** One exchange with each of these instances, in their order. */
  checkOnEveryInstance(id: string, instances: readonly string[]): Promise<ClientAndExchanges>;
  remove(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Enough for a room full of open pages. */
const clientLimit = 1000;

/** @param countInstances the number of ready instances */
export function createClients(url: URL, countInstances: () => Promise<number>): Clients {
  const visitors = new Map<string, Visitor>();
  let exchanges = 0;

  function add(options: Omit<VisitorOptions, 'url' | 'id' | 'nextId' | 'countInstances'>): Visitor {
    // A random ID, since after a restart a counter would give the client of another page.
    const id = randomUUID();
    const nextId = () => {
      exchanges += 1;
      return exchanges;
    };
    const visitor = createVisitor({ url, id, nextId, countInstances, ...options });
    visitors.set(id, visitor);
    const [oldest] = visitors;
    if (visitors.size > clientLimit && oldest) {
      visitors.delete(oldest[0]);
      void oldest[1].close();
    }
    return visitor;
  }

  function find(id: string): Visitor {
    const visitor = visitors.get(id);
    if (!visitor)
      throw new Problem(
        'not-found',
        `Client "${id}" not found; it may have been evicted (limit: ${clientLimit}).`,
      );
    // A map keeps the order of insertion.
    visitors.delete(id);
    visitors.set(id, visitor);
    return visitor;
  }

  return {
    async logIn({ mode: name, username, password = 'demo', model = 'pinned', expiresInSeconds }) {
      const visitor = add({ mode: findMode(name), username, model });
      const lifetime = expiresInSeconds === undefined ? {} : { expires_in: expiresInSeconds };
      const exchange = await visitor.logIn({ username, password, ...lifetime });
      return { client: visitor.view(), exchange };
    },
    paste({ mode: name, credential: text }) {
      const mode = findMode(name);
      if (mode.credential === 'session' && /[;,"\\]/.test(text)) {
        const detail =
          'The value of a cookie has no ; , " or \\ (RFC 6265 §4.1.1); expected the text between = and ;.';
        throw new Problem('invalid-request', detail);
      }
      return add({ mode, username: '?', model: 'pinned', credential: toCredential(mode, text) }).view();
    },
    copy(id) {
      const { mode, username, credential, issuedBy } = find(id).view();
      // A thief keeps the copy, whatever Set-Cookie says.
      const model = 'pinned';
      return add({ mode: findMode(mode), username, model, credential, issuedBy, copyOf: id }).view();
    },
    async sendRequests(id, count) {
      const visitor = find(id);
      const exchanges = await visitor.sendRequests(count);
      return { client: visitor.view(), exchanges };
    },
    async logOut(id) {
      const visitor = find(id);
      const exchange = await visitor.logOut();
      return { client: visitor.view(), exchange };
    },
    async refresh(id) {
      const visitor = find(id);
      const exchange = await visitor.refresh();
      if (exchange) return { client: visitor.view(), exchange };
      const { mode } = visitor.view();
      throw new Problem(
        'no-refresh-token',
        `The client has no refresh token; ${mode} ${hint(findMode(mode))}.`,
      );
    },
    async checkOnEveryInstance(id, instances) {
      const visitor = find(id);
      const exchanges = await visitor.checkOnEveryInstance(instances);
      return { client: visitor.view(), exchanges };
    },
    async remove(id) {
      const visitor = find(id);
      visitors.delete(id);
      await visitor.close();
    },
    async close() {
      await Promise.all(Array.from(visitors.values(), (visitor) => visitor.close()));
    },
  };
}

function hint({ refresh }: Mode): string {
  return refresh ? 'gives one at log-in, and revokes it when it is used twice' : 'gives none';
}

/** @throws ExitError that names every mode */
function findMode(name: string): Mode {
  return chooseModes(catalogue, [name])[0] as Mode;
}
