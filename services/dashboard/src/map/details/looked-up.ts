// What an instance looked up to answer one request, from the axes of its mode and from the answer; as data and in words.
import type { Axes, Keys } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { mapTexts } from '../../state/texts.js';

type LookUp =
  /** It did not come as far as an instance. */
  | { readonly what: 'nobody' }
  | { readonly what: 'nothing' }
  | { readonly what: 'unreadable' }
  | { readonly what: 'password' }
  | {
      readonly what: 'signature';
      readonly of: Axes['credential'];
      readonly keys: Keys;
      readonly isGood: boolean;
      readonly ms: number | null;
    }
  | {
      readonly what: 'claims';
      readonly isGood: boolean;
    }
  | {
      readonly what: 'session' | 'denylist' | 'refresh-token';
      readonly where: 'memory' | 'redis';
      readonly finding: 'found' | 'not-found' | 'no-answer';
      readonly ms: number | null;
    }
  /** The contents of the token were enough. */
  | { readonly what: 'nothing-else' }
  | { readonly what: 'wrote'; readonly where: 'memory' | 'redis' };

type Asked = Pick<Exchange, 'kind' | 'credential' | 'status' | 'servedBy' | 'code' | 'verifyMs' | 'storeMs'>;

/** In the order in which it does it. */
export function lookedUp(mode: Axes, asked: Asked): readonly LookUp[] {
  const { kind, status, servedBy, code, credential } = asked;
  if (status === null || servedBy === null || servedBy === 'nginx') return [{ what: 'nobody' }];
  if (kind === 'login') return [{ what: 'password' }, ...writes(mode, asked)];
  if (credential === null || code === 'missing-credential') return [{ what: 'nothing' }];
  if (kind === 'refresh' || (kind === 'logout' && mode.refresh && credential.refreshToken !== null)) {
    return [askFor('refresh-token', 'redis', asked), ...writes(mode, asked)];
  }
  return [...checks(mode, asked), ...writes(mode, asked)];
}

/** Whether the request reached Redis, by the look-ups and writes that its answer implies. */
export function asksRedis(mode: Axes, asked: Asked): boolean {
  return lookedUp(mode, asked).some((step) => 'where' in step && step.where === 'redis');
}

function checks(mode: Axes, asked: Asked): readonly LookUp[] {
  const { code, verifyMs } = asked;
  const { credential: of, keys, state } = mode;
  if (code === 'malformed') return [{ what: 'unreadable' }];
  const signature = { what: 'signature', of, keys, isGood: code !== 'bad-signature', ms: verifyMs } as const;
  if (!signature.isGood) return [signature];
  if (of === 'jwt' && (code === 'expired' || code === 'invalid-claims')) {
    return [signature, { what: 'claims', isGood: false }];
  }
  const claims = of === 'jwt' ? ([{ what: 'claims', isGood: true }] as const) : [];
  if (state === 'none' || mode.refresh) return [signature, ...claims, { what: 'nothing-else' }];
  return [signature, ...claims, askFor(of === 'session' ? 'session' : 'denylist', state, asked)];
}

function askFor(
  what: 'session' | 'denylist' | 'refresh-token',
  where: 'memory' | 'redis',
  { code, storeMs }: Asked,
): LookUp {
  return { what, where, finding: findingOf(what, code), ms: storeMs };
}

function findingOf(what: 'session' | 'denylist' | 'refresh-token', code: string | null) {
  if (code === 'store-unavailable') return 'no-answer';
  if (what === 'denylist') return code === 'revoked' ? 'found' : 'not-found';
  return code === 'unknown-session' ? 'not-found' : 'found';
}

/** The writes of a log-in, a log-out or a renewal. */
function writes({ state }: Axes, { kind, status }: Asked): readonly LookUp[] {
  const isDone = status !== null && status < 300;
  return state === 'none' || kind === 'me' || !isDone ? [] : [{ what: 'wrote', where: state }];
}

type Step<What extends LookUp['what']> = Extract<LookUp, { readonly what: What }>;
type Words = { readonly [What in LookUp['what']]: (step: Step<What>) => string };

const took = (ms: number | null) => (ms === null ? '' : ` (${ms} ms)`);

const words: Words = {
  nobody: () => mapTexts().lookUp.nobody,
  nothing: () => mapTexts().lookUp.nothing,
  unreadable: () => mapTexts().lookUp.unreadable,
  password: () => mapTexts().lookUp.password,
  signature({ of, keys, isGood, ms }) {
    const t = mapTexts().lookUp;
    const values = { of: t.credentials[of], keys: t.keys[keys], ms: took(ms) };
    return isGood ? t.goodSignature(values) : t.badSignature(values);
  },
  claims: ({ isGood }) => (isGood ? mapTexts().lookUp.goodClaims : mapTexts().lookUp.badClaims),
  session: lookFor,
  denylist: lookFor,
  'refresh-token': lookFor,
  'nothing-else': () => mapTexts().lookUp.nothingElse,
  wrote: ({ where }) => mapTexts().lookUp.wrote({ where: mapTexts().lookUp.stores[where] }),
};

export function lookUpText(step: LookUp): string {
  return (words[step.what] as (step: LookUp) => string)(step);
}

function lookFor({ what, where, finding, ms }: Step<'session' | 'denylist' | 'refresh-token'>): string {
  const t = mapTexts().lookUp;
  return t[what]({ where: t.stores[where], ms: took(ms) }) + t.findings[what][finding];
}
