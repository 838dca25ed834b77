// Breakages of the sign-in through the OpenID provider: what a callback must bring, and what an ID token must say.
import type { Mutation } from '../mutation.js';

const client = 'services/api/src/sign-in/provider-client.ts';
const routes = 'services/api/src/sign-in/sign-in.ts';
const clientTests = 'services/api/src/sign-in/provider-client.test.ts';
const routeTests = 'services/api/src/sign-in/sign-in.test.ts';

export const signIn: readonly Mutation[] = [
  {
    name: 'the state of every sign-in is the same',
    file: routes,
    find: 'randomState()}',
    replace: "'s'.repeat(43)}",
    tests: { [routeTests]: ['gives each sign-in a state, a nonce and a challenge of its own'] },
  },
  {
    name: 'the nonce of every sign-in is the same',
    file: routes,
    find: 'nonce: randomNonce()',
    replace: "nonce: 'nonce'",
    tests: { [routeTests]: ['gives each sign-in a state, a nonce and a challenge of its own'] },
  },
  {
    name: 'the PKCE verifier of every sign-in is the same',
    file: routes,
    find: 'verifier: randomPKCECodeVerifier()',
    replace: "verifier: 'v'.repeat(43)",
    tests: {
      [routeTests]: ['gives each sign-in a state, a nonce and a challenge of its own'],
      [clientTests]: ['gives a stolen code no log-in: the verifier of another sign-in is the wrong one'],
    },
  },
  {
    name: 'a callback may come from a browser that did not begin the sign-in',
    file: 'services/api/src/sign-in/pending.ts',
    find: 'const found = cookie === state ? pending.get(state) : undefined;',
    replace: 'const found = pending.get(state);',
    tests: { 'services/api/src/sign-in/pending.test.ts': ['is unknown with no cookie'] },
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
    tests: { [clientTests]: ['refuses an ID token with a signature of another key'] },
  },
  {
    name: 'an ID token may be for other clients, too',
    file: client,
    find: '[aud].flat().length !== 1',
    replace: 'false',
    tests: {
      [clientTests]: ['refuses an ID token with another audience beside ours, though we are authorized'],
    },
  },
  {
    name: 'an ID token may be issued to another client',
    file: client,
    find: 'if (azp !== labClientId)',
    replace: 'if (azp === undefined)',
    tests: { [clientTests]: ['refuses an ID token with our audience and another authorized party'] },
  },
  {
    name: 'an ID token may be from the future',
    file: client,
    find: 'iat > Date.now() / 1000 + clockToleranceSeconds',
    replace: 'iat === Number.POSITIVE_INFINITY',
    tests: { [clientTests]: ['refuses an ID token with a time in the future'] },
  },
  {
    name: 'an answer of the provider may be endless',
    file: client,
    find: 'bytes > mostBytes',
    replace: 'bytes < 0',
    tests: { [clientTests]: ['at the callback: its answer never ends, and the instance stops reading'] },
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
    tests: { [routeTests]: ['after the sign-in'] },
  },
  {
    name: 'a path may become the name of a host',
    file: routes,
    find: " || target.pathname.startsWith('//')",
    replace: '',
    tests: { [routeTests]: ['refuses to lead a user to "/..//attacker.example/" after the sign-in'] },
  },
];
