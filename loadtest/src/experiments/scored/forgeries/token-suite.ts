// The suite of forged access tokens and refresh tokens.
import { meRequest } from '../../../http/requests.js';
import type { ForgerySuite } from './forgery-suite.js';
import { signingInput } from './jws.js';
import { createTokenFixture, type TokenFixture } from './token-fixture.js';
import { authorization, tokenCookie, withToken } from './tokens/carriers.js';
import { expired, noClaims, swappedClaims, wrongClaims } from './tokens/claims.js';
import { embeddedKeys, kidInjection, weakKeys } from './tokens/keys.js';
import { refreshToken } from './tokens/refresh-token.js';
import { algorithm, signature } from './tokens/signatures.js';
import { spelling } from './tokens/spelling.js';

export const tokenSuite: ForgerySuite<TokenFixture> = {
  groups: {
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
      // Proves that forgeries under the known key are well-formed: one without a flaw is accepted.
      ...(isKeyKnown && {
        'a token signed with the secret that was given': meRequest(mode, { authorization: `Bearer ${own}` }),
      }),
    };
  },
};
