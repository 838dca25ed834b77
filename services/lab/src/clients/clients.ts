// The page's clients, in memory: the one that has not been used for longest makes room.
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
import { createVisitor, type Visitor, type VisitorOptions } from './client.js';
import { toCredential } from './credential.js';

/** Each throws a Problem (404) where there is no client of that ID. */
export interface Clients {
  logIn(request: LogInRequest): Promise<ClientAndExchange>;
  paste(request: PasteRequest): LabClient;
  /** A client with the same credential, whom the balancer does not know. */
  copy(id: string): LabClient;
  ask(id: string, count: number): Promise<ClientAndExchanges>;
  logOut(id: string): Promise<ClientAndExchange>;
  refresh(id: string): Promise<ClientAndExchange>;
  /** One answer of each of these instances, in their order. */
  census(id: string, instances: readonly string[]): Promise<ClientAndExchanges>;
  forget(id: string): Promise<void>;
  close(): Promise<void>;
}

/** A room in which everybody has the page open. */
const most = 1000;

/** @param countInstances how many instances take requests */
export function createClients(url: URL, countInstances: () => Promise<number>): Clients {
  const visitors = new Map<string, Visitor>();
  let exchanges = 0;

  function add(options: Omit<VisitorOptions, 'url' | 'id' | 'nextId' | 'countInstances'>): Visitor {
    // Not by counting: after a restart another page would take a stranger's client for its own.
    const id = randomUUID();
    const nextId = () => {
      exchanges += 1;
      return exchanges;
    };
    const visitor = createVisitor({ url, id, nextId, countInstances, ...options });
    visitors.set(id, visitor);
    const [oldest] = visitors;
    if (visitors.size > most && oldest) {
      visitors.delete(oldest[0]);
      void oldest[1].close();
    }
    return visitor;
  }

  function find(id: string): Visitor {
    const visitor = visitors.get(id);
    if (!visitor)
      throw new Problem('not-found', `There is no client "${id}"; it may have made room for others.`);
    // A map keeps the order in which entries were made.
    visitors.delete(id);
    visitors.set(id, visitor);
    return visitor;
  }

  return {
    async logIn({ mode: name, username, password = 'demo', model = 'pinned', expiresInSeconds }) {
      const visitor = add({ mode: findMode(name), username, model });
      const wishes = expiresInSeconds === undefined ? {} : { expires_in: expiresInSeconds };
      const exchange = await visitor.logIn({ username, password, ...wishes });
      return { client: visitor.view(), exchange };
    },
    paste({ mode: name, credential: text }) {
      const mode = findMode(name);
      if (mode.credential === 'session' && /[;,"\\]/.test(text)) {
        const detail =
          'A cookie has no ; , " or \\ in its value (RFC 6265 §4.1.1); expected what is between = and ;.';
        throw new Problem('invalid-request', detail);
      }
      return add({ mode, username: '?', model: 'pinned', credential: toCredential(mode, text) }).view();
    },
    copy(id) {
      const { mode, username, credential, issuedBy } = find(id).view();
      // Who copied it keeps it, whatever an answer says.
      const model = 'pinned';
      return add({ mode: findMode(mode), username, model, credential, issuedBy, copyOf: id }).view();
    },
    async ask(id, count) {
      const visitor = find(id);
      const exchanges = await visitor.ask(count);
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
    async census(id, instances) {
      const visitor = find(id);
      const exchanges = await visitor.askAround(instances);
      return { client: visitor.view(), exchanges };
    },
    async forget(id) {
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
  return refresh ? 'gives one at a log-in, and takes it back when it was used twice' : 'gives none';
}

/** @throws LoadtestFailure that names all there are */
function findMode(name: string): Mode {
  return chooseModes(catalogue, [name])[0] as Mode;
}
