// A small lab for tests: the same contract, implemented independently, with faults on demand and its own counts.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ExperimentName } from '@scale-out-lab/core';
import { listen } from '@scale-out-lab/core/testing/listen';
import type { Trial } from '@scale-out-lab/core/wire';
import type { TrialPlan } from '../experiments/experiment.js';
import { runTrials } from '../runner/run-trial.js';
import { createGuesses, createLogIns, kindOf, type LogIn, type LogInFaults } from './lab-log-ins.js';

export interface LabOptions extends LogInFaults {
  readonly instances?: number;
  /** How the instance is chosen: in strict rotation, or once for each connection. */
  readonly pick?: 'rotation' | 'connection';
  /** The last instance gets none of this many first requests. */
  readonly excludesLastFor?: number;
  /** Whether an instance clears the cookie of an unknown session. */
  readonly clearsCookie?: boolean;
  /** One in this many logged-in requests has this fault. */
  readonly wrongUserEvery?: number;
  readonly dropEvery?: number;
  readonly badGatewayEvery?: number;
  /** For one in this many requests of any kind, the connection is reset before the first byte of the answer. */
  readonly resetEvery?: number;
  /** A connection is closed after this many answers. */
  readonly keepAliveLimit?: number;
  /** This many log-ins get a 503 with `Retry-After: 1`. */
  readonly delaysLogIns?: number;
  /** The status of every log-in that is not accepted. */
  readonly refuseLogIns?: number;
  /** Whether each instance counts wrong passwords for itself, although they share a store. */
  readonly countsGuessesApart?: boolean;
  readonly guessWindowSeconds?: number;
  /** The status of every refresh. */
  readonly refuseRefreshes?: number;
  /** Logged-in requests that are never answered. */
  readonly hangs?: boolean;
  /** The body of `GET /api/modes`; without it the route is missing. */
  readonly modes?: unknown;
}

export interface LabServer {
  readonly url: URL;
  /** The counts of the server itself. */
  readonly counts: Record<
    'logIns' | 'refreshes' | 'requests' | 'ok' | 'refused' | 'wrong' | 'dropped' | 'badGateway',
    number
  >;
  /** The instance of each logged-in request, in order, by user. */
  readonly reached: Map<string, number[]>;
  readonly connections: () => number;
  /** The header `X-Request-Id` of every request that has one, in the order of arrival. */
  readonly requestIds: readonly string[];
  close(): Promise<void>;
}

