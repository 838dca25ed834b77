// How tokens travel: in the Authorization header, which scripts set, or in cookies, which browsers send.
import { refreshCookieName, tokenCookieName } from '@scale-out-lab/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuseToken } from '../../problem.js';
import type { Transport } from '../contract.js';
import { cookieValues, explainSeveral, mostCookies, setCookie } from '../cookies.js';

/** The tokens of an answer: an access token, and in modes with refresh tokens one of these. */
interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** The lifetime of the access token. */
  readonly seconds: number;
}

/** A request to issue tokens: for whom, and how they travel. */
export interface TokenRequest {
  readonly username: string;
  /** Names the log-in. */
  readonly id: string;
  readonly refreshToken: string | undefined;
  readonly secondsLeft: number;
  readonly transport: Transport;
}

export interface CarriedRefresh {
  /** More than one if a browser sends several cookies of the name. */
  readonly texts: readonly string[];
  readonly transport: Transport;
}

export type TokenCarrier = ReturnType<typeof tokenCarrier>;

/** The form of a token (RFC 6750 §2.1). */
const token68 = /^[\w.~+/-]+=*$/;

/** @param isTls whether the names have a prefix, which allows no path but `/` */
export function tokenCarrier(mode: string, isTls: boolean) {
  const access = { name: tokenCookieName({ name: mode }, isTls), paths: ['/'] };
  // The routes that need it have two addresses each: nginx serves the mode in AUTH_MODE at /api/refresh too.
  const routes = ['refresh', 'logout'];
  const paths = routes.flatMap((route) => [`/api/${mode}/${route}`, `/api/${route}`]);
  const refresh = { name: refreshCookieName({ name: mode }, isTls), paths: isTls ? ['/'] : paths };

  function readCookies(request: FastifyRequest, name: string): readonly string[] {
    const values = cookieValues(request, name);
    if (values.length > mostCookies) refuseToken('malformed', explainSeveral(name, values.length, 0));
    return values;
  }

  return {
    accessCookie: access.name,
    refreshCookie: refresh.name,
    /** Whether the access token is in the Authorization header, and no cookie is read instead of it. */
    isBearer(request: FastifyRequest): boolean {
      return isBearer(request.headers.authorization) && cookieValues(request, refresh.name).length === 0;
    },
    /** The Authorization header, or for each token in a cookie the header that it stands for. @throws Problem (401) */
    readAccess(request: FastifyRequest): string | readonly string[] {
      const { authorization } = request.headers;
      // A client sets the header on purpose; a browser adds the cookie by itself.
      if (isBearer(authorization)) return authorization;
      const { name } = access;
      const [value, ...others] = readCookies(request, name);
      if (value === undefined) {
        const places = `neither "Authorization: Bearer …" nor the cookie "${name}"`;
        return refuseToken('missing-credential', `The request has ${places}; log in first.`);
      }
      if (others.length > 0) return [value, ...others].map((each) => `Bearer ${each}`);
      if (!token68.test(value))
        return refuseToken('malformed', `The cookie "${name}" does not hold a token.`);
      return `Bearer ${value}`;
    },
    /** The refresh token and its carrier. @throws Problem (401) */
    readRefresh(request: FastifyRequest): CarriedRefresh | undefined {
      const { refresh_token: inBody } = (request.body ?? {}) as { refresh_token?: string };
      if (inBody !== undefined) return { texts: [inBody], transport: 'header' };
      const texts = readCookies(request, refresh.name);
      return texts.length === 0 ? undefined : { texts, transport: 'cookie' };
    },
    /** Returns the body of the answer. With `cookie` the tokens are in cookies and not in the body. */
    give(request: FastifyRequest, reply: FastifyReply, grant: Grant, transport: Transport): object {
      const { accessToken, refreshToken, seconds } = grant;
      if (transport === 'header') {
        const body = { access_token: accessToken, token_type: 'Bearer', expires_in: seconds };
        return refreshToken ? { ...body, refresh_token: refreshToken } : body;
      }
      setCookie(request, reply, { ...access, value: accessToken });
      if (refreshToken) setCookie(request, reply, { ...refresh, value: refreshToken });
      return { token_type: 'Cookie', expires_in: seconds };
    },
    /** Deletes the cookies that the request carries. */
    clear(request: FastifyRequest, reply: FastifyReply): void {
      for (const { name, paths } of [access, refresh]) {
        if (cookieValues(request, name).length > 0)
          setCookie(request, reply, { name, value: '', paths }, new Date(0));
      }
    },
  };
}

/** Also if it is not the first: Node joins a second Authorization line to the first by a comma. */
function isBearer(authorization: string | undefined): authorization is string {
  if (authorization === undefined) return false;
  // The usual spelling, without the cost of an expression.
  if (authorization.startsWith('Bearer ')) return true;
  return /^Bearer(?: |$)/i.test(authorization) || /,\s*Bearer(?:[\s,]|$)/i.test(authorization);
}
