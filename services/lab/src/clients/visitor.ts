// A visitor of the page, with its own credential and cookies. Sends one request at a time.
import {
  type Credential,
  type Exchange,
  type ExchangeKind,
  type LabClient,
  type ListedLogIn,
  logInList,
} from '@scale-out-lab/core/wire';
import { type Answer, createCookieJar, headerValues, randomOpenRequests } from '@scale-out-lab/loadtest';
import pLimit from 'p-limit';
import Schema from 'typebox/schema';
import { cookieNames, readCookie, readGrant } from './credential.js';
import { type Carried, createSender, type SenderOptions } from './exchange.js';

export type Visitor = ReturnType<typeof createVisitor>;

export interface VisitorOptions extends SenderOptions {
  readonly username: string;
  readonly model: LabClient['model'];
  readonly credential?: Credential | null;
  readonly issuedBy?: string | null;
  readonly loggedInAt?: string | null;
  readonly copyOf?: string | null;
  /** The number of ready instances. */
  readonly countInstances: () => Promise<number>;
}

/** With other traffic the rotation is practically random: one of nine instances is missed with a probability below 10^-17. */
const triesPerInstance = 40;

export function createVisitor(options: VisitorOptions) {
  const { clientId: id, mode, username, model, copyOf = null, countInstances } = options;
  const sender = createSender(options);
  const names = cookieNames(mode, options.url);
  /** The cookies of the balancer: session affinity. */
  const affinity = createCookieJar();
  const inTurn = pLimit(1);
  let { credential = null, issuedBy = null, loggedInAt = null } = options;
  /** The instance that issued the current credential; `issuedBy` is that of the log-in. */
  let issuer = issuedBy;
  let renewAt = Number.POSITIVE_INFINITY;
  let isClosed = false;

  async function send(kind: ExchangeKind, body?: object): Promise<Exchange> {
    return (await sendAndRead(kind, { body })).exchange;
  }

  async function sendAndRead(kind: ExchangeKind, { body, logInId }: Pick<Carried, 'body' | 'logInId'>) {
    const carried = kind === 'login' ? null : credential;
    const cookies = affinity.header();
    const sent = { credential: carried, issuedBy: carried && issuer, cookies, body, logInId };
    const { answer, exchange } = await sender.send(kind, sent);
    if (answer) {
      storeCookies(answer);
      if (kind === 'login' || kind === 'refresh') storeGrant(answer, exchange);
    }
    return { answer, exchange };
  }

  /** Keeps the balancer's cookies. A browser also obeys a changed session cookie; a pinned client ignores it. */
  function storeCookies(answer: Answer): void {
    const isOwn = (cookie: string) => Object.values(names).some((name) => cookie.startsWith(`${name}=`));
    affinity.store(headerValues(answer, 'set-cookie').filter((cookie) => !isOwn(cookie)));
    if (model === 'pinned' || credential?.kind !== 'session') return;
    const text = readCookie(names.session, answer);
    const copy = readCookie(names.copy, answer);
    if (text === null) credential = null;
    else credential = { ...credential, ...(text !== undefined && { text }), ...(copy && { copy }) };
  }

  function storeGrant(answer: Answer, { servedBy }: Exchange): void {
    const granted = readGrant(mode, names, answer);
    if (!granted) return;
    credential = granted;
    issuer = servedBy;
    // Token times are whole seconds, so the lifetime may be up to one second shorter.
    const lifeMs = Date.parse(granted.expiresAt ?? '') - Date.now() - 1000;
    renewAt = performance.now() + lifeMs / 2;
  }

  async function renew(): Promise<Exchange | undefined> {
    const { refreshToken } = credential ?? {};
    if (!refreshToken) return undefined;
    const exchange = await send('refresh', { refresh_token: refreshToken });
    // A refused refresh token is never accepted again; the access token stays valid until it expires.
    if (credential && exchange.status === 401) credential = { ...credential, refreshToken: null };
    return exchange;
  }

  /**
   * Advances the rotation by a random number of open requests, so that the next instance is random. Otherwise the
   * instances would serve a lone visitor strictly in turn (decision 3).
   */
  async function advanceRotation(): Promise<void> {
    if (mode.balancing !== 'round-robin') return;
    for (let left = randomOpenRequests(await countInstances()); left > 0 && !isClosed; left -= 1)
      await sender.sendOpen();
  }

  async function listLogIns() {
    await advanceRotation();
    const { answer, exchange } = await sendAndRead('sessions', {});
    return { exchange, logIns: readLogIns(answer) };
  }

  async function endLogIn(logInId: string): Promise<Exchange> {
    await advanceRotation();
    return (await sendAndRead('end', { logInId })).exchange;
  }

  async function logIn(body: object): Promise<Exchange> {
    const exchange = await send('login', body);
    if (!credential) return exchange;
    issuedBy = exchange.servedBy;
    loggedInAt = exchange.sentAt;
    return { ...exchange, issuedBy };
  }

  async function sendRequests(count: number): Promise<readonly Exchange[]> {
    const exchanges: Exchange[] = [];
    for (let asked = 0; asked < count && !isClosed; asked += 1) {
      // A copy is not refreshed: its owner would detect the theft.
      const renewal = copyOf === null && performance.now() >= renewAt ? await renew() : undefined;
      if (renewal) exchanges.push(renewal);
      await advanceRotation();
      exchanges.push(await send('me'));
    }
    return exchanges;
  }

  async function checkOnEveryInstance(instances: readonly string[]): Promise<readonly Exchange[]> {
    const found = new Map<string, Exchange>();
    const maxTries = triesPerInstance * instances.length;
    for (let tries = 0; tries < maxTries && !isClosed; tries += 1) {
      const { exchange } = await sender.send('me', {
        credential,
        issuedBy: credential && issuer,
        cookies: undefined,
      });
      const { servedBy } = exchange;
      if (servedBy !== null && !found.has(servedBy)) found.set(servedBy, exchange);
      if (instances.every((each) => found.has(each))) break;
    }
    return instances.flatMap((each) => found.get(each) ?? []);
  }

  return {
    view: (): LabClient => ({
      ...{ id, mode: mode.name, username, model },
      ...{ credential, issuedBy, loggedInAt, copyOf },
    }),
    logIn: (body: object) => inTurn(logIn, body),
    /** Sends `GET /me` so often. The exchanges include a refresh that was due. */
    sendRequests: (count: number) => inTurn(sendRequests, count),
    logOut: () => inTurn(() => advanceRotation().then(() => send('logout'))),
    /** Requests the user's log-ins from the instance that the balancer picks; null if it refused. */
    listLogIns: () => inTurn(listLogIns),
    endLogIn: (logInId: string) => inTurn(endLogIn, logInId),
    /** Undefined: it has no refresh token. */
    refresh: () => inTurn(renew),
    /** One exchange with each instance that answered, without an affinity cookie. */
    checkOnEveryInstance: (instances: readonly string[]) => inTurn(checkOnEveryInstance, instances),
    async close() {
      isClosed = true;
      await sender.close();
    },
  };
}

/** The list in the answer; null if it has none. */
function readLogIns(answer: Answer | undefined): readonly ListedLogIn[] | null {
  if (answer?.status !== 200) return null;
  const body: unknown = JSON.parse(answer.body);
  return Schema.Check(logInList, body) ? body.sessions : null;
}
