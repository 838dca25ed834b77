// A mode outside the catalogue, in which instances sign with a weak secret: anyone who guesses it can forge a token.
// Nothing else is signed with it. Decision 24.
import type { Mode } from './axes.js';

/** In every list of guesses. It is here on purpose, and protects nothing. */
export const weakSecret = 'keyboard cat';

/** At /api/weak-secret/…, only where `WEAK_SECRET` is `on`. */
export const weakSecretMode: Mode = {
  name: 'weak-secret',
  credential: 'jwt',
  state: 'none',
  keys: 'shared',
  balancing: 'round-robin',
  teaches: {
    en: 'Anyone who guesses the secret signs as anyone.',
    ko: '비밀 키를 추측하면 누구로든 서명할 수 있습니다.',
  },
};
