// The experiment under test: it must agree with a lab that refuses everything, and name the forgeries that each classic fault accepts.
import { type Client, defaultSettings, modeNamed } from '@scale-out-lab/core';
import type { Trial } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import type { Fault } from '../../testing/faulty-lab/flawed-checks.js';
import { instances, startFaultyLab } from '../../testing/faulty-lab/lab.js';
import { runTrial } from '../../testing/lab-server.js';
import {
  authorizations,
  callbacks,
  exchanges,
  logOutTokens,
  redirectUris,
  returnTos,
} from './forgeries/sign-in-suite.js';

type Known = 'right' | 'wrong' | 'none';

async function forge(modeName: string, fault?: Fault, known: Known = 'right'): Promise<Trial> {
  const lab = await startFaultyLab(fault);
  const mode = modeNamed(modeName);
  const client: Client = 'pinned';
  const numbers = { ...defaultSettings, repeat: 1, logOuts: 1, families: 1, firstUser: 1 };
  const wrong = { jwtSecret: 'not the secret of the lab', sessionSecret: 'nor this' };
  const secrets = { right: lab.secrets, wrong, none: undefined }[known];
  try {
    const plan = { url: lab.url, mode, client, instances, secrets, ...numbers };
    return await runTrial('forgery', plan, new AbortController().signal);
  } finally {
    await lab.close();
  }
}

const figureOf = (trial: Trial, name: string) => trial.figures.find((figure) => figure.name === name);

it.each([
  ['jwt-shared-key', true],
  ['jwt-shared-key', false],
  ['jwt-published-keys', false],
  ['jwt-refresh', true],
  ['session-redis', true],
  ['session-redis', false],
])('agrees with a lab that refuses every forgery: %s, its secret known: %s', async (mode, isKeyKnown) => {
  const trial = await forge(mode, undefined, isKeyKnown ? 'right' : 'none');
  expect(trial.disagreement).toBeNull();
  expect(trial.outcomes.ok).toBeGreaterThan(0);
  const [accepted] = trial.figures;
  expect(accepted).toMatchObject({ name: 'forged credentials accepted', measured: 0 });
  expect(accepted?.explanation).toContain(
    isKeyKnown ? 'signed with the key of the instances' : 'is not known here',
  );
});

/** A fault, a mode that has it, and the classes that it accepts. */
const faults: readonly (readonly [Fault, string, readonly string[]])[] = [
  ['accepts alg none', 'jwt-shared-key', ['alg "none"', 'alg "None"', 'alg "NONE"', 'alg "nOnE"']],
  ['checks HS256 with the public key', 'jwt-published-keys', ['HS256 under the public key (ES256)']],
  ['trusts the key in the header', 'jwt-published-keys', ['header jwk']],
  ['gets the key from jku', 'jwt-published-keys', ['header jku', 'header jku, in a cookie']],
  [
    'takes kid for a path',
    'jwt-shared-key',
    ['kid: a path to an empty file', 'kid: /dev/null', 'kid: a path that does not exist', 'kid: very long'],
  ],
  ['takes kid for a query', 'jwt-shared-key', ['kid: SQL that yields a known key']],
  ['finds nothing wrong with r = s = 0', 'jwt-published-keys', ['r = s = 0 (ES256)', 'null signature']],
  ['ignores exp', 'jwt-shared-key', ['expired', 'an expiry that is no time']],
  ['ignores exp', 'jwt-published-keys', ['a real token that has expired']],
  ['ignores nbf', 'jwt-shared-key', ['not yet valid']],
  ['ignores iss', 'jwt-shared-key', ['another issuer']],
  ['ignores aud', 'jwt-shared-key', ['another audience', 'a token of another mode']],
  ['ignores typ', 'jwt-shared-key', ['another type']],
  [
    'ignores signatures',
    'jwt-published-keys',
    ['cut signature', 'blank signature', 'claims of another user'],
  ],
  [
    'ignores spare bits',
    'jwt-shared-key',
    ['spare bits in the signature', 'spare bits in header or claims', 'padding'],
  ],
  ['has a weak secret', 'jwt-shared-key', ['common weak secret', 'common weak secret, in a cookie']],
  ['renews for any refresh token', 'jwt-refresh', ['guessed refresh token', 'cut refresh token']],
  [
    'adopts the session ID that a client brings',
    'session-redis',
    ['session ID that was there before the log-in', 'session cookie sent with the log-in of another user'],
  ],
  [
    'keeps a session that is logged in over',
    'session-redis',
    ['session cookie sent with the log-in of another user'],
  ],
  ['makes a session for any ID', 'session-redis', ['guessed session ID', 'hostile session ID']],
  ['has one store for all modes', 'session-redis', ['cookie of another mode']],
  ['takes the first of two cookies', 'session-redis', ['two session cookies', 'two Cookie headers']],
  ['ignores signatures', 'session-redis', ['blank cookie signature', 'cookie signed with another secret']],
  ['ignores spare bits', 'session-redis', ['spare bits in the cookie signature']],
  ['has a weak secret', 'session-redis', ['cookie signed with a common weak secret']],
];

