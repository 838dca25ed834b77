// Log-in by session: an ID in a signed cookie, and a store that knows whose it is.

import cookie from '@fastify/cookie';
import session from '@fastify/session';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from '../problem.js';
import { cachedSigner } from './cached-signer.js';
import type { Authenticator, Principal } from './contract.js';
import { createSessionId, explainRefusal, isRepeated, type Refusal } from './session-cookie.js';
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
  /** Whether all instances ask the same store. */
  readonly isStoreShared: boolean;
  readonly instanceId: string;
}

export const sessionAuth = fp(
  async (fastify: FastifyInstance, options: SessionAuthOptions) => {
    const { cookieName, instanceId } = options;
    const store = adaptSessionStore(options.store);
    const signer = cachedSigner(options.secret);
    const isSigned = (value: string) => signer.unsign(value).valid;
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
      idGenerator: () => createSessionId(instanceId),
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

    function refuse({ code, detail, issuedBy }: Refusal): never {
      throw new Problem(code, detail, { headers: { 'www-authenticate': challenge }, issuedBy });
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
        if (isRepeated(cookieName, request.headers.cookie)) {
          refuse({ code: 'malformed', detail: `The cookie "${cookieName}" was sent more than once.` });
        }
        const value = request.cookies[cookieName];
        return request.session.user ?? refuse(explainRefusal({ ...options, value, isSigned }));
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
