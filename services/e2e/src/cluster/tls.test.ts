// LAB_TLS=on: one cluster with its control room, reached over HTTPS by Node, by the load test and by Chromium.
import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { createServer as createHttpsServer, request as requestHttps } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { launchShell } from '@scale-out-lab/bench/browser/open-browser';
import { catalogue, cookieHost, cookieMistakes, exitCodes } from '@scale-out-lab/core';
import { listen } from '@scale-out-lab/core/testing/listen';
import { launcherFaults } from '@scale-out-lab/launcher/cluster/faults';
import { requirePorts } from '@scale-out-lab/launcher/process/port';
import { openBrowserAt } from '@scale-out-lab/provider/testing/browser';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type RunningLab, startLabForTest } from '../support/cluster.js';
import { runLoadTest } from '../support/load-test.js';

const folder = mkdtempSync(join(tmpdir(), 'tls-'));
const authority = join(folder, 'ca.pem');
let lab: RunningLab;

beforeAll(async () => {
  lab = await startLabForTest({ PROVIDERS: '1', LAB_TLS: 'on', LAB_TLS_DIR: folder });
});
afterAll(async () => {
  await lab?.stop();
  rmSync(folder, { recursive: true });
});

it('a second start and the doctor recognise a lab with TLS', async () => {
  const { origin, port } = new URL(lab.url);
  await expect(requirePorts('127.0.0.1', { LAB_PORT: Number(port) })).rejects.toMatchObject({
    message: expect.stringContaining(`The lab already runs there: open ${origin}\n`),
  });
  // The doctor is no library, because it runs before anything is built.
  const look = new URL('../../../launcher/setup/doctor/look.mjs', import.meta.url).href;
  const { findLab } = await import(look);
  expect(await findLab(Number(port), '127.0.0.1')).toBe(origin);
});

const byPassword = catalogue.filter(({ signIn }) => signIn === undefined).map(({ name }) => name);
const byProvider = catalogue.filter(({ signIn }) => signIn === 'oidc');
const user = { username: 'vu-0001', password: 'demo' };

/** The rules of browsers for the name (RFC 6265bis §4.1.3). */
function expectProtected(setCookies: readonly string[]): void {
  expect(setCookies).not.toEqual([]);
  for (const cookie of setCookies) {
    expect(cookie).toMatch(/^__(Host|Secure)-[^;]+;.*;\s*Secure/i);
    expect(cookie).not.toMatch(/;\s*Domain/i);
    if (cookie.startsWith('__Host-')) expect(cookie).toMatch(/;\s*Path=\/(;|$)/i);
  }
}

it.each(byPassword)(
  '%s: a log-in sets cookies with a protected name, and they log the user in',
  async (mode) => {
    const answer = await fetch(`${lab.url}/api/${mode}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...user, transport: 'cookie' }),
    });
    expect(answer.status).toBe(200);
    const cookies = answer.headers.getSetCookie();
    expectProtected(cookies);
    const cookie = cookies.map((each) => each.split(';', 1)[0]).join('; ');
    const { issuedBy } = (await answer.json()) as { issuedBy?: string };
    // The instance that issued the credential accepts it in every mode. One of 30 answers is from it.
    const seen = new Set<string>();
    for (let sent = 0; sent < 30; sent += 1) {
      const me = await fetch(`${lab.url}/api/${mode}/me`, { headers: { cookie } });
      if (me.status === 200) seen.add(((await me.json()) as { servedBy: string }).servedBy);
    }
    if (issuedBy === undefined) expect(seen.size).toBeGreaterThan(0);
    else expect(seen).toContain(issuedBy);
  },
);

it('no affinity cookie without the prefix leads a user away from the session', async () => {
  const answer = await fetch(`${lab.url}/api/session-sticky/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(user),
  });
  const cookies = answer.headers.getSetCookie().map((each) => each.split(';', 1)[0]);
  expect(cookies).toContainEqual(expect.stringMatching(/^__Host-route=/));
  for (let other = 0; other < 12; other += 1) {
    const cookie = [`route=${other}`, ...cookies].join('; ');
    const me = await fetch(`${lab.url}/api/session-sticky/me`, { headers: { cookie } });
    expect([other, me.status]).toEqual([other, 200]);
  }
});

