// A lab of two instances for tests of forgery: it refuses every class of forgery, except for the one fault that it has.

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { findMode, type Mode, randomSecret } from '@scale-out-lab/core';
import { listen } from '@scale-out-lab/core/testing/listen';
import { readBody, send } from '../lab-server.js';
import { type Fault, makeKeys, publish } from './flawed-checks.js';
import { createSessionKeeper, readCookies } from './sessions.js';
import { acceptSignIn } from './sign-ins.js';
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

/** The header takes precedence; several cookies count as none. */
function readToken(mode: Mode, { authorization, cookie }: IncomingHttpHeaders): string | undefined {
  if (authorization !== undefined) return /^Bearer ([\w.~+/-]+=*)$/.exec(authorization)?.[1];
  const cookies = readCookies(cookie, `token-${mode.name}`);
  return cookies.length === 1 ? cookies[0] : undefined;
}

/** The names of the instances. */
export const instances = ['test-1', 'test-2'] as const;

const challenges = {
  session: ({ name }) => `Cookie realm="scale-out-lab", cookie-name="sid-${name}"`,
  jwt: () => 'Bearer realm="scale-out-lab", error="invalid_token"',
} as const satisfies Record<Mode['credential'], (mode: Mode) => string>;

export async function startFaultyLab(fault?: Fault) {
  const secret = fault === 'has a weak secret' ? 'secret' : 'a secret of which there is no list';
  const keys = makeKeys(secret, instances);
  const sessions = createSessionKeeper(secret, fault);
  const refreshTokens = new Map<string, string>();
  const ended = new Set<string>();
  let pauses = 0;
  let turn = 0;

  function logIn({ mode, body, instance, headers }: LabRequest, response: ServerResponse) {
    const { username = '', expires_in: seconds = 60 } = body;
    if (mode.credential === 'session') {
      response.setHeader('set-cookie', sessions.open(mode, username, instance, headers.cookie));
      return send(response, 200, { username });
    }
    const token = issueToken(keys, { mode, username, instance, seconds });
    const refreshToken = randomSecret();
    refreshTokens.set(refreshToken, username);
    const renewal = mode.refresh && { refresh_token: refreshToken };
    return send(response, 200, { access_token: token, expires_in: seconds, ...renewal });
  }

  /** The user of the credential; undefined if it is refused. */
  function findUser({ mode, action, headers, body }: LabRequest) {
    if (mode.credential === 'session') return sessions.find(mode, headers.cookie);
    if (action === 'refresh') {
      const otherwise = fault === 'renews for any refresh token' ? 'another user' : undefined;
      return refreshTokens.get(body.refresh_token ?? '') ?? otherwise;
    }
    const token = readToken(mode, headers);
    return token === undefined ? undefined : checkToken(keys, mode, token, fault);
  }

  async function answer(request: LabRequest, response: ServerResponse): Promise<void> {
    const { mode, action, headers } = request;
    if (action === 'login') return logIn(request, response);
    const username = await findUser(request);
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
    if (fault === 'accepts every sign-in' && acceptSignIn(request.url ?? '', response)) return;
    const [, , name = '', action = ''] = (request.url ?? '').split('/');
    if (name === 'instance') return send(response, 200, { now: new Date().toISOString() });
    if (name === '.well-known') return send(response, 200, publish(keys));
    const mode = findMode(name);
    if (!mode) return send(response, 404, {});
    const { headers } = request;
    const labRequest = { mode, action, headers, body: await readBody(request), instance };
    return answer(labRequest, response).catch(() => send(response, 500, {}));
  });
  const { url, close } = await listen(server);
  return { url: new URL(url), close, secrets: { jwtSecret: secret, sessionSecret: secret } };
}

/** All of a token but its signature. */
function unsigned({ authorization = '' }: IncomingMessage['headers']): string {
  return authorization.split('.').slice(0, 2).join('.');
}
