// Log-in by token: everything needed to check it is in it, and in the key. What else is remembered is the memory's.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Clock } from '../clock.js';
import type { KeyRing } from '../keys/key-ring.js';
import { Problem } from '../problem.js';
import type { Authenticator, Transport } from './contract.js';
import { describeLogIn } from './log-ins/describe-log-in.js';
import { logInDirectory } from './log-ins/directory.js';
import { refreshWith } from './refresh/refresh.js';
import { explainSeveral } from './several-cookies.js';
import type { TokenMemory } from './token-memory.js';
import { tokenCarrier } from './tokens/carrier.js';
import { type CheckedToken, tokenChecker } from './tokens/checker.js';
import { issueToken } from './tokens/issue.js';
import { challenge, refuse } from './tokens/refuse.js';

export interface JwtAuthOptions {
  readonly keys: KeyRing;
  readonly mode: string;
  readonly instanceId: string;
  readonly memory: TokenMemory;
  readonly now: Clock;
  /** How long an access token lives. */
  readonly accessSeconds: number;
  /** How long a log-in lives: as long as its one token, or as its family. */
  readonly logInSeconds: number;
}

/** For whom to issue tokens, and how they travel. */
export interface Bearer {
  readonly username: string;
  /** Names the log-in. */
  readonly id: string;
  readonly refreshToken: string | undefined;
  readonly secondsLeft: number;
  readonly transport: Transport;
}

export const jwtAuth = fp(
  async (fastify: FastifyInstance, options: JwtAuthOptions) => {
    const { instanceId, memory, now, accessSeconds, logInSeconds } = options;
    const { store, families } = memory;
    const carrier = tokenCarrier(options.mode);
    const check = tokenChecker(options);

    async function grant(request: FastifyRequest, reply: FastifyReply, bearer: Bearer): Promise<object> {
      const { refreshToken, transport } = bearer;
      const seconds = Math.min(accessSeconds, bearer.secondsLeft);
      const names = families ? { jti: randomUUID(), sid: bearer.id } : { jti: bearer.id };
      const accessToken = await issueToken({ ...names, username: bearer.username, seconds }, options);
      return carrier.give(request, reply, { accessToken, refreshToken, seconds }, transport);
    }

    /** Refuses a log-in that the memory knows to have ended. What it does not know, it does not refuse. */
    function admit(request: FastifyRequest, { id, principal }: CheckedToken) {
      if (!store || !memory.isAskedEachTime) return principal;
      const start = performance.now();
      const judge = (found: unknown) => {
        request.storeMs = performance.now() - start;
        if (found !== 'ended') return principal;
        const detail = 'The token was revoked, by a log-out or by another log-in of the user.';
        return refuse('revoked', detail, principal.issuedBy);
      };
      const found = store.find(id);
      return found instanceof Promise ? found.then(judge) : judge(found);
    }

    async function checkAndAdmit(request: FastifyRequest, header: string): Promise<CheckedToken> {
      const token = await check(header);
      await admit(request, token);
      return token;
    }

    async function identify(request: FastifyRequest): Promise<CheckedToken & { username: string }> {
      const carried = carrier.readAccess(request);
      const isOne = typeof carried === 'string';
      const token = await (isOne ? checkAndAdmit(request, carried) : findGood(request, carried));
      return { ...token, username: token.principal.username };
    }

    /** The only good one of several cookies. @throws Problem (401 where none or more than one is, 503) */
    async function findGood(request: FastifyRequest, headers: readonly string[]): Promise<CheckedToken> {
      const results = await Promise.allSettled(headers.map((each) => checkAndAdmit(request, each)));
      const failure = results.find((each) => each.status === 'rejected' && !isRefusal(each.reason));
      if (failure?.status === 'rejected') throw failure.reason;
      const good = results.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      const [only] = good;
      if (only && good.length === 1) return only;
      return refuse('malformed', explainSeveral(carrier.accessCookie, headers.length, good.length));
    }

    const refresh = families && refreshWith({ families, carrier, grant, now });
    const auth: Authenticator = {
      challenge,
      isBearer: carrier.isBearer,
      authenticate(request) {
        const start = performance.now();
        const admitTimed = (token: CheckedToken) => {
          request.verifyMs = performance.now() - start;
          return admit(request, token);
        };
        const carried = carrier.readAccess(request);
        if (typeof carried !== 'string') return identify(request).then(({ principal }) => principal);
        const token = check(carried);
        return token instanceof Promise ? token.then(admitTimed) : admitTimed(token);
      },
      async logIn(request, reply, { username }, { isExclusive, transport, atMostSeconds }) {
        const id = randomUUID();
        const secondsLeft = Math.min(logInSeconds, atMostSeconds);
        const terms = { username, issuedBy: instanceId, now: now(), seconds: secondsLeft };
        const logIn = describeLogIn(request, terms);
        const first = await (families ?? store)?.open(id, logIn, isExclusive);
        return grant(request, reply, { username, id, refreshToken: first?.text, secondsLeft, transport });
      },
      async logOut(request, reply) {
        const ended = (await refresh?.identify(request)) ?? (await identify(request));
        await store?.end(ended.id, ended.exp * 1000);
        carrier.clear(request, reply);
        return { username: ended.username, ...memory.logOut };
      },
      logIns: store && logInDirectory({ store, identify }),
      ...(refresh && { refresh: refresh.answer }),
    };
    fastify.decorate('auth', auth);
  },
  { name: 'jwt-auth' },
);

function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status === 401;
}