it.each(byProvider)('$name: a sign-in through the provider sets protected cookies only', async ({ name }) => {
  const set: string[] = [];
  const send: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    set.push(...answer.headers.getSetCookie());
    return answer;
  };
  const browser = openBrowserAt(`${lab.url}/provider`, send);
  const page = await browser.open(`${lab.url}/api/${name}/sign-in`);
  await browser.submit(page, user);
  expectProtected(set);
  expect(set.some((cookie) => cookie.startsWith('__Host-provider-session='))).toBe(true);
});

it('negotiates HTTP/2 with a client that trusts the authority', async () => {
  const session = connectHttp2(lab.url, { ca: readFileSync(authority) });
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':path': '/api/instance' });
  const [headers] = await once(stream, 'response');
  expect([session.alpnProtocol, headers[':status']]).toEqual(['h2', 200]);
  expect(headers).not.toHaveProperty('strict-transport-security');
});

it('a client with HTTP/2 loses no request before nginx reloads with another instance', async () => {
  const session = connectHttp2(lab.url, { ca: readFileSync(authority) });
  const scaled = lab.cluster.scaleTo(4);
  onTestFinished(() => lab.cluster.scaleTo(3));
  const statuses: unknown[] = [];
  // nginx closes the session at the reload. A stream that begins at that moment is not answered.
  while (!session.closed) {
    const stream = session.request({ ':path': '/api/instance' }).resume();
    const status = once(stream, 'response').then(([headers]) => headers[':status']);
    statuses.push(await status.catch((error) => (session.closed ? 200 : error.message)));
    await sleep(5);
  }
  await scaled;
  expect(statuses.length).toBeGreaterThan(20);
  expect(new Set(statuses)).toEqual(new Set([200]));
});

it('the load test measures a change of the number of instances, in which every request opens a connection', async () => {
  const load = { experiments: ['scale-in'], modes: ['session-memory'], faultRate: 50 } as const;
  const { exitCode, document } = await runLoadTest(lab.url, load, { faults: launcherFaults(lab.cluster) });
  expect(document.failedTrials).toEqual([]);
  expect(exitCode).toBe(exitCodes.ok);
});

it('a client that does not trust the authority gets no answer', async () => {
  const failed = once(requestHttps(`${lab.url}/api/instance`, { agent: false }).end(), 'response');
  await expect(failed).rejects.toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
});

it('leads plain HTTP at the same port to HTTPS', async () => {
  const plain = lab.url.replace('https:', 'http:');
  const { status, headers } = await fetch(`${plain}/api/instance?a=1`, { redirect: 'manual' });
  expect([status, headers.get('location')]).toEqual([308, `${lab.url}/api/instance?a=1`]);
  // A browser that kept it could not open the lab without LAB_TLS.
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'x-instance-id': 'nginx',
  });
});

it('the control room accepts requests of its own page over HTTPS, and of no other origin', async () => {
  const logIn = (origin: string) =>
    fetch(`${lab.url}/lab/clients`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin },
      body: JSON.stringify({ mode: 'session-redis', username: 'vu-0002' }),
    });
  const own = await logIn(lab.url);
  expect(own.status, await own.clone().text()).toBeLessThan(300);
  expect(await own.json()).toMatchObject({ client: { credential: { kind: 'session' } } });
  expect((await logIn(lab.url.replace('https:', 'http:'))).status).toBe(403);
});

describe('the load test', () => {
  const run = promisify(execFile);
  const cli = fileURLToPath(new URL('../../../../loadtest/dist/cli/cli.js', import.meta.url));
  const measure = (...args: readonly string[]) =>
    run(process.execPath, [
      cli,
      '--url',
      lab.url,
      '--no-reports',
      '--experiment',
      'exposure,cookie-transport',
      ...args,
    ]);

  it('measures over TLS with --ca, as predicted', async () => {
    const { stdout } = await measure(
      '--ca',
      authority,
      'session-memory',
      'session-redis-cached',
      'jwt-shared-key',
    );
    expect(stdout).toContain('6 trials agree');
  });

  it('the load test without --ca names the option', async () => {
    await expect(measure('session-memory')).rejects.toMatchObject({
      code: 3,
      stderr: expect.stringContaining('Name its authority, such as --ca .tls/ca.pem.'),
    });
  });

  it('refuses a file that is no certificate', async () => {
    await expect(measure('--ca', cli)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected a file with the certificate of an authority (PEM).'),
    });
  });
});

