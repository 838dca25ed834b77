// Exchanges a refresh token for new tokens, and finds the log-in of a refresh token for a log-out.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../instance-state.js';
import { type ProblemCode, refuseToken } from '../../problem.js';
import { explainSeveral } from '../cookies.js';
import type { CarriedRefresh, TokenCarrier, TokenRequest } from '../tokens/carrier.js';
import type { Families, Rotation } from './families.js';
import { parseRefreshToken, type RefreshToken } from './families.js';

interface RefreshOptions {
  readonly families: Families;
  readonly carrier: TokenCarrier;
  readonly now: Clock;
  grant(request: FastifyRequest, reply: FastifyReply, tokens: TokenRequest): Promise<object>;
}

/** Why a refresh token is refused: one entry for each outcome but `rotated`. */
const refusals = {
  reused: [
    'reused-token',
    'This refresh token was spent before, and its grace period is over. A second client may hold a copy, so the log-in has ended, and with it all of its tokens.',
  ],
  ended: [
    'revoked',
    'The log-in has ended: a log-out, another log-in or the reuse of a spent token ended it.',
  ],
  unknown: ['unknown-session', 'No log-in belongs to this refresh token: it expired, or never existed.'],
} as const satisfies Record<Exclude<Rotation['outcome'], 'rotated'>, readonly [ProblemCode, string]>;

export function refreshWith({ families, carrier, grant, now }: RefreshOptions) {
  /** The only one with a live log-in, if a browser sends several cookies. The check spends none of them. */
  async function choose({ texts }: CarriedRefresh): Promise<RefreshToken> {
    const [only = '', ...others] = texts;
    if (others.length === 0) return parse(only);
    const tokens = texts.flatMap((text) => parseRefreshToken(text) ?? []);
    const found = await Promise.all(tokens.map((token) => families.find(token)));
    const good = tokens.filter((_token, index) => found[index]?.logIn);
    const [token] = good;
    if (token && good.length === 1) return token;
    return refuseToken('malformed', explainSeveral(carrier.refreshCookie, texts.length, good.length));
  }

  return {
    async answer(request: FastifyRequest, reply: FastifyReply): Promise<object> {
      const carried =
        carrier.readRefresh(request) ??
        refuseToken('missing-credential', 'The request carries no refresh token; log in first.');
      const rotation = await families.rotate(await choose(carried));
      if (rotation.outcome !== 'rotated') return refuseAs(rotation.outcome);
      const { id, logIn, next } = rotation;
      const secondsLeft = Math.max(1, Math.floor((logIn.expiresAt - now()) / 1000));
      const { username } = logIn;
      const { transport } = carried;
      return grant(request, reply, { username, id, refreshToken: next.text, secondsLeft, transport });
    },

    /** The log-in of the refresh token that a log-out carries; undefined if it carries none. */
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
  return refuseToken(code, detail);
}

function parse(text: string): RefreshToken {
  return parseRefreshToken(text) ?? refuseToken('malformed', 'This is not a refresh token of this mode.');
}
