// Log-in by session: a cookie carries a signed ID, and a store holds the session.
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest, onRequestHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import type { Clock } from '../instance-state.js';
import type { CookieRing } from '../keys/rings.js';
import { Problem } from '../problem.js';
import type { Authenticator, Principal } from './contract.js';
import { cookieValues, explainSeveral, mostCookies } from './cookies.js';
import { leanCookie, leanSession, unlessCopied } from './lean-plugins.js';
import { describeLogIn, logInDirectory } from './log-ins/directory.js';
import type { LogInStore } from './log-ins/log-in-store.js';
import type { UserTag } from './log-ins/user-tag.js';
import {
  cachedSigner,
  cookieOptions,
  createSessionId,
  explainRefusal,
  type Refusal,
  renewedCookie,
} from './session-cookie.js';
import { sessionCopies } from './session-copy.js';
import { noSession, sessionPluginStore } from './session-plugin-store.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Why none of several session cookies counts; empty if one does. */
    unclearCookies: string;
    /** The user in a trusted copy of the session. Then there is no look-up, and no `session`. */
    copiedUser: Principal | undefined;
  }
  interface Session {
    /** The user of the session. Undefined before the log-in. */
    user?: Principal;
  }
  interface FastifyContextConfig {
    /** Whether the route only reads the session: a copy of it is enough, and there is nothing to save. */
    readonly readsOnly?: boolean;
  }
}

interface SessionAuthOptions {
  readonly mode: string;
  readonly cookieName: string;
  /** The cookie with the copy of the session. */
  readonly copyName: string;
  /** How long a copy of the session is trusted without a look-up; undefined: there are no copies. */
  readonly cacheSeconds: number | undefined;
  readonly secrets: CookieRing;
  readonly store: LogInStore;
  readonly userTag: UserTag;
  /** Whether all instances share the store. */
  readonly isStoreShared: boolean;
  readonly instanceId: string;
  readonly ttlSeconds: number;
  readonly now: Clock;
}

