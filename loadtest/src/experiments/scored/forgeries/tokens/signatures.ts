// Signatures that are cut, blank, null or of another text, and algorithms that the token chooses itself.
import { createPublicKey } from 'node:crypto';
import { classesOf, type ForgeryGroup } from '../forgery-suite.js';
import { encode, signHs256, signingInput, withSignature } from '../jws.js';
import { type PublicKey, type TokenFixture, tokenOf } from '../token-fixture.js';

const zeros = (bytes: number) => encode(new Uint8Array(bytes));
/** The order of the curve P-256, which as `r` or `s` equals 0 if the range is not checked. */
const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
const one = Buffer.alloc(32, 0).fill(1, 31);

export const signature: ForgeryGroup<TokenFixture> = {
  'cut signature': ({ token, signature: whole }) => {
    const bytes = Buffer.from(whole, 'base64url');
    // By characters; and by bytes, so that the rest is valid base64.
    const left = [bytes.subarray(0, -1), bytes.subarray(0, bytes.length / 2), bytes.subarray(0, 1)];
    const cut = [1, 8, whole.length - 1].map((length) => token.slice(0, -length));
    return [...cut, ...left.map((each) => withSignature(token, encode(each)))];
  },
  'blank signature': ({ token }) => withSignature(token, ''),
  'missing signature': ({ token }) => token.slice(0, token.lastIndexOf('.')),
  'null signature': ({ token, signature: whole }) => {
    const length = Buffer.from(whole, 'base64url').length;
    return [zeros(length), zeros(1), 'null', encode('null')].map((each) => withSignature(token, each));
  },
  'altered signature': ({ token, signature: whole }) =>
    withSignature(token, `${whole.startsWith('A') ? 'B' : 'A'}${whole.slice(1)}`),
  async 'signature of another token'({ token, logIn, logInAt }) {
    const another = tokenOf(await logInAt(logIn.issuer));
    return withSignature(token, another.slice(another.lastIndexOf('.') + 1));
  },
  // CVE-2022-21449: 0 = 0 proves nothing. In each of the two forms of such signatures.
  'r = s = 0 (ES256)': ({ alter }) => {
    const points = [
      new Uint8Array(64),
      Buffer.concat([order, order]),
      Buffer.concat([new Uint8Array(32), one]),
    ];
    const der = Buffer.from('3006020100020100', 'hex');
    return [...points, der].map((point) => withSignature(alter({ alg: 'ES256' }), encode(point)));
  },
};

const spellingsOfNone = {
  'alg "none"': 'none',
  'alg "None"': 'None',
  'alg "NONE"': 'NONE',
  'alg "nOnE"': 'nOnE',
};

/** Tokens that choose the algorithm of their verification (RFC 8725 §2.1). */
export const algorithm: ForgeryGroup<TokenFixture> = {
  ...classesOf(spellingsOfNone, ({ header, claims, signature }: TokenFixture, alg) => {
    const unsigned = `${signingInput({ ...header, alg }, claims)}.`;
    const withoutName = `${signingInput({ alg, typ: header.typ }, claims)}.`;
    return [unsigned, withSignature(unsigned, signature), withoutName];
  }),
  'another alg': ({ header, claims, signature }) =>
    ['HS512', 'RS256', 'ES384', 'PS256', 'EdDSA', 'A128KW', '', null, ['HS256'], undefined].map(
      (alg) => `${signingInput({ ...header, alg }, claims)}.${signature}`,
    ),
  'HS256 under the public key (ES256)': {
    appliesTo: ({ mode }) => mode.keys === 'published',
    async forge({ header, claims, publicKeys }) {
      const published = await publicKeys();
      return published.flatMap((jwk) => {
        const input = signingInput({ ...header, alg: 'HS256', kid: jwk.kid }, claims);
        return formsOf(jwk, published).map((form) => signHs256(form, input));
      });
    },
  },
};

/** The texts and bytes in which a program may hold a public key. */
function formsOf(jwk: PublicKey, all: readonly PublicKey[]): readonly (string | Uint8Array)[] {
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const pem = key.export({ format: 'pem', type: 'spki' }).toString();
  const { kid: _kid, use: _use, alg: _alg, ...bare } = jwk;
  const der = key.export({ format: 'der', type: 'spki' });
  return [
    pem,
    pem.trimEnd(),
    pem.replaceAll('\n', '\r\n'),
    pem.replace(/-----[A-Z ]+-----|\n/g, ''),
    der,
    der.subarray(-65),
    JSON.stringify(jwk),
    JSON.stringify(bare),
    JSON.stringify({ keys: all }),
  ];
}
