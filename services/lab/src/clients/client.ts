// One client of the page: a visitor with a connection and cookies of its own. Its requests go one after the other.

import { type Mode, sessionCookieName } from '@scale-out-lab/core';
import type { Credential, Exchange, ExchangeKind, LabClient } from '@scale-out-lab/core/wire';
import {
  type Answer,
  type CookieJar,
  createCookieJar,
  headerValues,
  openConnection,
  randomOpenRequests,
} from '@scale-out-lab/loadtest';
import { createQueue } from '../queue.js';
import { readGrant, readSessionCookie, showCredential } from './credential.js';
import { methodOf, pathOf, toExchange } from './exchange.js';

/** By which an instance lists the client's log-ins, and the map tells its requests from an experiment's. */
export const userAgent = 'the page of the scale-out lab';

export interface Visitor {
  view(): LabClient;
  logIn(body: object): Promise<Exchange>;
  /** Asks who it is, so many times. A renewal that is due comes first, and is among them. */
  ask(count: number): Promise<readonly Exchange[]>;
  logOut(): Promise<Exchange>;
  /** Undefined: it has nothing to renew with. */
  refresh(): Promise<Exchange | undefined>;
  /** As somebody whom the balancer does not know, until so many different instances have answered or it is no use. */
  askAround(instances: readonly string[]): Promise<readonly Exchange[]>;
  close(): Promise<void>;
}

export interface VisitorOptions {
  readonly url: URL;
  readonly id: string;
  readonly mode: Mode;
  readonly username: string;
  readonly model: LabClient['model'];
  readonly credential?: Credential | null;
  readonly issuedBy?: string | null;
  readonly copyOf?: string | null;
  /** How many instances take requests. */
  readonly countInstances: () => Promise<number>;
  /** Numbers the exchanges of all clients. */
  readonly nextId: () => number;
}

const json = { 'content-type': 'application/json' };
/** Beside other traffic the rotation is as good as chance: one of nine is missed once in 10^15 times. */
const triesPerInstance = 40;

export function createVisitor(options: VisitorOptions): Visitor {
  const { id, mode, username, model, copyOf = null, countInstances, nextId } = options;
  const connection = openConnection(options.url);
  /** The balancer's, by which a sticky mode finds its instance. */
  const affinity = createCookieJar();
  let { credential = null, issuedBy = null } = options;
  /** Who issued the token that it has by now. */
  let issuer = issuedBy;
  let renewAt = Number.POSITIVE_INFINITY;
  let isClosed = false;

  const inTurn = createQueue();

  async function exchange(
    kind: ExchangeKind,
    { body, jar = affinity }: { body?: object; jar?: CookieJar } = {},
  ) {
    const shown = kind === 'login' ? null : credential;
    const sentAt = new Date().toISOString();
    const start = performance.now();
    const { answer } = await connection.exchange({
      method: methodOf(kind),
      path: pathOf(mode.name, kind),
      headers: {
        accept: 'application/json',
        'user-agent': userAgent,
        ...showCredential(mode, shown, jar.header()),
        ...(body && json),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const durationMs = Math.round((performance.now() - start) * 1000) / 1000;
    const sent = { id: nextId(), kind, clientId: id, mode: mode.name, sentAt, durationMs };
    const issued = shown && issuer;
    return { answer, exchange: toExchange({ ...sent, credential: shown, issuedBy: issued }, answer) };
  }

  /**
   * Open requests turn the rotation by a random number of instances, so that chance picks the one that answers next.
   * Without them a lone visitor would meet the instances strictly in turn (decision 3).
   */
  async function breakPhase(): Promise<void> {
    if (mode.balancing !== 'round-robin') return;
    for (let left = randomOpenRequests(await countInstances()); left > 0 && !isClosed; left -= 1)
      await connection.exchange({
        method: 'GET',
        path: '/api/instance',
        headers: { 'user-agent': userAgent },
      });
  }

  /** The balancer's cookies are its own; what an answer does to the session's, a pinned client does not mind. */
  function notice(answer: Answer | undefined): void {
    if (!answer) return;
    const isOwn = (cookie: string) => cookie.startsWith(`${sessionCookieName(mode)}=`);
    affinity.store(headerValues(answer, 'set-cookie').filter((cookie) => !isOwn(cookie)));
    if (model === 'pinned' || credential?.kind !== 'session') return;
    const text = readSessionCookie(mode, answer);
    if (text === null) credential = null;
    else if (text !== undefined) credential = { ...credential, text };
  }

  function accept(answer: Answer | undefined, { servedBy }: Exchange): void {
    if (!answer) return;
    const granted = readGrant(mode, answer);
    if (!granted) return;
    credential = granted;
    issuer = servedBy;
    // Its times are whole seconds, so that up to one of those that were promised may be gone already.
    const lifeMs = Date.parse(granted.expiresAt ?? '') - Date.now() - 1000;
    renewAt = performance.now() + lifeMs / 2;
  }

  async function renew(): Promise<Exchange | undefined> {
    const token = credential?.refreshToken;
    if (!credential || !token) return undefined;
    const { answer, exchange: sent } = await exchange('refresh', { body: { refresh_token: token } });
    accept(answer, sent);
    notice(answer);
    // A refused one is refused for good; the access token lives on until it dies.
    if (answer?.status === 401) credential = { ...credential, refreshToken: null };
    return sent;
  }

  return {
    view: () => ({ id, mode: mode.name, username, model, credential, issuedBy, copyOf }),
    logIn: (body) =>
      inTurn(async () => {
        const { answer, exchange: sent } = await exchange('login', { body });
        notice(answer);
        accept(answer, sent);
        if (credential) issuedBy = sent.servedBy;
        return credential ? { ...sent, issuedBy } : sent;
      }),
    ask: (count) =>
      inTurn(async () => {
        const exchanges: Exchange[] = [];
        for (let asked = 0; asked < count && !isClosed; asked += 1) {
          // A thief renews nothing by itself, or the owner would notice at once.
          const renewal = copyOf === null && performance.now() >= renewAt ? await renew() : undefined;
          await breakPhase();
          const { answer, exchange: sent } = await exchange('me');
          notice(answer);
          exchanges.push(...(renewal ? [renewal, sent] : [sent]));
        }
        return exchanges;
      }),
    logOut: () =>
      inTurn(async () => {
        await breakPhase();
        const { answer, exchange: sent } = await exchange('logout');
        notice(answer);
        return sent;
      }),
    refresh: () => inTurn(renew),
    askAround: (instances) =>
      inTurn(async () => {
        const found = new Map<string, Exchange>();
        const most = triesPerInstance * instances.length;
        for (let tries = 0; tries < most && !isClosed; tries += 1) {
          const { exchange: sent } = await exchange('me', { jar: createCookieJar() });
          const { servedBy } = sent;
          if (servedBy !== null && !found.has(servedBy)) found.set(servedBy, sent);
          if (instances.every((each) => found.has(each))) break;
        }
        return instances.flatMap((each) => found.get(each) ?? []);
      }),
    async close() {
      isClosed = true;
      await connection.destroy();
    },
  };
}
