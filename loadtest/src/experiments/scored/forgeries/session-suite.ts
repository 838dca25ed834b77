// The suite of forged session cookies.
import { meRequest } from '../../../http/requests.js';
import { cookieSignature } from './cookies/cookie-signature.js';
import { cookieSpelling } from './cookies/cookie-spelling.js';
import { fixation, sessionId } from './cookies/session-id.js';
import type { ForgerySuite } from './forgery-suite.js';
import { cookieHeader, createSessionFixture, type SessionFixture } from './session-fixture.js';

export const sessionSuite: ForgerySuite<SessionFixture> = {
  groups: {
    signatures: cookieSignature,
    'session IDs': sessionId,
    spellings: cookieSpelling,
    fixation,
  },
  prepare: createSessionFixture,
  carry: ({ mode }, text) => meRequest(mode, cookieHeader(mode, text)),
  genuine({ mode, logIn, id, isKeyKnown, sign }) {
    return {
      'the real cookie': meRequest(mode, logIn.credential),
      // Proves that forgeries under the known secret are well-formed: the real ID is accepted under it.
      ...(isKeyKnown && {
        'a cookie signed with the secret that was given': meRequest(mode, cookieHeader(mode, sign(id))),
      }),
    };
  },
};
