import type { ProbeRecording } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { sanitise } from './bundle.js';
import { judgeRecording, parseRecording } from './recording.js';

const secrets = ['alice', 'hunter2', 'acme', 'shop.example', 'basket', 'eyJ', '203.0.113.7', 'host-b'];

/** Six log-ins, each refused in every second check; the given answer has a secret wherever an application can put one. */
function makeRecording(more: Partial<ProbeRecording> = {}): ProbeRecording {
  const refused = {
    status: 401,
    headers: {
      'set-cookie': ['acme.sid=; Path=/basket', 'alice=eyJ; Domain=shop.example'],
      location: 'https://shop.example/alice/unknown?token=eyJ',
      'x-served-by': 'host-b',
      server: 'acme',
    },
    body: '{"error":"Unknown session of alice, hunter2, at 203.0.113.7","page":"basket"}',
  };
  const ok = { status: 200, headers: { 'x-served-by': 'host-b' }, body: 'Hello alice, hunter2, redis' };
  const checks = Array.from({ length: 40 }, (_, at) =>
    at % 2 === 0
      ? { outcome: 'ok' as const, answer: ok, failure: undefined, ageMs: at }
      : { outcome: 'logged-out' as const, answer: refused, failure: undefined, ageMs: at },
  );
  return {
    recordingVersion: 1,
    environment: 'Node v20.19.0, linux',
    url: 'https://shop.example/acme',
    date: '2026-11-28T10:00:00.000Z',
    seconds: 4.2,
    sent: 300,
    logIns: 6,
    protocols: ['HTTP/1.1'],
    isTlsVerified: true,
    limit: 0.003,
    hasOtherAddresses: false,
    hasLogOut: false,
    seen: {
      form: { kind: 'opaque', framework: 'express-session' },
      cookieNames: ['acme.sid', 'acme.sid.sig', 'alice'],
      users: Array.from({ length: 6 }, () => ({ part: 'pinned-fresh' as const, checks })),
      issuerOffsets: [],
      lifetimeSeconds: undefined,
      logIns: {
        sent: 9,
        failed: ['the log-in was answered with 403 hunter2', '/acme has no CSRF token "basket"'],
        requestsEach: 2,
      },
      affinityCookies: [{ name: 'alice', ok: 3, checks: 16 }],
      afterLogOut: checks,
      refreshRace: { tabs: 5, rounds: [{ refused: ['401 alice reused', 'no answer'], isEnded: true }] },
      notStored: {
        cookies: [
          { name: 'basket', reason: "Cookie not in this host's domain. Cookie:acme Request:shop.example" },
        ],
        worksAnyway: false,
      },
      identities: { header: 'x-acme', values: ['host-b', 'host-c'] },
      isWatch: false,
      limited: 0,
    },
    remarks: [
      'A refresh alone fails (401 alice reused), so no race was tried.',
      'The log-out fails (302 to /alice/x(1)), so nothing was replayed.',
    ],
    notRun: [],
    ...more,
  };
}

const verdictOf = (recording: ProbeRecording) => {
  const { diagnoses, url, reason, instances, remarks, ...report } = judgeRecording(recording);
  return {
    ...report,
    estimate: instances.estimate,
    diagnoses: diagnoses.map(({ cause, confidence }) => [cause, confidence]),
  };
};

it('a bundle has no secret and no personal datum', () => {
  const bundle = JSON.stringify(sanitise(makeRecording()));
  expect(secrets.filter((secret) => bundle.includes(secret))).toEqual([]);
});

it('the remarks of a bundle quote no answer', () => {
  const { remarks } = sanitise(makeRecording());
  expect(remarks).toEqual([
    'A refresh alone fails (401), so no race was tried.',
    'The log-out fails (302), so nothing was replayed.',
  ]);
});

it('a bundle gives the verdict of its recording, after a file too', async () => {
  const recording = makeRecording();
  expect(verdictOf(recording)).toMatchObject({
    verdict: 'broken',
    diagnoses: [
      ['state-in-memory', 'confirmed'],
      ['sign-in-split', 'likely'],
      ['refresh-race', 'likely'],
    ],
  });
  const bundle = await parseRecording('bundle.json', JSON.stringify(sanitise(recording)));
  expect(verdictOf(bundle)).toEqual(verdictOf(recording));
  expect(verdictOf(sanitise(bundle))).toEqual(verdictOf(recording));
});

it('a signature that a refusal deletes alone is still one in the bundle', () => {
  const recording = makeRecording();
  const seen = typeof recording.seen === 'string' ? expect.fail() : recording.seen;
  const users = seen.users.map(({ part, checks }) => ({
    part,
    checks: checks.map(({ answer, ...each }) => ({
      ...each,
      answer: answer && { ...answer, headers: { 'set-cookie': ['acme.sid.sig=; Path=/'] }, body: '' },
    })),
  }));
  const signed = { ...recording, seen: { ...seen, users } };
  expect(verdictOf(signed).diagnoses[0]).toEqual(['own-cookie-secret', 'confirmed']);
  expect(verdictOf(sanitise(signed))).toEqual(verdictOf(signed));
});

it('a reason why nothing was measured keeps its codes alone', () => {
  const seen = 'https://shop.example/acme cannot be reached (ECONNREFUSED): nothing listens there.';
  expect(sanitise(makeRecording({ seen })).seen).toBe('Nothing was measured (ECONNREFUSED).');
  const refused = makeRecording({ seen: 'The log-in was answered with 401 alice. Check the user.' });
  expect(sanitise(refused).seen).toBe('Nothing was measured (401).');
});

it.each(['{', '{}', '{"recordingVersion":2}', '[]'])('%s is not a recording', async (text) => {
  const parsed = parseRecording('raw.json', text);
  await expect(parsed).rejects.toThrow('expected a file that --raw or --bundle wrote');
});

it('a healthy recording of 300,000 checks is judged', () => {
  const { seen, ...recording } = makeRecording({ notRun: [] });
  if (typeof seen === 'string') return expect.fail(seen);
  const check = { outcome: 'ok' as const, answer: undefined, failure: undefined, ageMs: 1 };
  const checks = Array.from({ length: 20_000 }, () => check);
  const users = Array.from({ length: 15 }, () => ({ part: 'pinned-fresh' as const, checks }));
  const logIns = { ...seen.logIns, failed: [] };
  const healthy = { ...seen, users, logIns, affinityCookies: [], afterLogOut: undefined };
  const report = judgeRecording({
    ...recording,
    seen: { ...healthy, refreshRace: undefined, notStored: undefined },
  });
  expect(report).toMatchObject({ verdict: 'healthy', requests: 300_000 });
});

it('a watch that no user began is undecided', () => {
  const { seen, ...recording } = makeRecording();
  if (typeof seen === 'string') return expect.fail(seen);
  const logIns = { ...seen.logIns, failed: [] };
  const none = { ...seen, logIns, users: [], isWatch: true, afterLogOut: undefined, refreshRace: undefined };
  const report = judgeRecording({
    ...recording,
    seen: { ...none, affinityCookies: [], notStored: undefined },
  });
  expect(report).toMatchObject({ verdict: 'undecided', watch: { users: 0 } });
  expect(report.reason).toBe('No user was logged in when the watch ended, so it shows nothing.');
});
