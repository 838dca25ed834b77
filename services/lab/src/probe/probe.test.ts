// The probe of the page against real servers on this machine. The cluster of this control room does not exist.
import type { RequestListener } from 'node:http';
import { serve } from '@scale-out-lab/core/testing/serve';
import type { ProbeState } from '@scale-out-lab/core/wire';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { useOfflineLab } from '../testing/offline-lab.js';

// A probe sends about 1,000 requests, on a machine that other tests use too.
vi.setConfig({ testTimeout: 120_000 });
afterAll(() => vi.resetConfig());

const lab = useOfflineLab();
const headers = { host: 'localhost' };
const login = 'POST /login user=alice&password=…';
const usual = { login, check: 'GET /account', expect: 'alice', password: 'hunter2', rate: 2000 };

const send = (method: 'GET' | 'POST' | 'DELETE', payload?: object, more: Record<string, string> = {}) =>
  lab().inject({ method, url: '/lab/probe', headers: { ...headers, ...more }, ...(payload && { payload }) });

/** Accepts the session in every second check, as behind a rotation over two instances. */
function forgetful(): RequestListener {
  let turn = 0;
  return (request, response) => {
    if (request.method === 'POST') return void response.setHeader('set-cookie', 'sid=abc').end('Welcome');
    turn += 1;
    const isKnown = request.headers.cookie === 'sid=abc' && turn % 2 === 0;
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? 'alice' : '{"error":"unknown session"}');
  };
}

const read = async (): Promise<NonNullable<ProbeState['probe']>> => {
  const { probe }: ProbeState = (await send('GET')).json();
  return probe ?? expect.fail('no probe');
};
const patiently = { timeout: 60_000 };

async function untilEnded() {
  await expect.poll(async () => (await read()).status, patiently).not.toBe('running');
  return read();
}

it('an application that logs users out is broken, and the password is in no answer', async () => {
  const url = await serve(forgetful());
  const started = await send('POST', { ...usual, url });
  expect(started.statusCode).toBe(202);
  expect(started.json()).toMatchObject({ probe: { status: 'running', url: `${url}/`, report: null } });
  const ended = await untilEnded();
  expect(ended).toMatchObject({
    status: 'finished',
    failure: null,
    report: { verdict: 'broken', diagnoses: [{ cause: 'state-in-memory', confidence: 'confirmed' }] },
  });
  expect(JSON.stringify(ended)).not.toContain('hunter2');
});

it('a second probe is refused while one is running, and a cancelled probe keeps its measurements', async () => {
  const url = await serve(forgetful());
  await send('POST', { ...usual, url, rate: 20 });
  await expect.poll(async () => (await read()).progress, patiently).not.toBe('');
  const second = await send('POST', { ...usual, url });
  expect(second.json()).toMatchObject({ status: 409, code: 'busy', detail: expect.stringContaining(url) });
  const restart = await lab().inject({ method: 'POST', url: '/lab/restart', headers });
  expect(restart.json()).toMatchObject({ code: 'busy' });
  const cancelled = await send('DELETE');
  expect(cancelled.json()).toMatchObject({
    probe: { status: 'cancelled', report: { verdict: 'undecided' } },
  });
});

describe('a request is refused', () => {
  it.each([
    ['of another machine', { url: 'http://shop.example' }, 403, 'other-machine', 'shop.example is another'],
    ['of a name that looks like it', { url: 'http://127.0.0.1.example' }, 403, 'other-machine', 'npm run'],
    ['of no URL', { url: '--from-curl' }, 400, 'invalid-request', 'expected a URL'],
    ['with a log-in that is no request', { login: 'LOGIN' }, 400, 'invalid-request', 'Expected a request'],
    ['that names a variable', { login: 'POST /l user=$HOME' }, 400, 'invalid-request', '$HOME is not set'],
    ['without a log-in', { login: undefined }, 400, 'invalid-request', '--login is missing'],
  ])('%s', async (_what, change, status, code, sentence) => {
    const answer = await send('POST', { ...usual, url: 'http://127.0.0.1:1', ...change });
    expect(answer.json()).toMatchObject({ status, code, detail: expect.stringContaining(sentence) });
  });

  it('from another origin, or under a foreign name', async () => {
    const body = { ...usual, url: 'http://127.0.0.1:1' };
    const crossed = await send('POST', body, { origin: 'http://evil.example' });
    expect(crossed.json()).toMatchObject({ status: 403, code: 'cross-origin' });
    const foreign = await send('POST', body, { host: 'evil.example' });
    expect(foreign.json()).toMatchObject({ status: 403, code: 'foreign-host' });
  });
});

it.each<readonly [string, RequestListener, object]>([
  [
    'a log-in that leads to another machine',
    (request, response) =>
      request.method === 'POST'
        ? response.writeHead(302, { location: 'http://192.0.2.1/' }).end()
        : response.writeHead(401).end(),
    {
      status: 'finished',
      report: {
        reason: expect.stringContaining('leads to another machine. The page probes only this machine'),
      },
    },
  ],
  [
    'a check that everybody passes',
    (_request, response) => response.end('alice'),
    { status: 'failed', failure: expect.stringContaining('succeeds without a log-in'), report: null },
  ],
])('%s ends the probe with a sentence', async (_what, listener, expected) => {
  await send('POST', { ...usual, url: await serve(listener) });
  expect(await untilEnded()).toMatchObject(expected);
});
