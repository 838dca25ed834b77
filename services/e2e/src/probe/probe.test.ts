// The probe against applications that were not written for it, with known faults, behind real balancers.
import { type ProbeReport, probeReport } from '@scale-out-lab/core/wire';
import { judgeRecording, sanitise } from '@scale-out-lab/loadtest';
import Schema from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import { hasCaddy, hasHaproxy, hasStream } from './balancers.js';
import { hasFlask } from './foreign/flask.js';
import { hasPhp } from './foreign/php.js';
import { hasTomcat } from './foreign/tomcat.js';
import { type ProbeCase, probeApp, recordApp } from './probe-app.js';

const rotation = { balancing: 'rotation', instances: 3 } as const;

/** Rotation leaves nothing to chance, so that fewer checks show the fault. */
const few = ['--checks', '20', '--users', '12'];

const causesOf = ({ verdict, failureRate, interval, diagnoses }: ProbeReport) => ({
  verdict,
  failureRate,
  interval,
  causes: diagnoses.map(({ cause, confidence }) => [cause, confidence]),
});

describe('an application that keeps users logged in', () => {
  it.each<ProbeCase>([
    { app: 'express-session, shared store', ...rotation },
    { app: 'jsonwebtoken, one key', balancing: 'random', instances: 5 },
  ])('$app, $balancing over $instances, is healthy', async (given) => {
    const report = await probeApp(given);
    expect(Schema.Check(probeReport, JSON.parse(JSON.stringify(report)))).toBe(true);
    expect(report).toMatchObject({ verdict: 'healthy', failureRate: 0, notRun: [] });
    expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['healthy']);
    expect(report.interval[1]).toBeLessThan(0.003);
    expect(report.requests).toBeGreaterThanOrEqual(1280);
  });
});

it('the end of a token that outlives the probe is reported as not observed, and not as an expiry', async () => {
  const given = { app: 'jsonwebtoken, one key', ...rotation } as const;
  const report = await probeApp(given, [...few, '--threshold', 'failed<5%']);
  expect(report).toMatchObject({ verdict: 'healthy', diagnoses: [{ cause: 'healthy' }] });
  expect(report.remarks).toContain(
    'The credential states 600 s; no check was sent so late, so its end was not observed.',
  );
});

describe('an application that logs users out', () => {
  it.each<ProbeCase & { readonly cause: string; readonly confidence: string }>([
    {
      app: 'express-session, memory of each instance',
      ...rotation,
      cause: 'state-in-memory',
      confidence: 'likely',
    },
    { app: 'jsonwebtoken, own keys', ...rotation, cause: 'own-signing-keys', confidence: 'confirmed' },
    { app: 'jsonwebtoken, one old key', ...rotation, cause: 'stale-key', confidence: 'confirmed' },
    { app: 'jsonwebtoken, one wrong clock', ...rotation, cause: 'clock-skew', confidence: 'confirmed' },
    {
      app: 'iron-session, own passwords',
      balancing: 'random',
      instances: 5,
      cause: 'own-cookie-secret',
      confidence: 'confirmed',
    },
    {
      app: 'koa-session in a shared store, own keys',
      ...rotation,
      cause: 'own-cookie-secret',
      confidence: 'confirmed',
    },
    { app: 'CSRF token in memory', ...rotation, cause: 'sign-in-split', confidence: 'confirmed' },
    {
      app: 'express-session, a store that does not answer',
      ...rotation,
      cause: 'store-unavailable',
      confidence: 'confirmed',
    },
    {
      app: 'express-session, a store that restarts once',
      ...rotation,
      cause: 'store-lost',
      confidence: 'likely',
    },
    {
      app: 'express-session, memory of each instance',
      balancing: 'connection',
      instances: 3,
      cause: 'affinity-by-connection',
      confidence: 'confirmed',
    },
    {
      app: 'express-session, memory of each instance',
      balancing: 'address',
      instances: 3,
      cause: 'affinity-by-address',
      confidence: 'confirmed',
    },
  ])(
    '$app, $balancing over $instances: $cause, $confidence, and so from its bundle',
    ({ cause, confidence, ...given }) => {
      // A store that restarts once does so after more checks, and few log-ins may all be of instances with the same key.
      const isLong = cause === 'store-lost' || cause === 'stale-key';
      const isShort = given.balancing === 'rotation' && !isLong;
      return expectDiagnosis(given, cause, confidence, isShort ? few : []);
    },
  );
});

async function expectDiagnosis(
  given: ProbeCase,
  cause: string,
  confidence: string,
  more: readonly string[] = [],
): Promise<void> {
  const recording = await recordApp(given, more);
  const report = judgeRecording(recording);
  expect(Schema.Check(probeReport, JSON.parse(JSON.stringify(report)))).toBe(true);
  expect(report).toMatchObject({
    verdict: 'broken',
    diagnoses: [{ cause, confidence }, ...report.diagnoses.slice(1)],
  });
  expect(causesOf(judgeRecording(sanitise(recording)))).toEqual(causesOf(report));
}

