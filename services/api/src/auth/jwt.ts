// Log-in by token: a token and a key are all that a check needs. The token memory holds anything else that is remembered.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { Problem, refuseToken, tokenChallenge } from '../problem.js';
import { idOfEpoch, isOfEpoch } from '../restore-epoch.js';
import type { Authenticator } from './contract.js';
import { explainSeveral } from './cookies.js';
import { describeLogIn, logInDirectory } from './log-ins/directory.js';
import type { TokenMemory } from './log-ins/stores.js';
import type { UserTag } from './log-ins/user-tag.js';
import { refreshWith } from './refresh/refresh.js';
import { type TokenRequest, tokenCarrier } from './tokens/carrier.js';
import { issueToken, type TokenIssuer } from './tokens/claims.js';
import { tokenVerifier, type VerifiedToken } from './tokens/verify.js';

interface JwtAuthOptions extends TokenIssuer {
  /** Whether browsers use TLS. */
  readonly isTls: boolean;
  readonly memory: TokenMemory;
  readonly userTag: UserTag;
  /** The lifetime of an access token. */
  readonly accessSeconds: number;
  /** The lifetime of a log-in: that of its one token, or of its family. */
  readonly logInSeconds: number;
}

export const jwtAuth = fp(
  async (fastify: FastifyInstance, options: JwtAuthOptions) => {
    const { instanceId, memory, userTag, now, accessSeconds, logInSeconds } = options;
    const { store, families, epoch = { current: '' } } = memory;
    const carrier = tokenCarrier(options.mode, options.isTls);
    const verify = tokenVerifier(options);

    async function grant(
      request: FastifyRequest,
      reply: FastifyReply,
      tokens: TokenRequest,
    ): Promise<object> {
      const { refreshToken, transport } = tokens;
      const seconds = Math.min(accessSeconds, tokens.secondsLeft);
      const names = families ? { jti: randomUUID(), sid: tokens.id } : { jti: tokens.id };
      const accessToken = await issueToken({ ...names, username: tokens.username, seconds }, options);
      return carrier.give(request, reply, { accessToken, refreshToken, seconds }, transport);
    }

    /** Refuses a log-in that the memory lists as ended. A log-in that is not listed passes. */
    function admit(request: FastifyRequest, { id, principal }: VerifiedToken) {
      if (!store || !memory.isAskedEachTime) return principal;
      const { issuedBy } = principal;
      if (!isOfEpoch(id, epoch)) return refuseToken('revoked', restored, { issuedBy });
      const start = performance.now();
      const judge = (found: unknown) => {
        request.storeMs = performance.now() - start;
        if (found !== 'ended') return principal;
        const detail = 'The token was revoked, by a log-out or by another log-in of the user.';
        return refuseToken('revoked', detail, { issuedBy });
      };
      const found = store.find(id);
      return found instanceof Promise ? found.then(judge) : judge(found);
    }

    async function verifyAndAdmit(request: FastifyRequest, header: string): Promise<VerifiedToken> {
      const token = await verify(header);
      await admit(request, token);
      return token;
    }

    async function identify(request: FastifyRequest): Promise<VerifiedToken & { username: string }> {
      const carried = carrier.readAccess(request);
      const isOne = typeof carried === 'string';
      const token = await (isOne ? verifyAndAdmit(request, carried) : findGood(request, carried));
      return { ...token, username: token.principal.username };
    }

    /** The only good one of several cookies. @throws Problem (401 if none is good or more than one, 503) */
    async function findGood(request: FastifyRequest, headers: readonly string[]): Promise<VerifiedToken> {
      const results = await Promise.allSettled(headers.map((each) => verifyAndAdmit(request, each)));
      const failure = results.find((each) => each.status === 'rejected' && !isRefusal(each.reason));
      if (failure?.status === 'rejected') throw failure.reason;
      const good = results.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      const [only] = good;
      if (only && good.length === 1) return only;
      return refuseToken('malformed', explainSeveral(carrier.accessCookie, headers.length, good.length));
    }

    const refresh = families && refreshWith({ families, carrier, grant, now });
    const auth: Authenticator = {
      challenge: tokenChallenge,
      isBearer: carrier.isBearer,
      authenticate(request) {
        const start = performance.now();
        const admitTimed = (token: VerifiedToken) => {
          request.verifyMs = performance.now() - start;
          return admit(request, token);
        };
        const carried = carrier.readAccess(request);
        if (typeof carried !== 'string') return identify(request).then(({ principal }) => principal);
        const token = verify(carried);
        return token instanceof Promise ? token.then(admitTimed) : admitTimed(token);
      },
      async logIn(request, reply, { username }, { isExclusive, transport, atMostSeconds }) {
        const id = store ? idOfEpoch(userTag(username), epoch, randomUUID()) : randomUUID();
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

const restored =
  'The token is of another epoch: Redis was restored from a backup, which may lack revocations. Log in again.';

function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status === 401;
}
