// The look-ups of an instance for one request, from the axes of its mode and from the answer.
import type { Axes } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { mapTexts } from '../../state/texts.js';

type Place = 'memory' | 'redis';
type Entry = 'session' | 'denylist' | 'refresh-token';

interface LookUp {
  readonly what:
    | 'nobody'
    | 'nothing'
    | 'unreadable'
    | 'password'
    | 'signature'
    | 'claims'
    | Entry
    | 'wrote'
    | 'nothing-else';
  readonly text: string;
  readonly isGood?: boolean;
  readonly where?: Place;
  readonly finding?: 'found' | 'not-found' | 'no-answer';
}

type Asked = Pick<Exchange, 'kind' | 'credential' | 'status' | 'servedBy' | 'code' | 'verifyMs' | 'storeMs'>;

/** In the order in which it does it. */
export function lookedUp(mode: Axes, asked: Asked): readonly LookUp[] {
  const t = mapTexts().lookUp;
  const { kind, status, servedBy, code, credential } = asked;
  if (status === null || servedBy === null || servedBy === 'nginx')
    return [{ what: 'nobody', text: t.nobody }];
  if (kind === 'login') return [{ what: 'password', text: t.password }, ...writes(mode, asked)];
  if (credential === null || code === 'missing-credential') return [{ what: 'nothing', text: t.nothing }];
  if (kind === 'refresh' || (kind === 'logout' && mode.refresh && credential.refreshToken !== null)) {
    return [lookFor('refresh-token', 'redis', asked), ...writes(mode, asked)];
  }
  return [...checks(mode, asked), ...writes(mode, asked)];
}

/** Whether the request reached Redis, by the look-ups and writes that its answer implies. */
export function asksRedis(mode: Axes, asked: Asked): boolean {
  return lookedUp(mode, asked).some(({ where }) => where === 'redis');
}

function checks({ credential, keys, state, refresh, cacheSeconds }: Axes, asked: Asked): readonly LookUp[] {
  const t = mapTexts().lookUp;
  const { code, kind, status, verifyMs, storeMs } = asked;
  if (code === 'malformed') return [{ what: 'unreadable', text: t.unreadable }];
  const isGood = code !== 'bad-signature';
  const values = { of: t.credentials[credential], keys: t.keys[keys], ms: took(verifyMs) };
  const text = isGood ? t.goodSignature(values) : t.badSignature(values);
  const steps: LookUp[] = [{ what: 'signature', isGood, text }];
  if (!isGood) return steps;
  if (credential === 'jwt') {
    const isValid = code !== 'expired' && code !== 'invalid-claims';
    steps.push({ what: 'claims', isGood: isValid, text: isValid ? t.goodClaims : t.badClaims });
    if (!isValid) return steps;
  }
  // Then the contents of the token were enough.
  if (state === 'none' || refresh) return [...steps, { what: 'nothing-else', text: t.nothingElse }];
  // A look-up would have taken some time.
  const isCopied = cacheSeconds !== undefined && kind === 'me' && status === 200 && storeMs === null;
  if (isCopied) return [...steps, { what: 'nothing-else', text: t.copied }];
  return [...steps, lookFor(credential === 'session' ? 'session' : 'denylist', state, asked)];
}

function lookFor(what: Entry, where: Place, { code, storeMs }: Asked): LookUp {
  const t = mapTexts().lookUp;
  const finding = findingOf(what, code);
  const text =
    t[what]({ where: t.stores[where], ms: took(storeMs) }) +
    t.findings[what === 'denylist' ? what : 'session'][finding];
  return { what, where, finding, text };
}

function findingOf(what: Entry, code: string | null) {
  if (code === 'store-unavailable') return 'no-answer';
  if (what === 'denylist') return code === 'revoked' ? 'found' : 'not-found';
  return code === 'unknown-session' ? 'not-found' : 'found';
}

/** The writes of a log-in, a log-out or a renewal. */
function writes({ state }: Axes, { kind, status }: Asked): readonly LookUp[] {
  const t = mapTexts().lookUp;
  const isDone = status !== null && status < 300;
  if (state === 'none' || kind === 'me' || !isDone) return [];
  return [{ what: 'wrote', where: state, text: t.wrote({ where: t.stores[state] }) }];
}

const took = (ms: number | null) => (ms === null ? '' : ` (${ms} ms)`);
