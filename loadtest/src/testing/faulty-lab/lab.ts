// Log-ins in the lab for tests: the credential of a log-in, and the user of a credential.

import { randomBytes } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMode, type Mode } from '@scale-out-lab/core';
import { type Fault, type LabKeys, makeKeys, publish } from './flawed-checks.js';
import { createSessionKeeper, readCookies } from './sessions.js';
import { checkToken, issueToken } from './tokens.js';

interface LabRequest {
  readonly mode: Mode;
  /** The last part of the path. */
  readonly action: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly username?: string;
    readonly expires_in?: number;
    readonly refresh_token?: string;
  };
  readonly instance: string;
}

interface LogIns {
  open(request: LabRequest): { readonly body: object; readonly cookie?: string };
  /** Undefined: no user. */
  whose(request: LabRequest): string | undefined | Promise<string | undefined>;
}

function createLogIns(keys: LabKeys, fault?: Fault): LogIns {
  const sessions = createSessionKeeper(keys.secret, fault);
  const refreshTokens = new Map<string, string>();

  return {
    open({ mode, body, instance, headers }) {
      const { username = '', expires_in: seconds = 60 } = body;
      if (mode.credential === 'session') {
        return { body: { username }, cookie: sessions.open(mode, username, instance, headers.cookie) };
      }
      const token = issueToken(keys, { mode, username, instance, seconds });
      const refreshToken = randomBytes(32).toString('base64url');
      refreshTokens.set(refreshToken, username);
      const renewal = mode.refresh && { refresh_token: refreshToken };
      return { body: { access_token: token, expires_in: seconds, ...renewal } };
    },
    whose({ mode, action, headers, body }) {
      if (mode.credential === 'session') return sessions.find(mode, headers.cookie);
      if (action === 'refresh') {
        const otherwise = fault === 'renews for any refresh token' ? 'another user' : undefined;
        return refreshTokens.get(body.refresh_token ?? '') ?? otherwise;
      }
      const token = readToken(mode, headers);
      return token === undefined ? undefined : checkToken(keys, mode, token, fault);
    },
  };
}

/** The header takes precedence; several cookies count as none. */
function readToken(mode: Mode, { authorization, cookie }: IncomingHttpHeaders): string | undefined {
  if (authorization !== undefined) return /^Bearer ([\w.~+/-]+=*)$/.exec(authorization)?.[1];
  const cookies = readCookies(cookie, `token-${mode.name}`);
  return cookies.length === 1 ? cookies[0] : undefined;
}

// A lab of two instances for tests of forgery: it refuses every class of forgery, except for the one fault that it has.

interface FaultyLab {
  readonly url: URL;
  readonly secrets: { readonly jwtSecret: string; readonly sessionSecret: string };
  close(): Promise<void>;
}

/** The names of the instances. */
export const instances = ['test-1', 'test-2'] as const;

const challenges = {
  session: ({ name }) => `Cookie realm="scale-out-lab", cookie-name="sid-${name}"`,
  jwt: () => 'Bearer realm="scale-out-lab", error="invalid_token"',
} as const satisfies Record<Mode['credential'], (mode: Mode) => string>;

export async function startFaultyLab(fault?: Fault): Promise<FaultyLab> {
  const secret = fault === 'has a weak secret' ? 'secret' : 'a secret of which there is no list';
  const keys = makeKeys(secret, instances);
  const logIns = createLogIns(keys, fault);
  const ended = new Set<string>();
  let pauses = 0;
  let turn = 0;

  async function answer(request: LabRequest, response: ServerResponse): Promise<void> {
    const { mode, action, headers } = request;
    if (action === 'login') {
      const { body, cookie } = logIns.open(request);
      if (cookie !== undefined) response.setHeader('set-cookie', cookie);
      return send(response, 200, body);
    }
    const username = await logIns.whose(request);
    if (username !== undefined && !ended.has(unsigned(headers))) return send(response, 200, { username });
    if (fault === 'hangs up') return void response.destroy();
    if (fault === 'ends a log-in after a forgery') ended.add(unsigned(headers));
    if (isSlow(headers)) await sleep(300);
    if (fault !== 'does not say how to log in')
      response.setHeader('www-authenticate', challenges[mode.credential](mode));
    return send(response, fault === 'answers 403' ? 403 : 401, {});
  }

  function isSlow({ cookie = '' }: IncomingMessage['headers']): boolean {
    const isLong = cookie.length > 16_000;
    if (fault === 'pauses once' && isLong) pauses += 1;
    return isLong && (fault === 'is slow at long credentials' || pauses === 1);
  }

  // As long as a header of 16 kB needs, and two of one name are one that is wrong.
  const options = { maxHeaderSize: 65_536, joinDuplicateHeaders: true };
  const server = createServer(options, async (request, response) => {
    turn += 1;
    const instance = instances[turn % instances.length] ?? '';
    response.setHeader('x-instance-id', instance);
    const [, , name = '', action = ''] = (request.url ?? '').split('/');
    if (name === 'instance') return send(response, 200, { now: new Date().toISOString() });
    if (name === '.well-known') return send(response, 200, publish(keys));
    const mode = findMode(name);
    if (!mode) return send(response, 404, {});
    const { headers } = request;
    const labRequest = { mode, action, headers, body: await readJson(request), instance };
    return answer(labRequest, response).catch(() => send(response, 500, {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    secrets: { jwtSecret: secret, sessionSecret: secret },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** All of a token but its signature. */
function unsigned({ authorization = '' }: IncomingMessage['headers']): string {
  return authorization.split('.').slice(0, 2).join('.');
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readJson(request: IncomingMessage): Promise<LabRequest['body']> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text === '' ? {} : JSON.parse(text);
}