export async function startLabServer(options: LabOptions = {}): Promise<LabServer> {
  const { instances = 3, pick = 'rotation' } = options;
  const counts = {
    logIns: 0,
    refreshes: 0,
    requests: 0,
    ok: 0,
    refused: 0,
    wrong: 0,
    dropped: 0,
    badGateway: 0,
  };
  const reached = new Map<string, number[]>();
  const logIns = createLogIns(instances, options);
  const guesses = createGuesses(
    (mode) => !options.countsGuessesApart && sharesStore(mode),
    options.guessWindowSeconds,
  );
  const connectionNumbers = new Map<Socket, number>();
  const requestIds: string[] = [];
  let turn = 0;

  const server = createServer(async (request, response) => {
    const connection = connectionNumbers.get(request.socket) ?? 0;
    turn += 1;
    const requestId = request.headers['x-request-id'];
    if (typeof requestId === 'string') requestIds.push(requestId);
    if (turn % (options.resetEvery ?? Number.POSITIVE_INFINITY) === 0) {
      request.socket.resetAndDestroy();
      return;
    }
    const reachable = turn > (options.excludesLastFor ?? 0) ? instances : instances - 1;
    const instance = (pick === 'rotation' ? turn : connection) % reachable;
    response.setHeader('x-INSTANCE-id', `test-${instance + 1}`);
    const [, api, mode = '', action] = (request.url ?? '').split('/');
    if (api !== 'api') return send(response, 404, {});
    if (mode === 'instance') {
      const now = new Date(logIns.now(instance)).toISOString();
      return send(response, 200, { more: true, instanceId: `test-${instance + 1}`, now });
    }
    if (mode === 'modes') return send(response, options.modes ? 200 : 404, options.modes ?? {});
    if (kindOf(mode) === undefined) return send(response, 404, { code: 'unknown-mode' });
    const answer = { login: logIn, me, logout: logOut, refresh }[action ?? ''];
    return answer ? answer(request, response, mode, instance) : send(response, 404, {});
  });

  async function logIn(request: IncomingMessage, response: ServerResponse, mode: string, instance: number) {
    counts.logIns += 1;
    const { username, password, ...wishes } = await readBody(request);
    if (password === 'wrong') {
      const { status, headers } = guesses.count(mode, instance, username);
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      return send(response, status, {});
    }
    if (options.refuseLogIns) return send(response, options.refuseLogIns, { code: 'store-unavailable' });
    if (counts.logIns <= (options.delaysLogIns ?? 0)) {
      response.setHeader('retry-after', '1');
      return send(response, 503, { code: 'store-unavailable' });
    }
    const kind = kindOf(mode);
    if (wishes.exclusive && kind?.logOutSeenBy === 'none' && !kind.refreshes)
      return send(response, 501, { code: 'not-remembered' });
    const opened = logIns.open(mode, instance, username, wishes);
    if (kind?.isToken) return grant(response, opened, wishes.transport);
    response.setHeader('SET-Cookie', ['flavour=oat', `sid-${mode}=${opened.credential}; Path=/; HttpOnly`]);
    return send(response, 200, { username, expires_in: wishes.expires_in ?? 1800 });
  }

  function grant(response: ServerResponse, logIn: LogIn, transport?: 'cookie') {
    const { credential, expiresAt, family, mode } = logIn;
    const expires_in = Math.ceil((expiresAt - Date.now()) / 1000);
    if (transport === 'cookie') {
      const refreshToken = family ? [`refresh-${mode}=${family.current}; Path=/; HttpOnly`] : [];
      response.setHeader('set-cookie', [`token-${mode}=${credential}; Path=/; HttpOnly`, ...refreshToken]);
      return send(response, 200, { token_type: 'Cookie', expires_in });
    }
    const tokens = { access_token: credential, ...(family && { refresh_token: family.current }) };
    return send(response, 200, { ...tokens, token_type: 'Bearer', expires_in });
  }

  async function logOut(request: IncomingMessage, response: ServerResponse, mode: string, instance: number) {
    const { refresh_token } = await readBody(request);
    const username = logIns.endFamily(refresh_token);
    if (username) return send(response, 200, { username });
    const found = logIns.find(mode, instance, credentialOf(request, mode));
    if (!found) return send(response, 401, { code: 'revoked' });
    logIns.logOut(found, instance);
    return send(response, 200, { username: found.username });
  }

  async function refresh(request: IncomingMessage, response: ServerResponse, mode: string, instance: number) {
    const { refresh_token: inBody } = await readBody(request);
    const inCookie = cookieOf(request, `refresh-${mode}`);
    counts.refreshes += 1;
    if (options.refuseRefreshes) return send(response, options.refuseRefreshes, { code: 'reused-token' });
    const renewed = logIns.refresh(mode, instance, inBody ?? inCookie);
    const transport = inBody === undefined ? 'cookie' : undefined;
    return renewed ? grant(response, renewed, transport) : send(response, 401, { code: 'reused-token' });
  }

  function me(request: IncomingMessage, response: ServerResponse, mode: string, instance: number) {
    counts.requests += 1;
    const isDue = (every = 0) => every > 0 && counts.requests % every === 0;
    const credential = credentialOf(request, mode);
    const username = logIns.ownerOf(credential);
    if (username) reached.set(username, [...(reached.get(username) ?? []), instance]);
    if (options.hangs) return;
    if (isDue(options.dropEvery)) {
      counts.dropped += 1;
      response.write('{"username": "vu-');
      setImmediate(() => request.socket.destroy());
      return;
    }
    if (isDue(options.badGatewayEvery)) {
      counts.badGateway += 1;
      return send(response, 502, 'not JSON');
    }
    if (!logIns.find(mode, instance, credential)) {
      counts.refused += 1;
      if (options.clearsCookie)
        response.setHeader('set-cookie', `sid-${mode}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT`);
      return send(response, 401, { code: 'unknown-session' });
    }
    if (isDue(options.wrongUserEvery)) {
      counts.wrong += 1;
      return send(response, 200, { username: 'someone-else' });
    }
    counts.ok += 1;
    return send(response, 200, { username, more: { nested: [] } });
  }

  let connections = 0;
  server.on('connection', (socket) => {
    connectionNumbers.set(socket, connections);
    connections += 1;
    socket.on('close', () => connectionNumbers.delete(socket));
  });
  server.maxRequestsPerSocket = options.keepAliveLimit ?? 0;
  const { url, close } = await listen(server);
  return { url: new URL(url), close, counts, reached, connections: () => connections, requestIds };
}

function sharesStore(mode: string): boolean {
  const kind = kindOf(mode);
  return kind?.logOutSeenBy === 'all' || kind?.refreshes === true;
}

function credentialOf(request: IncomingMessage, mode: string): string {
  const cookie = cookieOf(request, `sid-${mode}`) || cookieOf(request, `token-${mode}`);
  return request.headers.authorization?.replace('Bearer ', '') ?? cookie;
}

function cookieOf({ headers }: IncomingMessage, name: string): string {
  return new RegExp(`(?:^|; )${name}=([^;]+)`).exec(headers.cookie ?? '')?.[1] ?? '';
}

/** In two chunks, without a Content-Length. */
export function send(response: ServerResponse, status: number, body: unknown): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.write(text.slice(0, 5));
  response.end(text.slice(5));
}

/** The JSON in the body; an empty object where there is none. */
export async function readBody(request: IncomingMessage) {
  const body = await text(request);
  return body === '' ? {} : JSON.parse(body);
}

// Runs a single trial, for tests.

export async function runTrial(
  experiment: ExperimentName,
  plan: TrialPlan,
  signal: AbortSignal,
): Promise<Trial> {
  const [trial] = await runTrials(experiment, [plan], signal);
  return trial as Trial;
}
