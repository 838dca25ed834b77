// The control room's API through nginx: the hosts it answers, the requests it refuses, and its OpenAPI document.

import { launchShell } from '@scale-out-lab/bench/browser/open-browser';
import type { LabState } from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Asked, ask } from '../support/ask.js';
import { type RunningLab, startLabForTest } from '../support/cluster.js';

let lab: RunningLab;
let own: string;
let browser: Browser;

beforeAll(async () => {
  lab = await startLabForTest({ INSTANCES: '2', LAB_HOSTS: 'lab.example' });
  own = new URL(lab.url).host;
  browser = await launchShell();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await lab?.stop();
});

const timeout = 30_000;

const send = (asked: Asked) => ask(lab.url, asked);
/** As long as these are the same, so are the processes. */
const startsOf = ({ instances }: LabState) => instances.map(({ startedAt }) => startedAt);
const state = async () => (await send({ path: '/lab/state' })).json as LabState;
/** Once every instance has answered. */
async function wholeState(): Promise<LabState> {
  let now = await state();
  await until(async () => {
    now = await state();
    return now.instances.length === 2 && now.instances.every(({ isAlive }) => isAlive);
  });
  return now;
}

/** RFC 9457, from the control room, and a sentence for people. */
function expectProblem(answer: Answer, status: number, code: string, sentence = /^.{10,}\.?$/): void {
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json(;|$)/);
  expect(answer.headers['x-instance-id']).toBe('lab');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json).toEqual({
    ...{ status, code, type: `https://scale-out-lab.example/problems/${code}` },
    ...{ title: expect.any(String), detail: expect.stringMatching(sentence) },
  });
}

describe('a page of another site', () => {
  const crash = { method: 'POST', path: '/lab/instances/api-1/crash' };

  it.each([
    ['says its origin', { origin: 'http://evil.example' }],
    ['has none', { origin: 'null' }],
    ['is another server of this machine', { origin: 'http://127.0.0.1:1' }],
    ['sends a form', { 'sec-fetch-site': 'cross-site' }],
  ])('that %s breaks nothing', async (_who, headers) => {
    const before = await wholeState();
    expectProblem(await send({ ...crash, headers }), 403, 'cross-origin', /from its own page alone/);
    const run = { method: 'POST', path: '/lab/runs', body: { experiments: ['steady'] } };
    expectProblem(await send({ ...run, headers }), 403, 'cross-origin');
    expect((await send({ path: '/lab/runs' })).json).toEqual({ runs: [] });
    // It is the same process as before, and no fault was noticed.
    expect(startsOf(await state())).toEqual(startsOf(before));
  });

  it('that a real browser has open cannot even by a form, which needs no permission', {
    timeout,
  }, async () => {
    const before = await wholeState();
    const page = await browser.newPage();
    const form = `<form method="post" action="${lab.url}${crash.path}" enctype="text/plain"></form>`;
    await page.route('http://localhost:9999/', (route) =>
      route.fulfill({ contentType: 'text/html', body: form }),
    );
    await page.goto('http://localhost:9999/');
    const [answer] = await Promise.all([
      page.waitForResponse(lab.url + crash.path),
      page.evaluate('document.forms[0].submit()'),
    ]);
    expect([answer.status(), await answer.json()]).toMatchObject([403, { code: 'cross-origin' }]);
    expect(startsOf(await state())).toEqual(startsOf(before));
    await page.close();
  });

  it.each(['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', 'localhost.'])(
    'that has the name %s gets neither the page nor the API (DNS rebinding)',
    async (host) => {
      const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
      const body = { experiments: ['steady'] };
      for (const asked of [
        { path: '/' },
        { path: '/lab/state' },
        { path: '/lab/events' },
        { path: '/docs' },
        { path: '/docs/json' },
        { method: 'POST', path: '/lab/runs', body },
        crash,
      ]) {
        const answer = await send({ ...asked, headers });
        expectProblem(answer, 403, 'foreign-host', /not to "[^"]+"\. LAB_HOSTS names others/);
      }
      expect((await send({ path: '/lab/runs' })).json).toEqual({ runs: [] });
    },
  );
});

describe('a change', () => {
  const logIn = {
    method: 'POST',
    path: '/lab/clients',
    body: { mode: 'jwt-shared-key', username: 'vu-0001' },
  };

  it.each<[string, () => Record<string, string>]>([
    ['the page itself', () => ({ origin: `http://${own}`, 'sec-fetch-site': 'same-origin' })],
    [
      'the page by a name that is known',
      () => ({ host: 'lab.example', origin: 'http://lab.example', 'sec-fetch-site': 'same-origin' }),
    ],
    ['curl', () => ({})],
  ])('from %s is made', async (_who, headers) => {
    const answer = await send({ ...logIn, headers: headers() });
    expect(answer.status).toBe(201);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-instance-id': 'lab',
      'cache-control': 'no-store',
    });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
}

describe('the description', () => {
  it('is OpenAPI 3.1, and all its references lead to something', async () => {
    const { status, text } = await send({ path: '/docs/json' });
    expect(status).toBe(200);
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const document = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
    for (const [path, operations] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const [method, { parameters = [] }] of Object.entries(operations)) {
        const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
        expect(declared, `${method} ${path}`).toEqual(inPath);
      }
    }
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path = '']) => path.split('/'));
    for (const keys of references) {
      const found = keys.reduce<unknown>((part, key) => (part as Record<string, unknown>)?.[key], document);
      expect(found, keys.join('/')).toBeDefined();
    }
    expect(text).not.toMatch(/"\$ref":"(?!#)/);
  });

  it('is shown in a browser that sends requests to this origin only', { timeout }, async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${lab.url}/`))
        complaints.push(request.url());
    });
    page.on('response', (response) => {
      if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(`${lab.url}/docs`);
    const operation = page.getByRole('button', { name: 'GET /lab/state' }).first();
    await operation.click();
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByRole('button', { name: 'Execute', exact: true }).click();
    await page.getByText('"instances"').first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});
