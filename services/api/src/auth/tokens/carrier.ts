// How tokens travel: in the Authorization header, where scripts put them, or in cookies, which browsers send.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transport } from '../contract.js';
import { clearCookie, cookieValues, setCookie } from '../cookies.js';
import { explainSeveral, mostCookies } from '../several-cookies.js';
import { refuse } from './refuse.js';

/** What a client is given: an access token, and where the mode has them a refresh token. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** How long the access token lives. */
  readonly seconds: number;
}

export interface CarriedRefresh {
  /** More than one where a browser sends several cookies of the name. */
  readonly texts: readonly string[];
  readonly transport: Transport;
}

export interface TokenCarrier {
  /** The names of its cookies. */
  readonly accessCookie: string;
  readonly refreshCookie: string;
  /** Whether the access token is in the Authorization header, and no cookie would be read in its place. */
  isBearer(request: FastifyRequest): boolean;
  /** The Authorization header, or what it would be for each token in a cookie. @throws Problem (401) */
  readAccess(request: FastifyRequest): string | readonly string[];
  /** The refresh token, and how it came. @throws Problem (401) */
  readRefresh(request: FastifyRequest): CarriedRefresh | undefined;
  /** Returns the body of the answer; with `cookie` the tokens are in cookies and not in it. */
  give(request: FastifyRequest, reply: FastifyReply, grant: Grant, transport: Transport): object;
  /** Takes the cookies back that the request carries. */
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

/** What a cookie can hold that would be a token in the header (RFC 6750 §2.1). */
const token68 = /^[\w.~+/-]+=*$/;

export function tokenCarrier(mode: string): TokenCarrier {
  const access = { name: `token-${mode}`, paths: ['/'] };
  // The routes that need it, by both of their addresses: nginx makes /api/refresh that of the mode in AUTH_MODE.
  const routes = ['refresh', 'logout'];
  const paths = routes.flatMap((route) => [`/api/${mode}/${route}`, `/api/${route}`]);
  const refresh = { name: `refresh-${mode}`, paths };

  function readCookies(request: FastifyRequest, name: string): readonly string[] {
    const values = cookieValues(request, name);
    if (values.length > mostCookies) refuse('malformed', explainSeveral(name, values.length, 0));
    return values;
  }

  return {
    accessCookie: access.name,
    refreshCookie: refresh.name,
    isBearer(request) {
      return isBearer(request.headers.authorization) && cookieValues(request, refresh.name).length === 0;
    },
    readAccess(request) {
      const { authorization } = request.headers;
      // Who sets the header says which token is meant; the cookie comes along by itself.
      if (isBearer(authorization)) return authorization;
      const { name } = access;
      const [value, ...others] = readCookies(request, name);
      if (value === undefined) {
        const places = `neither "Authorization: Bearer …" nor the cookie "${name}"`;
        return refuse('missing-credential', `The request has ${places}; log in first.`);
      }
      if (others.length > 0) return [value, ...others].map((each) => `Bearer ${each}`);
      if (!token68.test(value)) return refuse('malformed', `The cookie "${name}" does not hold a token.`);
      return `Bearer ${value}`;
    },
    readRefresh(request) {
      const { refresh_token: inBody } = (request.body ?? {}) as { refresh_token?: string };
      if (inBody !== undefined) return { texts: [inBody], transport: 'header' };
      const texts = readCookies(request, refresh.name);
      return texts.length === 0 ? undefined : { texts, transport: 'cookie' };
    },
    give(request, reply, { accessToken, refreshToken, seconds }, transport) {
      if (transport === 'header') {
        const body = { access_token: accessToken, token_type: 'Bearer', expires_in: seconds };
        return refreshToken ? { ...body, refresh_token: refreshToken } : body;
      }
      setCookie(request, reply, { ...access, value: accessToken });
      if (refreshToken) setCookie(request, reply, { ...refresh, value: refreshToken });
      return { token_type: 'Cookie', expires_in: seconds };
    },
    clear(request, reply) {
      for (const { name, paths } of [access, refresh]) {
        if (cookieValues(request, name).length > 0) clearCookie(reply, name, paths);
      }
    },
  };
}

/** Also where it is not the first: a second Authorization line is joined to the first by a comma. */
function isBearer(authorization: string | undefined): authorization is string {
  if (authorization === undefined) return false;
  return /^Bearer(?: |$)/i.test(authorization) || /,\s*Bearer(?:[\s,]|$)/i.test(authorization);
}
