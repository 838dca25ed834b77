// The Authorization header and the cookie that carry the token, rather than the token (RFC 6750 §2).
import type { ProbeRequest } from '../../../probe/http.js';
import type { Family } from '../forgery-class.js';
import { withSignature } from '../jws.js';
import type { TokenMaterial } from '../token-fixture.js';

export const authorization: Family<TokenMaterial> = [
  {
    name: 'two Authorization headers',
    // RFC 9110 §5.3: a sender must not, and a balancer may see that before an instance does.
    forge: (material) => {
      const { token } = material;
      return [
        [token, token],
        [token, forged(material)],
        [forged(material), token],
      ].map(([first, second]) => ({
        request: ask(material, ['authorization', `Bearer ${first}`, 'authorization', `Bearer ${second}`]),
        isNoRequest: true as const,
      }));
    },
  },
  {
    name: 'two tokens in one header',
    forge: (material) => {
      const { token } = material;
      return [
        `Bearer ${token}, Bearer ${token}`,
        `Bearer ${token} ${token}`,
        `Bearer ${token},${forged(material)}`,
      ].map((value) => ({ request: ask(material, ['authorization', value]) }));
    },
  },
  {
    name: 'another scheme',
    forge: (material) =>
      [`Basic ${material.token}`, material.token, `Token ${material.token}`, 'Bearer', 'null'].map(
        (value) => ({
          request: ask(material, ['authorization', value]),
        }),
      ),
  },
  {
    name: 'a forged token beside the real one in a cookie',
    forge: (material) => ({
      request: ask(material, [
        ...['authorization', `Bearer ${forged(material)}`],
        ...['cookie', `token-${material.mode.name}=${material.token}`],
      ]),
    }),
  },
];

function forged({ token }: TokenMaterial): string {
  return withSignature(token, '');
}

function ask({ mode }: TokenMaterial, headers: readonly string[]): ProbeRequest {
  return { method: 'GET', path: `/api/${mode.name}/me`, headers };
}
