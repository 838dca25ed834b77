// GET /api/<mode>/sign-in leads the browser to the OpenID provider. GET /api/<mode>/callback logs the returning user in.
import { fastifyCookie } from '@fastify/cookie';
import { cookiePrefix } from '@scale-out-lab/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { type Static, Type } from 'typebox';
import { Problem } from '../problem.js';
import { findUser } from '../users.js';
import type { Notes } from './notes.js';
import { type PendingSignIns, pendingSeconds } from './pending.js';
import type { ProviderClient } from './provider-client.js';
import { ownerKey } from './provider-log-out.js';

interface SignInOptions {
  readonly instanceId: string;
  readonly pending: PendingSignIns;
  /** Whether only the instance that began a sign-in has it. */
  readonly isPendingInMemory: boolean;
  readonly provider: ProviderClient;
  /** Where the instances note the provider's session behind each of their sessions. */
  readonly notes: Notes;
  readonly sessionTtlSeconds: number;
  /** Where browsers may open the lab. */
  readonly labOrigins: readonly string[];
  /** Whether the name of the cookie has a prefix, which allows no path but `/`. */
  readonly isTls: boolean;
}

/**
 * Of the path to return to, with its percent-encoding. The cookie of a pending sign-in holds the path, and a browser drops a cookie of
 * more than 4,096 bytes (RFC 6265bis §5.6).
 */
const longestPath = 1024;

const query = Type.Object({
  /** A path of this origin. */
  return_to: Type.Optional(Type.String({ maxLength: longestPath })),
  ui_locales: Type.Optional(Type.String({ maxLength: 64 })),
});

export async function signIn(fastify: FastifyInstance, options: SignInOptions): Promise<void> {
  const { instanceId, pending, isPendingInMemory, provider, notes, sessionTtlSeconds, labOrigins, isTls } =
    options;

  fastify.get<{ Querystring: Static<typeof query> }>(
    '/sign-in',
    { schema: { querystring: query } },
    async (request, reply) => {
      const { return_to = '/', ui_locales } = request.query;
      const callback = callbackOf(request, labOrigins);
      const begun = {
        // Names this instance, so that another one can name the place where the sign-in began.
        state: `${instanceId}.${randomState()}`,
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
        redirectUri: callback.href,
        returnTo: parsePath(return_to, callback.origin),
      };
      const url = await provider.authorizationUrl(begun, ui_locales);
      setCookie(request, reply, isTls, begun.state, await pending.keep(begun), pendingSeconds);
      return reply.redirect(url.href, 302);
    },
  );

  fastify.get('/callback', async (request, reply) => {
    const url = new URL(callbackOf(request, labOrigins).href + new URL(request.url, 'http://-').search);
    const state = parseState(url.searchParams);
    const cookie = fastifyCookie.parse(request.headers.cookie ?? '')[cookieName(state, isTls)] ?? '';
    const begun = await pending.take(state, cookie);
    // Unless the store fails, the browser drops the cookie.
    if (cookie !== '') setCookie(request, reply, isTls, state, '', 0);
    if (!begun) throw unknownSignIn(state, cookie);
    const { username, providerSession } = await provider.redeem(url, begun);
    const user = findUser(username);
    if (!user)
      throw new Problem('sign-in-failed', 'The OpenID provider names a user who does not exist here.');
    if (providerSession !== undefined)
      await notes.put(ownerKey(providerSession), username, sessionTtlSeconds);
    await fastify.auth.logIn(request, reply, user, {
      ...{ isExclusive: false, transport: 'header', atMostSeconds: Number.POSITIVE_INFINITY },
      providerSession,
    });
    return reply.redirect(begun.returnTo, 303);
  });

  function unknownSignIn(state: string, cookie: string): Problem {
    const [beganAt = ''] = state.split('.', 1);
    if (cookie === '') {
      const reason = 'This browser did not begin the sign-in, or its callback arrived twice or too late.';
      return new Problem('unknown-sign-in', reason, { issuedBy: beganAt });
    }
    const isElsewhere = isPendingInMemory && beganAt !== instanceId;
    const why = isPendingInMemory
      ? 'it has ended or expired, or the instance restarted'
      : 'it has ended, expired, or been lost';
    const detail = isElsewhere
      ? `${beganAt} began this sign-in; ${instanceId} has never seen it.`
      : `${beganAt} began this sign-in, which is no longer known: ${why}.`;
    return new Problem('unknown-sign-in', detail, { issuedBy: beganAt });
  }
}

/** This route's sibling, at the origin that the browser uses. */
function callbackOf(request: FastifyRequest, labOrigins: readonly string[]): URL {
  const [path = ''] = request.url.split('?', 1);
  return new URL(path.replace(/[^/]+$/, 'callback'), originOf(request, labOrigins));
}

/**
 * The origin that the browser uses. A Host that is no name of the lab counts as the first one, so that no request chooses where the
 * provider sends a code.
 */
export function originOf(request: FastifyRequest, [first = '', ...others]: readonly string[]): string {
  const used = `${request.protocol}://${request.host}`;
  return others.includes(used) ? used : first;
}

/** @throws Problem (400) for anything but a path of this origin: other values lead users to an attacker's page */
function parsePath(path: string, origin: string): string {
  const isPath = /^\/(?![/\\])/.test(path) && URL.canParse(path, origin);
  const target = isPath ? new URL(path, origin) : undefined;
  // A URL parser turns /..//host into //host, which is another origin.
  if (target?.origin !== origin || target.pathname.startsWith('//'))
    throw new Problem('invalid-request', '"return_to" must be a path of this origin, such as /.');
  const encoded = target.pathname + target.search + target.hash;
  if (encoded.length <= longestPath) return encoded;
  const detail = `"return_to" is longer than ${longestPath.toLocaleString('en')} characters in percent-encoding.`;
  throw new Problem('invalid-request', detail);
}

/** The state of a callback: the instance that began the sign-in, and a random value. @throws Problem (400) */
function parseState(parameters: URLSearchParams): string {
  const [state = '', ...others] = parameters.getAll('state');
  if (others.length === 0 && /^[a-z0-9-]{1,63}\.[\w-]{43}$/.test(state)) return state;
  throw new Problem('unknown-sign-in', 'The callback names no sign-in that the lab began.');
}

/** One cookie for each sign-in, so that two tabs may sign in at once. */
function cookieName(state: string, isTls: boolean): string {
  return `${cookiePrefix(isTls)}sign-in-${state.split('.')[1]?.slice(0, 8)}`;
}

function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  isTls: boolean,
  state: string,
  value: string,
  maxAge: number,
): void {
  const callback = request.url.split('?', 1)[0]?.replace(/[^/]+$/, 'callback');
  const path = isTls ? '/' : (callback ?? '/');
  const secure = request.protocol === 'https';
  // Lax: the provider may be on another site, and its redirect must bring the cookie along.
  const attributes = { path, maxAge, secure, httpOnly: true, sameSite: 'lax' } as const;
  reply.header('set-cookie', fastifyCookie.serialize(cookieName(state, isTls), value, attributes));
}