describe('Chromium', () => {
  /** The flag by which it trusts nginx's key, and no other certificate that it does not know. */
  function trusted(): readonly string[] {
    const { publicKey } = new X509Certificate(readFileSync(join(folder, 'certificate.pem')));
    const key = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
    return [`--ignore-certificate-errors-spki-list=${key.digest('base64')}`];
  }

  it('opens the page and signs a user in through the provider', async () => {
    const browser = await launchShell(trusted());
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${lab.url}/api/oidc-redis/sign-in?return_to=/`);
    await page.locator('[name=username]').fill('alice');
    await page.locator('[name=password]').fill('demo');
    await page.locator('button').first().click();
    await page.waitForURL(`${lab.url}/`);
    expect(await page.evaluate('isSecureContext')).toBe(true);
    const cookies = await page.context().cookies();
    const own = cookies.filter(({ name }) => name.includes('sid-oidc-redis'));
    expect(own).toMatchObject([{ name: '__Host-sid-oidc-redis', secure: true, httpOnly: true, path: '/' }]);
    const me = await page.evaluate('fetch("/api/oidc-redis/me").then((answer) => answer.json())');
    expect(me).toMatchObject({ username: 'alice' });
    // The page's event stream and its control room work, too.
    await page.locator('#map, .map, main').first().waitFor();
  });

  it('refuses the cookie of every mistake that cookie-transport predicts, and sends the others', async () => {
    const answer = ({ url = '', headers }: IncomingMessage, response: ServerResponse) => {
      const set = new URL(url, 'http://-').searchParams.getAll('set');
      if (set.length > 0) response.setHeader('set-cookie', set);
      response.setHeader('content-type', 'text/plain').end(headers.cookie ?? '');
    };
    const [key, cert] = ['key.pem', 'certificate.pem'].map((name) => readFileSync(join(folder, name)));
    const servers = {
      http: await listen(createHttpServer(answer)),
      https: await listen(createHttpsServer({ key, cert }, answer)),
    };
    for (const { close } of Object.values(servers)) onTestFinished(close);
    const browser = await launchShell([...trusted(), `--host-resolver-rules=MAP ${cookieHost} 127.0.0.1`]);
    onTestFinished(() => browser.close());
    const urlOf = (scheme: 'http' | 'https', path: string) =>
      `${scheme}://${cookieHost}:${servers[scheme].port}/api/mode/${path}`;

    /** The cookies that a new user's browser sends over one scheme, after a log-in over the other. */
    async function sent(setCookie: string, scheme: 'http' | 'https', over = scheme): Promise<string> {
      const page = await browser.newPage();
      await page.goto(urlOf(scheme, `login?set=${encodeURIComponent(setCookie)}`));
      const me = await page.goto(urlOf(over, 'me'));
      const text = (await me?.text()) ?? expect.fail('no answer');
      await page.context().close();
      return text;
    }
    for (const [name, { scheme, prefix, attributes }] of Object.entries(cookieMistakes))
      expect(await sent(`${prefix}sid=1; ${attributes}`, scheme), name).toBe('');
    expect(await sent('__Host-sid=1; Path=/; Secure', 'https')).toBe('__Host-sid=1');
    expect(await sent('__Host-sid=1; Path=/; Secure', 'https', 'http')).toBe('');
    expect(await sent('sid=1; Path=/', 'https', 'http')).toBe('sid=1');
  });

  it('refuses the certificate while it does not trust the authority', async () => {
    const browser = await launchShell();
    onTestFinished(() => browser.close());
    await expect((await browser.newPage()).goto(lab.url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  });
});
