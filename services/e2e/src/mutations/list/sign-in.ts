// Breakages of the sign-in through the OpenID provider: what a callback must bring, what an ID token must say, and which logout
// tokens end a session.
import type { Mutation } from '../mutation.js';

const client = 'services/api/src/sign-in/provider-client.ts';
const routes = 'services/api/src/sign-in/sign-in.ts';
const clientTests = 'services/api/src/sign-in/provider-client.test.ts';
const logoutToken = 'services/api/src/sign-in/logout-token.ts';
const logOut = 'services/api/src/sign-in/provider-log-out.ts';
const logOutTests = 'services/api/src/sign-in/provider-log-out.test.ts';
const routeTests = 'services/api/src/sign-in/sign-in.test.ts';

export const signIn: readonly Mutation[] = [
  {
    name: 'the state of every sign-in is the same',
    file: routes,
    find: 'randomState()}',
    replace: "'s'.repeat(43)}",
    tests: ['gives each sign-in a new state, nonce and challenge'],
  },
  {
    name: 'the nonce of every sign-in is the same',
    file: routes,
    find: 'nonce: randomNonce()',
    replace: "nonce: 'nonce'",
    tests: ['gives each sign-in a new state, nonce and challenge'],
  },
  {
    name: 'the PKCE verifier of every sign-in is the same',
    file: routes,
    find: 'verifier: randomPKCECodeVerifier()',
    replace: "verifier: 'v'.repeat(43)",
    tests: {
      [routeTests]: ['gives each sign-in a new state, nonce and challenge'],
      [clientTests]: ['gives a stolen code no log-in: the verifier of another sign-in is the wrong one'],
    },
  },
  {
    name: 'a callback may come from a browser that did not begin the sign-in',
    file: 'services/api/src/sign-in/pending.ts',
    find: 'const found = cookie === state ? await notes.take(state) : undefined;',
    replace: 'const found = await notes.take(state);',
    tests: ['is unknown with no cookie'],
  },
  {
    name: 'a callback may name another provider',
    file: client,
    find: '      const tokens = await oidc',
    replace:
      "      callback.searchParams.set('iss', config.serverMetadata().issuer);\n      const tokens = await oidc",
    tests: { [routeTests]: ['refuses a callback with the name of another provider (RFC 9207)'] },
  },
  {
    name: 'the signature of an ID token is not verified',
    file: client,
    find: 'execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks]',
    replace: 'execute: [oidc.allowInsecureRequests]',
    tests: ['refuses an ID token with a signature of another key'],
  },
  {
    name: 'an ID token may be for other clients, too',
    file: client,
    find: '[aud].flat().length !== 1',
    replace: 'false',
    tests: ['refuses an ID token with another audience beside ours, though we are authorized'],
  },
  {
    name: 'an ID token may be issued to another client',
    file: client,
    find: 'if (azp !== clientId)',
    replace: 'if (azp === undefined)',
    tests: ['refuses an ID token with our audience and another authorized party'],
  },
  {
    name: 'an ID token may be from the future',
    file: client,
    find: 'iat > Date.now() / 1000 + clockToleranceSeconds',
    replace: 'iat === Number.POSITIVE_INFINITY',
    tests: ['refuses an ID token with a time in the future'],
  },
  {
    name: 'an answer of the provider may be endless',
    file: client,
    find: 'bytes > mostBytes',
    replace: 'bytes < 0',
    tests: ['at the callback: its answer never ends, and the instance stops reading'],
  },
  {
    name: 'the error of a callback is repeated as it is',
    file: client,
    find: '/^[a-z_]{1,40}$/.test(error.error)',
    replace: 'true',
    tests: { [routeTests]: ['refuses a callback with a hostile error, and leaves nothing'] },
  },
  {
    name: 'a sign-in may lead to any place that begins with a slash',
    file: routes,
    find: 'if (target?.origin !== origin || ',
    replace: 'if (target === undefined || ',
    tests: ['after the sign-in'],
  },
  {
    name: 'a path may become the name of a host',
    file: routes,
    find: " || target.pathname.startsWith('//')",
    replace: '',
    tests: ['refuses to lead a user to "/..//attacker.example/" after the sign-in'],
  },
  {
    name: 'an ID token ends a session',
    file: logoutToken,
    find: 'if (nonce !== undefined) return',
    replace: "if (nonce === '') return",
    tests: ['refuses a token with a nonce'],
  },
  {
    name: 'a logout token needs no event',
    file: logoutToken,
    find: 'if (!hasLogoutEvent(events)) return',
    replace: 'if (events === 0) return',
    tests: ['refuses a token with another event'],
  },
  {
    name: 'a logout token may be for other clients, too',
    file: logoutToken,
    find: '[aud].flat().length !== 1',
    replace: 'false',
    tests: ['refuses a token for another client, too'],
  },
  {
    name: 'a logout token may have any type',
    file: logoutToken,
    find: 'if (typ !== undefined && ',
    replace: "if (typ === '' && ",
    tests: ['refuses a token of another type'],
  },
  {
    name: 'a logout token never becomes too old',
    file: logoutToken,
    find: ', maxTokenAge: oldestSeconds }',
    replace: ' }',
    tests: ['refuses a token of an hour ago'],
  },
  {
    name: 'a logout token needs no expiry',
    file: logoutToken,
    find: "['iat', 'exp', 'jti', 'events']",
    replace: "['iat', 'jti', 'events']",
    tests: ['refuses a token without an expiry'],
  },
  {
    name: 'a logout token counts each time',
    file: logOut,
    find: 'if (!isNew) throw',
    replace: 'if (!usedKey) throw',
    tests: ['accepts a token once, also when it comes several times at once'],
  },
  {
    name: 'a logout token of a session ends all sessions of the user',
    file: 'services/api/src/auth/log-ins/directory.ts',
    find: 'session === undefined || providerSession === session',
    replace: 'username !== session',
    tests: {
      [logOutTests]: ['ends the sessions that came through the session of a token with user and session'],
    },
  },
];
