// A refresh token for new tokens: what the route answers, and how a log-out finds the log-in behind one.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../clock.js';
import type { ProblemCode } from '../../problem.js';
import type { Bearer } from '../jwt.js';
import { explainSeveral } from '../several-cookies.js';
import type { CarriedRefresh, TokenCarrier } from '../tokens/carrier.js';
import { refuse } from '../tokens/refuse.js';
import type { Families, Rotation } from './families.js';
import { parseRefreshToken, type RefreshToken } from './refresh-token.js';

export interface RefreshOptions {
  readonly families: Families;
  readonly carrier: TokenCarrier;
  readonly now: Clock;
  grant(request: FastifyRequest, reply: FastifyReply, bearer: Bearer): Promise<object>;
}

/** Why a refresh token is refused: an entry for each outcome but the good one. */
const refusals = {
  reused: [
    'reused-token',
    'This refresh token was spent before, and its grace is over. Somebody has a copy, so the log-in has ended for all who hold one of its tokens.',
  ],
  ended: [
    'revoked',
    'The log-in has ended: a log-out, another log-in or the reuse of a spent token ended it.',
  ],
  unknown: ['unknown-session', 'No log-in goes with this refresh token: it expired, or there never was one.'],
} as const satisfies Record<Exclude<Rotation['outcome'], 'rotated'>, readonly [ProblemCode, string]>;

export function refreshWith({ families, carrier, grant, now }: RefreshOptions) {
  /** The only one whose log-in lives, where a browser sends several cookies. None is spent by looking. */
  async function choose({ texts }: CarriedRefresh): Promise<RefreshToken> {
    const [only = '', ...others] = texts;
    if (others.length === 0) return parse(only);
    const tokens = texts.flatMap((text) => parseRefreshToken(text) ?? []);
    const found = await Promise.all(tokens.map((token) => families.find(token)));
    const good = tokens.filter((_token, index) => found[index]?.logIn);
    const [token] = good;
    if (token && good.length === 1) return token;
    return refuse('malformed', explainSeveral(carrier.refreshCookie, texts.length, good.length));
  }

  return {
    async answer(request: FastifyRequest, reply: FastifyReply): Promise<object> {
      const carried =
        carrier.readRefresh(request) ??
        refuse('missing-credential', 'The request carries no refresh token; log in first.');
      const rotation = await families.rotate(await choose(carried));
      if (rotation.outcome !== 'rotated') return refuseAs(rotation.outcome);
      const { id, logIn, next } = rotation;
      const secondsLeft = Math.max(1, Math.floor((logIn.expiresAt - now()) / 1000));
      const { username } = logIn;
      const { transport } = carried;
      return grant(request, reply, { username, id, refreshToken: next.text, secondsLeft, transport });
    },

    /** The log-in of the refresh token that a log-out carries; undefined where it carries none. */
    async identify(
      request: FastifyRequest,
    ): Promise<{ username: string; id: string; exp: number } | undefined> {
      const carried = carrier.readRefresh(request);
      if (!carried) return undefined;
      const found = await families.find(await choose(carried));
      if (!found) return refuseAs('unknown');
      const { id, logIn } = found;
      if (!logIn) return refuseAs('ended');
      return { username: logIn.username, id, exp: Math.ceil(logIn.expiresAt / 1000) };
    },
  };
}

function refuseAs(outcome: keyof typeof refusals): never {
  const [code, detail] = refusals[outcome];
  return refuse(code, detail);
}

function parse(text: string): RefreshToken {
  return parseRefreshToken(text) ?? refuse('malformed', 'This is not a refresh token of this mode.');
}
