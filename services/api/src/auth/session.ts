// Log-in by session: an ID in a signed cookie, and a store that knows whose it is.

import { randomBytes } from 'node:crypto';
import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem, type ProblemCode } from '../problem.js';
import { cachedSigner } from './cached-signer.js';
import type { Authenticator, Principal } from './contract.js';
import { adaptSessionStore, type SessionStore } from './stores/session-store.js';

declare module 'fastify' {
  interface Session {
    /** Whose session this is. Undefined before the log-in. */
    user?: Principal;
  }
}

export interface SessionAuthOptions {
  readonly cookieName: string;
  readonly secret: string;
  readonly store: SessionStore;
  readonly instanceId: string;
}

const longestCookie = 512;
/** `<random>.<instance>.<signature>`, as the cookie holds it. */
const signedId = /^[\w-]{32}\.([a-z0-9-]{1,63})\.[A-Za-z0-9+/]{43}$/;

export const sessionAuth = fp(
  async (fastify: FastifyInstance, options: SessionAuthOptions) => {
    const { cookieName, instanceId } = options;
    const store = adaptSessionStore(options.store);
    const signer = cachedSigner(options.secret);
    const challenge = `Cookie realm="scale-out-lab", cookie-name="${cookieName}"`;

    await fastify.register(cookie);
    fastify.addHook('onRequest', (request, _reply, done) => {
      // Negative, and so not a cost yet, until the credential has been checked.
      request.verifyMs = -performance.now();
      store.lookUpMs = -1;
      done();
    });
    await fastify.register(session, {
      cookieName,
      store,
      secret: signer,
      // The instance that made a session is part of its ID, so that one that does not know it can say whose it was.
      idGenerator: () => `${randomBytes(24).toString('base64url')}.${instanceId}`,
      // Nothing is stored for visitors who never log in, and a read never writes: with `rolling` a request in flight
      // would store the session again after its log-out.
      saveUninitialized: false,
      rolling: false,
      // No Max-Age: the cookie goes when the browser closes, and the store says how long a session lives.
      cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: 'auto' },
    });
    fastify.addHook('onRequest', (request, _reply, done) => {
      // The look-up's callback runs this hook before it returns, so its cost is this request's.
      request.storeMs = store.lookUpMs;
      request.verifyMs += performance.now() - Math.max(0, store.lookUpMs);
      done();
    });

    function refuse(code: ProblemCode, detail: string, issuedBy?: string): never {
      throw new Problem(code, detail, { headers: { 'www-authenticate': challenge }, issuedBy });
    }

    function explainRefusal(request: FastifyRequest): never {
      const value = request.cookies[cookieName];
      if (value === undefined)
        refuse('missing-credential', `The request has no cookie "${cookieName}"; log in first.`);
      const issuedBy = value.length <= longestCookie ? signedId.exec(value)?.[1] : undefined;
      if (!issuedBy) refuse('malformed', `The cookie "${cookieName}" is not one that this mode sets.`);
      if (!signer.unsign(value).valid) {
        const keys =
          issuedBy === instanceId
            ? 'not signed by it, or not for this mode'
            : `whose secret ${instanceId} does not have, or forged`;
        refuse('bad-signature', `The cookie names ${issuedBy} as its issuer, ${keys}.`, issuedBy);
      }
      const reason =
        issuedBy === instanceId
          ? `${instanceId} created this session and no longer has it: it ended, expired, or the instance restarted.`
          : `${issuedBy} created this session; ${instanceId} has never seen it.`;
      return refuse('unknown-session', reason, issuedBy);
    }

    const auth: Authenticator = {
      challenge,
      async logIn(request, _reply, user) {
        // A visitor who was logged in gets a new ID and the old one ends; any other already has a fresh one.
        if (request.session.user) await request.session.regenerate();
        const data = { username: user.username, issuedBy: instanceId };
        request.session.user = data;
        try {
          await request.session.save();
        } catch (error) {
          // Or the plugin would try to save it again while the refusal is being sent.
          delete request.session.user;
          throw error;
        }
        // Or the plugin would clear the cookie that came with the log-in, next to setting the new one.
        delete request.cookies[cookieName];
        return data;
      },
      authenticate(request) {
        if (isRepeated(request, cookieName))
          refuse('malformed', `The cookie "${cookieName}" was sent more than once.`);
        return request.session.user ?? explainRefusal(request);
      },
      async logOut(request, reply) {
        const { username } = await auth.authenticate(request);
        await request.session.destroy();
        reply.clearCookie(cookieName, { path: '/', httpOnly: true, sameSite: 'lax' });
        return { username, revoked: true, detail: 'The session is gone: its ID is refused from now on.' };
      },
    };
    fastify.decorate('auth', auth);
  },
  { name: 'session-auth' },
);

/** Which of two cookies of one name counts is anyone's guess, so neither does. */
function isRepeated(request: FastifyRequest, cookieName: string): boolean {
  const header = request.headers.cookie ?? '';
  const name = `${cookieName}=`;
  return header.indexOf(name) !== header.lastIndexOf(name);
}
