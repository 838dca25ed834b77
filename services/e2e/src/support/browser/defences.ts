// What can stand between a cookie and a request that another site causes, each alone and two of them together.
import type { AttackName, Outcome, SameSite } from './observe-attack.js';

export interface Defence {
  /** CSRF_PROTECTION: whether the lab looks at where a request comes from. */
  readonly check: 'on' | 'off';
  readonly sameSite: SameSite;
  /** A setting of the browser, and so no defence of the server's. */
  readonly blocksThirdPartyCookies?: true;
}

export const defences = {
  nothing: { check: 'off', sameSite: 'None' },
  'third-party cookies blocked': { check: 'off', sameSite: 'None', blocksThirdPartyCookies: true },
  'SameSite=Lax': { check: 'off', sameSite: 'Lax' },
  'the check': { check: 'on', sameSite: 'None' },
  'SameSite=Lax and the check': { check: 'on', sameSite: 'Lax' },
} as const satisfies Record<string, Defence>;

export type DefenceName = keyof typeof defences;

/** What should become of each attack. */
export const expected = {
  nothing: {
    'fetch from another site': 'works',
    'form on another site': 'not JSON',
    'fetch from another port': 'works',
    'link on another site': 'works',
  },
  'third-party cookies blocked': {
    'fetch from another site': 'no cookie',
    'form on another site': 'not JSON', // it opens the lab in the tab, where the cookie is no third party's
    'fetch from another port': 'works',
    'link on another site': 'works',
  },
  'SameSite=Lax': {
    'fetch from another site': 'no cookie',
    'form on another site': 'no cookie',
    'fetch from another port': 'works', // another port is the same site
    'link on another site': 'works',
  },
  'the check': {
    'fetch from another site': 'refused',
    'form on another site': 'refused',
    'fetch from another port': 'refused',
    'link on another site': 'works', // a GET changes nothing
  },
  'SameSite=Lax and the check': {
    'fetch from another site': 'refused',
    'form on another site': 'refused',
    'fetch from another port': 'refused',
    'link on another site': 'works',
  },
} as const satisfies Record<DefenceName, Record<AttackName, Outcome>>;
