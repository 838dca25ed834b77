// A real token with a signature that is cut, blank, null or of something else.
import type { ForgeryGroup } from '../forgery-class.js';
import { encode, withSignature } from '../jws.js';
import { type TokenFixture, tokenOf } from '../token-fixture.js';

const zeros = (bytes: number) => encode(new Uint8Array(bytes));
/** The order of the curve P-256, which as `r` or `s` is as good as 0 to who does not check. */
const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex');
const one = Buffer.alloc(32, 0).fill(1, 31);

export const signature: ForgeryGroup<TokenFixture> = [
  {
    name: 'cut signature',
    forge: ({ token, signature: whole }) => {
      const bytes = Buffer.from(whole, 'base64url');
      // By characters; and by bytes, so that what is left is well spelled.
      const left = [bytes.subarray(0, -1), bytes.subarray(0, bytes.length / 2), bytes.subarray(0, 1)];
      const cut = [1, 8, whole.length - 1].map((length) => token.slice(0, -length));
      return [...cut, ...left.map((each) => withSignature(token, encode(each)))];
    },
  },
  { name: 'blank signature', forge: ({ token }) => withSignature(token, '') },
  { name: 'missing signature', forge: ({ token }) => token.slice(0, token.lastIndexOf('.')) },
  {
    name: 'null signature',
    forge: ({ token, signature: whole }) => {
      const length = Buffer.from(whole, 'base64url').length;
      return [zeros(length), zeros(1), 'null', encode('null')].map((each) => withSignature(token, each));
    },
  },
  {
    name: 'altered signature',
    forge: ({ token, signature: whole }) =>
      withSignature(token, `${whole.startsWith('A') ? 'B' : 'A'}${whole.slice(1)}`),
  },
  {
    name: 'signature of another token',
    async forge({ token, logIn, logInAt }) {
      const another = tokenOf(await logInAt(logIn.issuer));
      return withSignature(token, another.slice(another.lastIndexOf('.') + 1));
    },
  },
  {
    // CVE-2022-21449: 0 = 0 is no proof. In each of the two forms that such signatures have.
    name: 'r = s = 0 (ES256)',
    forge: ({ alter }) => {
      const points = [
        new Uint8Array(64),
        Buffer.concat([order, order]),
        Buffer.concat([new Uint8Array(32), one]),
      ];
      const der = Buffer.from('3006020100020100', 'hex');
      return [...points, der].map((point) => withSignature(alter({ alg: 'ES256' }), encode(point)));
    },
  },
];