describe('an application of another framework, if it is installed', () => {
  it.each([
    ['hapi and yar in a cookie, own passwords', 'own-cookie-secret', 'confirmed', true],
    ['hapi and yar, memory of each instance', 'state-in-memory', 'likely', true],
    ['better-auth, memory of each instance', 'state-in-memory', 'confirmed', true],
    ['better-auth, shared database and own secrets', 'own-cookie-secret', 'likely', true],
    ['PHP, session files of each machine', 'state-in-memory', 'confirmed', hasPhp],
    ['flask-login, own keys', 'own-cookie-secret', 'confirmed', hasFlask],
    ['Java servlets, memory of each instance', 'state-in-memory', 'confirmed', hasTomcat],
  ] as const)('%s: %s, %s', async (app, cause, confidence, isInstalled) => {
    if (isInstalled) await expectDiagnosis({ app, ...rotation }, cause, confidence, few);
    else console.info(`Skipped: ${app.split(',')[0]} is not installed.`);
  });
});

it.each([2, 3, 5])('%i instances that take turns are counted exactly, without a name', async (instances) => {
  const given = { app: 'jsonwebtoken, own keys', balancing: 'rotation', instances } as const;
  const { instances: found, failureRate } = await probeApp(given, few);
  expect(found).toEqual({ estimate: instances, interval: [instances, instances], named: [] });
  expect(failureRate).toBeCloseTo(1 - 1 / instances, 1);
});

it('with random balancing the interval of the number of instances holds the true one', async () => {
  const given = { app: 'jsonwebtoken, own keys', balancing: 'random', instances: 3 } as const;
  // About 1,760 checks: by chance the interval of 95% is beyond one of these bounds less than once in 100,000 times.
  const { instances } = await probeApp(given, ['--precision', '5', '--users', '40']);
  const [low = 0, high = 0] = instances.interval ?? [];
  expect(low).toBeLessThan(3.3);
  expect(high).toBeGreaterThan(2.7);
});

it.each([
  ['HAProxy', hasHaproxy],
  ['Caddy', hasCaddy],
] as const)(
  'behind %s, if it is installed, state in memory is found and the instances are counted',
  async (balancing, isInstalled) => {
    if (!isInstalled) return console.info(`Skipped: ${balancing} is not installed.`);
    const app = 'express-session, memory of each instance';
    const report = await probeApp({ app, balancing, instances: 3 }, few);
    expect(report).toMatchObject({ verdict: 'broken', instances: { estimate: 3, interval: [3, 3] } });
    expect(report.diagnoses[0]?.cause).toBe('state-in-memory');
  },
);

it('behind the stream module of nginx, if it is installed, log-ins last as long as a connection', async () => {
  if (!hasStream) return console.info('Skipped: the stream module of nginx is not installed.');
  const app = 'express-session, memory of each instance';
  const given = { app, balancing: 'nginx stream', instances: 3 } as const;
  await expectDiagnosis(given, 'affinity-by-connection', 'confirmed');
});

it('behind HAProxy, if it is installed, a table of addresses logs out a user who changes network', async () => {
  if (!hasHaproxy) return console.info('Skipped: HAProxy is not installed.');
  const app = 'express-session, memory of each instance';
  const given = { app, balancing: 'HAProxy table of addresses', instances: 3 } as const;
  await expectDiagnosis(given, 'affinity-by-address', 'confirmed', few);
});

it('sessions of Java servlets, if Tomcat is installed, stay at the instances that their IDs name', async () => {
  if (!hasTomcat) return console.info('Skipped: Tomcat is not installed.');
  const app = 'Java servlets, memory of each instance';
  const report = await probeApp({ app, balancing: 'jvmRoute', instances: 2 }, [
    ...few,
    '--threshold',
    'failed<5%',
  ]);
  expect(report).toMatchObject({ verdict: 'healthy', failureRate: 0, framework: 'Java servlets' });
  expect(report.instances).toEqual({ estimate: 2, interval: [2, 2], named: ['s0', 's1'] });
  expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['healthy']);
});

it.each([
  ['nginx', 'cookie', true],
  ['HAProxy, if it is installed,', 'HAProxy cookie', hasHaproxy],
  [
    'HAProxy, if it is installed, that has learned the cookie of the session,',
    'HAProxy table of cookies',
    hasHaproxy,
  ],
] as const)(
  'affinity by a cookie of %s keeps users logged in, and is named',
  async (_what, balancing, isInstalled) => {
    if (!isInstalled) return console.info(`Skipped: ${balancing} is not installed.`);
    const app = 'express-session, memory of each instance';
    const report = await probeApp({ app, balancing, instances: 3 }, [...few, '--threshold', 'failed<5%']);
    expect(report).toMatchObject({ verdict: 'healthy', failureRate: 0 });
    expect(report.diagnoses.map(({ cause }) => cause)).toEqual(['affinity-by-cookie', 'healthy']);
  },
);

it('a token that still works after the log-out is not revoked', async () => {
  const given = { app: 'jsonwebtoken, one key', ...rotation } as const;
  const report = await probeApp(given, [...few, '--log-out', 'POST /logout']);
  expect(report).toMatchObject({ verdict: 'broken', failureRate: 0, diagnoses: [{ cause: 'not-revoked' }] });
});
