// Log-ins in the lab for tests: the credential of a log-in, and the user of a credential.

import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Mode } from '@scale-out-lab/core';
import type { Fault } from './fault.js';
import type { LabKeys } from './lab-keys.js';
import { createSessionKeeper, readCookies } from './sessions.js';
import { checkToken, issueToken } from './tokens.js';

export interface LabRequest {
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

export function createLogIns(keys: LabKeys, fault?: Fault): LogIns {
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
        const otherwise = fault === 'renews for any refresh token' ? 'somebody' : undefined;
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
