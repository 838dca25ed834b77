// A visitor of the page, with a connection and cookies of its own. Sends one request at a time.
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
import { credentialHeaders, readGrant, readSessionCookie } from './credential.js';
import { methodOf, pathOf, toExchange } from './exchange.js';

/** Names the device in the list of log-ins, and distinguishes a visitor's requests from those of an experiment. */
export const userAgent = 'the page of the scale-out lab';

export interface Visitor {
  view(): LabClient;
  logIn(body: object): Promise<Exchange>;
  /** Sends `GET /me` so often. The exchanges include a refresh that was due. */
  sendRequests(count: number): Promise<readonly Exchange[]>;
  logOut(): Promise<Exchange>;
  /** Undefined: it has no refresh token. */
  refresh(): Promise<Exchange | undefined>;
  /** One exchange with each instance that answered, without an affinity cookie. */
  checkOnEveryInstance(instances: readonly string[]): Promise<readonly Exchange[]>;
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
  /** The number of ready instances. */
  readonly countInstances: () => Promise<number>;
  /** Numbers the exchanges of all clients. */
  readonly nextId: () => number;
}

const json = { 'content-type': 'application/json' };
/** With other traffic the rotation is as good as random: of nine, one is missed with a probability of 10^-15. */
const triesPerInstance = 40;

export function createVisitor(options: VisitorOptions): Visitor {
  const { id, mode, username, model, copyOf = null, countInstances, nextId } = options;
  const connection = openConnection(options.url);
  /** The cookies of the balancer: session affinity. */
  const affinity = createCookieJar();
  let { credential = null, issuedBy = null } = options;
  /** The instance that issued the current credential; `issuedBy` is that of the log-in. */
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
        ...credentialHeaders(mode, shown, jar.header()),
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
   * Advances the rotation by a random number of open requests, so that the next instance is random. Otherwise the
   * instances would serve a lone visitor strictly in turn (decision 3).
   */
  async function advanceRotation(): Promise<void> {
    if (mode.balancing !== 'round-robin') return;
    for (let left = randomOpenRequests(await countInstances()); left > 0 && !isClosed; left -= 1)
      await connection.exchange({
        method: 'GET',
        path: '/api/instance',
        headers: { 'user-agent': userAgent },
      });
  }

  /** Keeps the balancer's cookies. A browser also obeys a changed session cookie; a pinned client ignores it. */
  function storeCookies(answer: Answer | undefined): void {
    if (!answer) return;
    const isOwn = (cookie: string) => cookie.startsWith(`${sessionCookieName(mode)}=`);
    affinity.store(headerValues(answer, 'set-cookie').filter((cookie) => !isOwn(cookie)));
    if (model === 'pinned' || credential?.kind !== 'session') return;
    const text = readSessionCookie(mode, answer);
    if (text === null) credential = null;
    else if (text !== undefined) credential = { ...credential, text };
  }

  function storeGrant(answer: Answer | undefined, { servedBy }: Exchange): void {
    if (!answer) return;
    const granted = readGrant(mode, answer);
    if (!granted) return;
    credential = granted;
    issuer = servedBy;
    // Token times are whole seconds, so the lifetime may be up to one second shorter.
    const lifeMs = Date.parse(granted.expiresAt ?? '') - Date.now() - 1000;
    renewAt = performance.now() + lifeMs / 2;
  }

  async function renew(): Promise<Exchange | undefined> {
    const token = credential?.refreshToken;
    if (!credential || !token) return undefined;
    const { answer, exchange: sent } = await exchange('refresh', { body: { refresh_token: token } });
    storeGrant(answer, sent);
    storeCookies(answer);
    // A refused refresh token is never accepted again; the access token stays valid until it expires.
    if (answer?.status === 401) credential = { ...credential, refreshToken: null };
    return sent;
  }

  return {
    view: () => ({ id, mode: mode.name, username, model, credential, issuedBy, copyOf }),
    logIn: (body) =>
      inTurn(async () => {
        const { answer, exchange: sent } = await exchange('login', { body });
        storeCookies(answer);
        storeGrant(answer, sent);
        if (credential) issuedBy = sent.servedBy;
        return credential ? { ...sent, issuedBy } : sent;
      }),
    sendRequests: (count) =>
      inTurn(async () => {
        const exchanges: Exchange[] = [];
        for (let asked = 0; asked < count && !isClosed; asked += 1) {
          // A copy is not refreshed: its owner would notice at once.
          const renewal = copyOf === null && performance.now() >= renewAt ? await renew() : undefined;
          await advanceRotation();
          const { answer, exchange: sent } = await exchange('me');
          storeCookies(answer);
          exchanges.push(...(renewal ? [renewal, sent] : [sent]));
        }
        return exchanges;
      }),
    logOut: () =>
      inTurn(async () => {
        await advanceRotation();
        const { answer, exchange: sent } = await exchange('logout');
        storeCookies(answer);
        return sent;
      }),
    refresh: () => inTurn(renew),
    checkOnEveryInstance: (instances) =>
      inTurn(async () => {
        const found = new Map<string, Exchange>();
        const maxTries = triesPerInstance * instances.length;
        for (let tries = 0; tries < maxTries && !isClosed; tries += 1) {
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
