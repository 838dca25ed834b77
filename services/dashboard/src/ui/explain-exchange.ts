// The reason of an answer in words, in the language of the view; the instance's own words are English.
import { findMode } from '@scale-out-lab/core';
import type { Exchange } from '@scale-out-lab/core/wire';
import { pageTexts } from '../state/texts.js';

const successes = {
  login: 'logged-in',
  me: 'accepted',
  logout: 'logged-out',
  refresh: 'renewed',
  sessions: 'listed',
  end: 'ended',
} as const;

/** One sentence: the instance that accepted or refused the request, and why. */
export function explainExchange(exchange: Exchange): string {
  const t = pageTexts().reasons;
  const { kind, status, detail, servedBy, issuedBy } = exchange;
  if (status === null) return t.unanswered;
  const who = { servedBy: servedBy ?? 'nginx', issuedBy: issuedBy ?? servedBy ?? '?' };
  if (status < 300) return t[successes[kind]](who);
  const said = refine(exchange);
  const known = said !== null && said in t ? t[said as keyof typeof t] : undefined;
  return typeof known === 'function' ? known(who) : (detail ?? `HTTP ${status}`);
}

/** Tells apart cases for which the instance has one code. */
function refine(exchange: Exchange): string | null {
  const { code, mode } = exchange;
  if (code === 'unknown-session' && isGone(exchange)) return 'session-gone';
  // A reused refresh token ends the log-in as a log-out does.
  if (code === 'revoked' && findMode(mode)?.refresh) return 'log-in-ended';
  return code;
}

/** The creator had the session, as did every instance if all share one store. */
function isGone({ mode, servedBy, issuedBy }: Exchange): boolean {
  return servedBy === issuedBy || findMode(mode)?.state === 'redis';
}