it.each(faults)('forgery detects a lab that %s (%s): %j', async (fault, mode, classes) => {
  const trial = await forge(mode, fault, fault === 'has a weak secret' ? 'none' : 'right');
  expect(trial.agrees).toBe(false);
  expect(trial.disagreement).toContain('forged credentials accepted: ');
  const accepted = figureOf(trial, 'forged credentials accepted')?.evidence?.split('; ');
  expect(accepted).toEqual(expect.arrayContaining(classes.map((name) => `${name} (test-1, test-2)`)));
});

it('forgery detects instances and a provider that check nothing of a sign-in', async () => {
  const trial = await forge('oidc-redis', 'accepts every sign-in');
  const accepted = figureOf(trial, 'forged sign-ins accepted')?.evidence?.split('; ');
  const classes = [callbacks, returnTos, authorizations, redirectUris, exchanges, logOutTokens].flatMap(
    Object.keys,
  );
  expect(accepted?.toSorted()).toEqual([...classes, 'callback that was used'].toSorted());
  expect(trial.disagreement).toContain('forged sign-ins accepted: ');
});

it.each([
  ['jwt-own-keys', "another instance's key"],
  ['session-memory', 'session of another instance'],
])('forgery detects instances of %s that accept credentials of another: %s', async (mode, className) => {
  const trial = await forge(mode);
  expect(trial.disagreement).toContain(`${className} (test-1, test-2)`);
});

it("a connection to the forger's key server is counted", async () => {
  const trial = await forge('jwt-published-keys', 'gets the key from jku');
  const figure = figureOf(trial, "connections to the forger's key server");
  expect(figure?.agrees).toBe(false);
  expect(figure?.measured).toBeGreaterThan(0);
});

it.each<[Fault, string, string]>([
  ['fails at null claims', 'answers of 5xx or none', 'claims null'],
  ['hangs up', 'answers of 5xx or none', 'cut signature'],
  ['answers 403', 'answers other than 401', 'cut signature'],
  ['does not say how to log in', 'refusals that do not say how to log in', 'cut signature'],
])('forgery detects a lab that %s: %s', async (fault, figureName, className) => {
  const trial = await forge('jwt-shared-key', fault);
  const figure = figureOf(trial, figureName);
  expect(trial.disagreement).toContain(`${figureName}: `);
  expect(figure?.evidence).toContain(`${className} (`);
});

it('forgery detects a session that is refused without a challenge', async () => {
  const trial = await forge('session-redis', 'does not say how to log in');
  expect(trial.disagreement).toContain('refusals that do not say how to log in: ');
});

it('forgery detects a genuine log-in that ends after a forgery', async () => {
  const trial = await forge('jwt-shared-key', 'ends a log-in after a forgery');
  expect(figureOf(trial, 'genuine credentials refused')?.evidence).toContain(
    'the real token, after signatures',
  );
});

it.each([
  ['jwt-shared-key', 'a token signed with the secret that was given, after '],
  ['session-redis', 'a cookie signed with the secret that was given, after '],
])('forgery detects a given secret that the instances do not use: %s', async (mode, genuine) => {
  const trial = await forge(mode, undefined, 'wrong');
  expect(trial.disagreement).toContain('genuine credentials refused: ');
  expect(figureOf(trial, 'genuine credentials refused')?.evidence).toContain(genuine);
});

it('forgery detects answers that are always slow, and ignores one slow answer', async () => {
  const slow = figureOf(await forge('session-redis', 'is slow at long credentials'), 'slowest answer');
  expect(slow?.agrees).toBe(false);
  expect(slow?.evidence).toBe('session cookie of 16 kB (test-1, test-2)');
  const paused = figureOf(await forge('session-redis', 'pauses once'), 'slowest answer');
  expect(paused?.agrees).toBe(true);
});
