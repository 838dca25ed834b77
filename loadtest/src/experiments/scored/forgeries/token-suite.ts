// Forging access tokens, and where there are some refresh tokens: the table of families.
import { meRequest } from '../../client/log-in.js';
import type { ForgerySuite } from './forgery-suite.js';
import { signingInput } from './jws.js';
import { createTokenFixture, type TokenFixture } from './token-fixture.js';
import { algorithm } from './tokens/algorithm.js';
import { authorization } from './tokens/authorization.js';
import { embeddedKeys } from './tokens/embedded-keys.js';
import { expired } from './tokens/expired.js';
import { kidInjection } from './tokens/kid-injection.js';
import { noClaims } from './tokens/no-claims.js';
import { refreshToken } from './tokens/refresh-token.js';
import { signature } from './tokens/signature.js';
import { spelling } from './tokens/spelling.js';
import { swappedClaims } from './tokens/swapped-claims.js';
import { tokenCookie, withToken } from './tokens/token-cookie.js';
import { weakKeys } from './tokens/weak-keys.js';
import { wrongClaims } from './tokens/wrong-claims.js';

export const tokenSuite: ForgerySuite<TokenFixture> = {
  families: {
    'brought keys': embeddedKeys,
    signatures: signature,
    algorithms: algorithm,
    'hostile kids': kidInjection,
    'swapped claims': swappedClaims,
    'wrong claims': wrongClaims,
    'no claims': noClaims,
    'weak keys': weakKeys,
    spellings: spelling,
    'authorization headers': authorization,
    'token cookies': tokenCookie,
    'refresh tokens': refreshToken,
    'expired tokens': expired,
  },
  prepare: createTokenFixture,
  carry: ({ mode }, text) => meRequest(mode, { authorization: `Bearer ${text}` }),
  genuine({ mode, token, logIn, header, claims, isKeyKnown, sign }) {
    const own = sign(signingInput(header, { ...claims, jti: `${claims.jti}-sealed` }));
    return {
      'the real token': meRequest(mode, logIn.credential),
      'the real token in a cookie': withToken(mode, token),
      // That forgeries under the known key are well made: one without any fault is accepted.
      ...(isKeyKnown && {
        'a token signed with the secret that was given': meRequest(mode, { authorization: `Bearer ${own}` }),
      }),
    };
  },
};