export const sessionAuth = fp(
  async (fastify: FastifyInstance, options: SessionAuthOptions) => {
    const { mode, cookieName, copyName, cacheSeconds, secrets, instanceId, store, userTag, ttlSeconds, now } =
      options;
    const pluginStore = sessionPluginStore(store, ttlSeconds);
    const signer = cachedSigner(secrets);
    const isSigned = (value: string) => signer.unsign(value).valid;
    const readId = (value: string) => signer.unsign(value).value;
    const copies = cacheSeconds
      ? sessionCopies({ mode, name: copyName, seconds: cacheSeconds, secrets, cookieName, readId, now })
      : undefined;
    const challenge = `Cookie realm="scale-out-lab", cookie-name="${cookieName}"`;

    fastify.decorateRequest('unclearCookies', '');
    fastify.decorateRequest('copiedUser', undefined);
    /** The ID of the next new session. */
    let nextId = noSession;

    if (copies) {
      // Before the cookies are parsed, because a header that was verified needs no parsing.
      fastify.addHook('onRequest', (request, _reply, done) => {
        const start = performance.now();
        const { routeOptions, headers } = request;
        if (routeOptions.config.readsOnly) request.copiedUser = copies.read(headers.cookie ?? '');
        request.verifyMs = performance.now() - start;
        done();
      });
    }
    await fastify.register(leanCookie);
    await fastify.register(renewedCookie, { cookieName });
    const beforeLookUp: onRequestHookHandler = (request, _reply, done) => {
      // Negative until the credential has been checked, and so not a cost yet.
      request.verifyMs = -performance.now();
      pluginStore.lookUpMs = -1;
      const { cookie: header = '' } = request.headers;
      if (header.indexOf(cookieName) === header.lastIndexOf(cookieName)) done();
      else chooseCookie(request).then(() => done(), done);
    };
    fastify.addHook('onRequest', unlessCopied(beforeLookUp));
    await fastify.register(leanSession, {
      cookieName,
      store: pluginStore,
      secret: signer,
      idGenerator: () => nextId,
      // Nothing is stored for visitors who never log in, and a read never writes: with `rolling` a request in flight
      // would store the session again after its log-out.
      saveUninitialized: false,
      rolling: false,
      cookie: { ...cookieOptions },
    });
    const afterLookUp: onRequestHookHandler = (request, reply, done) => {
      // The look-up's callback runs this hook before it returns, so its cost is this request's.
      request.storeMs = pluginStore.lookUpMs;
      request.verifyMs += performance.now() - Math.max(0, pluginStore.lookUpMs);
      const { session, routeOptions } = request;
      if (copies && session.user && routeOptions.config.readsOnly)
        copies.set(reply, session.sessionId, { ...session.user, expiresAt: pluginStore.foundUntil });
      done();
    };
    fastify.addHook('onRequest', unlessCopied(afterLookUp));

    /** Ends the request's session and replaces it with another, which is in the store already. */
    function replaceSession(request: FastifyRequest, sessionId: string): Promise<void> {
      nextId = sessionId;
      // Takes the ID before it returns.
      const replaced = request.session.regenerate();
      nextId = noSession;
      return replaced;
    }

    function refuse({ code, detail, issuedBy }: Refusal): never {
      throw new Problem(code, detail, { headers: { 'www-authenticate': challenge }, issuedBy });
    }

    /** Keeps only the one good cookie of several, or none: the plugin would use the first, and delete a refused one. */
    async function chooseCookie(request: FastifyRequest): Promise<void> {
      const values = cookieValues(request, cookieName);
      const [first] = values;
      if (first === undefined) return;
      // The plugin would use an empty one that comes before it.
      request.cookies[cookieName] = first;
      if (values.length === 1) return;
      const isTried = values.length <= mostCookies;
      const live = isTried ? await Promise.all(values.map(isLive)) : [];
      const good = values.filter((_value, index) => live[index]);
      delete request.cookies[cookieName];
      const [only] = good;
      if (only && good.length === 1) request.cookies[cookieName] = only;
      else request.unclearCookies = explainSeveral(cookieName, values.length, good.length);
    }

    async function isLive(value: string): Promise<boolean> {
      const { valid, value: id } = signer.unsign(value);
      const found = valid && id ? await store.find(id) : undefined;
      return found !== undefined && found !== 'ended';
    }

    function authenticate(request: FastifyRequest): Principal {
      const { unclearCookies, copiedUser } = request;
      if (copiedUser) return copiedUser;
      if (unclearCookies) refuse({ code: 'malformed', detail: unclearCookies });
      const value = request.cookies[cookieName];
      return request.session.user ?? refuse(explainRefusal({ ...options, value, isSigned }));
    }

    const auth: Authenticator = {
      challenge,
      isBearer: () => false,
      authenticate,
      async logIn(request, reply, { username }, { isExclusive, atMostSeconds, providerSession }) {
        // Or the plugin would delete the request's cookie: next to the new one, and also when the store does not answer and
        // the old session is still there.
        delete request.cookies[cookieName];
        const sessionId = createSessionId(userTag(username), instanceId);
        const seconds = Math.min(ttlSeconds, atMostSeconds);
        const terms = { username, issuedBy: instanceId, now: now(), seconds, providerSession };
        const logIn = describeLogIn(request, terms);
        await store.open(sessionId, logIn, isExclusive);
        // After the store has accepted: a log-in that a full store refuses must not end the old session.
        await replaceSession(request, sessionId);
        request.session.user = { username, issuedBy: instanceId };
        copies?.set(reply, sessionId, logIn);
        return { username, issuedBy: instanceId, id: publicName(sessionId), expires_in: seconds };
      },
      async logOut(request, reply) {
        const { username } = authenticate(request);
        await request.session.destroy();
        reply.clearCookie(cookieName, cookieOptions);
        copies?.clear(reply);
        return { username, ...describeLogOut(cacheSeconds) };
      },
      logIns: logInDirectory({
        store,
        publicName,
        identify: async (request) => ({ ...authenticate(request), id: request.session.sessionId }),
      }),
    };
    fastify.decorate('auth', auth);
  },
  { name: 'session-auth' },
);

/** @param copySeconds how long a copy of the session is trusted; undefined without copies */
function describeLogOut(copySeconds: number | undefined) {
  const gone = 'The session is gone: its ID is refused from now on';
  return !copySeconds
    ? { revoked: true, detail: `${gone}.` }
    : { revoked: false, detail: `${gone}. A copy of it is accepted for ${copySeconds} s at most.` };
}

/** Half of a SHA-256: a name in a list that cannot be used as a session ID. */
function publicName(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url').slice(0, 22);
}
