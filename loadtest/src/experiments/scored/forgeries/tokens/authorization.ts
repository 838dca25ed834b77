// The Authorization header and the cookie that carry the token, rather than the token (RFC 6750 §2).
import type { HttpRequest } from '../../../client/http.js';
import type { ForgeryGroup } from '../forgery-class.js';
import { withSignature } from '../jws.js';
import type { TokenFixture } from '../token-fixture.js';

export const authorization: ForgeryGroup<TokenFixture> = [
  {
    name: 'two Authorization headers',
    // RFC 9110 §5.3: a sender must not, and a balancer may see that before an instance does.
    forge: (fixture) => {
      const { token } = fixture;
      return [
        [token, token],
        [token, forged(fixture)],
        [forged(fixture), token],
      ].map(([first, second]) => ({
        request: ask(fixture, ['authorization', `Bearer ${first}`, 'authorization', `Bearer ${second}`]),
        isNoRequest: true as const,
      }));
    },
  },
  {
    name: 'two tokens in one header',
    forge: (fixture) => {
      const { token } = fixture;
      return [
        `Bearer ${token}, Bearer ${token}`,
        `Bearer ${token} ${token}`,
        `Bearer ${token},${forged(fixture)}`,
      ].map((value) => ({ request: ask(fixture, ['authorization', value]) }));
    },
  },
  {
    name: 'another scheme',
    forge: (fixture) =>
      [`Basic ${fixture.token}`, fixture.token, `Token ${fixture.token}`, 'Bearer', 'null'].map((value) => ({
        request: ask(fixture, ['authorization', value]),
      })),
  },
  {
    name: 'a forged token beside the real one in a cookie',
    forge: (fixture) => ({
      request: ask(fixture, [
        ...['authorization', `Bearer ${forged(fixture)}`],
        ...['cookie', `token-${fixture.mode.name}=${fixture.token}`],
      ]),
    }),
  },
];

function forged({ token }: TokenFixture): string {
  return withSignature(token, '');
}

function ask({ mode }: TokenFixture, headers: readonly string[]): HttpRequest {
  return { method: 'GET', path: `/api/${mode.name}/me`, headers };
}
