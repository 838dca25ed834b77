// Faults that need no second instance: each server here has exactly one.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { serve } from '@scale-out-lab/core/testing/serve';
import { expect, it } from 'vitest';
import { createStop, runProbe } from './run-probe.js';
import { parseProbe } from './to-plan.js';

/** Logs every user in with a cookie that contains the time, and answers checks as configured. */
async function probe(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  more: readonly string[] = [],
) {
  const url = await serve((request, response) => {
    if (request.method === 'POST')
      return void response.setHeader('set-cookie', `sid=${Date.now()}`).end('Welcome');
    if (!/sid=\d+/.test(request.headers.cookie ?? '')) return void response.writeHead(401).end();
    answer(request, response);
  });
  const args = [url, '--login', 'POST /login user=alice', '--check', 'GET /account', ...more];
  return runProbe(parseProbe(args, {}), { signal: new AbortController().signal, show: () => {} });
}

/** Rotating refresh tokens in a cookie; the first is the session ID. @param ends whether a used one ends the log-in */
function refreshServer(ends: boolean) {
  const used = new Set<string>();
  const ended = new Set<string>();
  let made = 0;
  return (request: IncomingMessage, response: ServerResponse) => {
    if (request.url !== '/refresh') return void response.end();
    const [sid = '', token = sid] = ['sid', 'refresh'].map(
      (name) => new RegExp(`${name}=(\\w+)`).exec(request.headers.cookie ?? '')?.[1],
    );
    if (ends && used.has(token)) ended.add(sid);
    if (ended.has(sid)) return void response.writeHead(401).end('{"error":"reused-token"}');
    used.add(token);
    made += 1;
    response.setHeader('set-cookie', `refresh=r${made}`).end();
  };
}

it.each([
  ['ends the log-in', true, [['refresh-race', 'confirmed']]],
  ['is accepted', false, []],
] as const)('tabs that refresh at once where a used refresh token %s', async (_what, ends, expected) => {
  const { diagnoses, notRun } = await probe(refreshServer(ends), [
    ...few,
    '--rate',
    '2000',
    '--refresh',
    'PUT /refresh',
  ]);
  expect(diagnoses.map(({ cause, confidence }) => [cause, confidence])).toEqual(expected);
  expect(notRun).toEqual([]);
});

it('a refresh at once that is answered 503 is no race', async () => {
  const server = refreshServer(false);
  let refreshes = 0;
  const { diagnoses, notRun } = await probe(
    (request, response) => {
      if (request.url === '/refresh') refreshes += 1;
      // Two are alone, then five at once, and one is alone again.
      const isFailing = request.url === '/refresh' && [4, 8].includes(refreshes);
      if (isFailing) return void response.writeHead(503, { 'retry-after': '0' }).end();
      server(request, response);
    },
    [...few, '--rate', '2000', '--refresh', 'PUT /refresh'],
  );
  expect({ diagnoses, notRun }).toEqual({ diagnoses: [], notRun: [] });
});

it('a refresh that fails alone proves nothing about a race', async () => {
  const { diagnoses, notRun, remarks } = await probe(
    (request, response) => void response.writeHead(request.url === '/refresh' ? 404 : 200).end(),
    [...few, '--rate', '2000', '--refresh', 'PUT /refresh'],
  );
  expect({ diagnoses, notRun }).toEqual({ diagnoses: [], notRun: ['refreshes at once'] });
  expect(remarks[0]).toBe('A refresh alone fails (404), so no race was tried.');
});

const few = ['--users', '3', '--checks', '40'];

it('log-ins that all end at one age have expired', async () => {
  // Counted in checks: on a busy machine, few of them would fit into a lifetime in milliseconds.
  const checksOf = new Map<string, number>();
  const { verdict, diagnoses } = await probe(
    ({ headers: { cookie = '' } }, response) => {
      const checks = (checksOf.get(cookie) ?? 0) + 1;
      checksOf.set(cookie, checks);
      response.writeHead(checks <= 20 ? 200 : 401).end();
    },
    [...few, '--rate', '50'],
  );
  expect(verdict).toBe('broken');
  expect(diagnoses.map(({ cause, confidence }) => [cause, confidence])).toEqual([['expiry', 'likely']]);
});

it('a limit on the rate stops the probe, undecided', async () => {
  let checks = 0;
  const { verdict, diagnoses, remarks, notRun } = await probe(
    (_request, response) => {
      checks += 1;
      response.writeHead(checks > 20 ? 429 : 200, { 'retry-after': '0' }).end();
    },
    [...few, '--rate', '1000'],
  );
  expect(verdict).toBe('undecided');
  expect(diagnoses).toMatchObject([{ cause: 'rate-limit', confidence: 'confirmed' }]);
  expect(remarks[0]).toContain('Stopped: the application limits the rate');
  expect(notRun).toContain('checks on fresh connections');
  expect(checks).toBe(29);
});

it('checks that time out now and then stop the probe too: each takes its whole time', () => {
  const note = createStop();
  const send = () => {
    for (const outcome of ['ok', 'no-answer'] as const)
      note({ outcome, answer: undefined, failure: outcome === 'ok' ? undefined : 'timeout', ageMs: 0 });
  };
  for (let sent = 0; sent < 19; sent += 1) send();
  expect(send).toThrow('Stopped: 20 checks got no answer in time.');
});

it('headers that are too large for the server are named', async () => {
  const { verdict, diagnoses } = await probe(
    (_request, response) => response.writeHead(431).end(),
    [...few, '--rate', '1000'],
  );
  expect(verdict).toBe('broken');
  expect(diagnoses[0]).toMatchObject({ cause: 'header-too-large', confidence: 'confirmed' });
});

it('one failure among many checks is neither healthy nor broken', async () => {
  let checks = 0;
  const { verdict, failureRate, diagnoses } = await probe(
    (_request, response) => {
      checks += 1;
      response.writeHead(checks === 100 ? 502 : 200).end();
    },
    ['--rate', '2000', '--threshold', 'failed<1%', '--precision', '2'],
  );
  expect({ verdict, diagnoses }).toEqual({ verdict: 'undecided', diagnoses: [] });
  expect(failureRate).toBeGreaterThan(0);
});

it('fewer checks than a verdict takes leave it undecided', async () => {
  const { verdict, interval } = await probe(
    (_request, response) => response.end(),
    [...few, '--rate', '2000'],
  );
  expect(verdict).toBe('undecided');
  expect(interval[1]).toBeGreaterThan(0.003);
});
