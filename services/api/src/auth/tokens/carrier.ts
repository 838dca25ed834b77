// How tokens travel: in the Authorization header, where scripts put them, or in cookies, which browsers send.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Transport } from '../contract.js';
import { clearCookie, readCookie, setCookie } from '../cookies.js';
import { refuse } from './refuse.js';

/** What a client is given: an access token, and where the mode has them a refresh token. */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** How long the access token lives. */
  readonly seconds: number;
}

export interface TokenCarrier {
  /** The Authorization header, or what it would be for a token in a cookie. @throws Problem (401) */
  readAccess(request: FastifyRequest): string | undefined;
  /** The refresh token, and how it came. @throws Problem (401) */
  readRefresh(request: FastifyRequest): { text: string; transport: Transport } | undefined;
  /** Returns the body of the answer; with `cookie` the tokens are in cookies and not in it. */
  give(request: FastifyRequest, reply: FastifyReply, grant: Grant, transport: Transport): object;
  /** Takes the cookies back that the request carries. */
  clear(request: FastifyRequest, reply: FastifyReply): void;
}

export function tokenCarrier(mode: string): TokenCarrier {
  const cookies = { access: `token-${mode}`, refresh: `refresh-${mode}` };

  function read(request: FastifyRequest, name: string): string | undefined {
    const cookie = readCookie(request, name);
    if (cookie === 'repeated') refuse('malformed', `The cookie "${name}" was sent more than once.`);
    return cookie?.value;
  }

  return {
    readAccess(request) {
      const { authorization } = request.headers;
      // Who sets the header says which token is meant; the cookie comes along by itself.
      if (authorization !== undefined) return authorization;
      const token = read(request, cookies.access);
      return token && `Bearer ${token}`;
    },
    readRefresh(request) {
      const { refresh_token: inBody } = (request.body ?? {}) as { refresh_token?: string };
      if (inBody !== undefined) return { text: inBody, transport: 'header' };
      const text = read(request, cookies.refresh);
      return text === undefined ? undefined : { text, transport: 'cookie' };
    },
    give(request, reply, { accessToken, refreshToken, seconds }, transport) {
      if (transport === 'header') {
        const body = { access_token: accessToken, token_type: 'Bearer', expires_in: seconds };
        return refreshToken ? { ...body, refresh_token: refreshToken } : body;
      }
      setCookie(request, reply, cookies.access, accessToken);
      if (refreshToken) setCookie(request, reply, cookies.refresh, refreshToken);
      return { token_type: 'Cookie', expires_in: seconds };
    },
    clear(request, reply) {
      for (const name of Object.values(cookies)) if (readCookie(request, name)) clearCookie(reply, name);
    },
  };
}
