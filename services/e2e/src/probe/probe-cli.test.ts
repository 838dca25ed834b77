// The command line of the probe: exit codes, messages, and the secrets that its output must not contain.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listen } from '@scale-out-lab/core/testing/listen';
import { serve } from '@scale-out-lab/core/testing/serve';
import { probeReport } from '@scale-out-lab/core/wire';
import Schema from 'typebox/schema';
import { expect, it, onTestFinished } from 'vitest';
import { apps, startInstances } from './apps.js';
import { makeCertificate } from './certificate.js';
import { cli, runCli } from './run-cli.js';

const form = ['--login', 'POST /login user=Alice&password=$PASSWORD'];
const check = ['--check', 'GET /account', '--expect', 'Alice'];
/** One instance, or two in turn, leave nothing to chance, so that few checks are enough. */
const few = ['--checks', '20', '--users', '12', '--rate', '2000'];

it('a healthy application is exit code 0, one JSON document on stdout, and no secret anywhere', async () => {
  const [instance] = await startInstances(apps['express-session, shared store'](), 1);
  onTestFinished(() => instance?.close());
  const args = [
    `http://127.0.0.1:${instance?.port}`,
    ...form,
    ...check,
    ...few,
    '--threshold',
    'failed<5%',
    '--json',
  ];
  const { code, stdout, stderr } = await runCli(args, { PASSWORD: 'demo' });
  expect({ code, verdict: JSON.parse(stdout).verdict }).toEqual({ code: 0, verdict: 'healthy' });
  expect(stderr).toMatch(
    /^Will send to http:\/\/127\.0\.0\.1:\d+: at most [\d,]+ requests, 23 log-ins among them/,
  );
  expect(stderr).toContain('healthy: 0% of ');
  expect(stdout + stderr).not.toMatch(/demo|s%3A/);
});

it('an application that logs users out is exit code 99, and the files for a build server have the reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'probe-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  // Every second answer refuses the user, as behind a rotation over two instances.
  let turn = 0;
  const url = await serve((request, response) => {
    if (request.method === 'POST') return void response.setHeader('set-cookie', 'sid=abc').end('Welcome');
    turn += 1;
    const isKnown = request.headers.cookie === 'sid=abc' && turn % 2 === 0;
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? 'Alice' : '{"error":"no such <session>"}');
  });
  const fileOf = (name: string) => join(folder, name);
  const files = [
    '--markdown',
    fileOf('probe.md'),
    '--junit',
    fileOf('probe.xml'),
    '--html',
    fileOf('probe.html'),
  ];
  const [raw, bundle] = [join(folder, 'raw.json'), join(folder, 'bundle.json')];
  const kept = ['--raw', raw, '--bundle', bundle];
  await writeFile(raw, 'An older file, which everybody can read.');
  const { code, stdout } = await runCli([url, ...form, ...check, ...files, ...kept, ...few], {
    PASSWORD: 'demo',
  });
  expect(code).toBe(99);
  expect(stdout).toMatch(/^BROKEN: /);
  expect(stdout).toContain('state-in-memory (confirmed)');
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(await readFile(join(folder, 'probe.md'), 'utf8')).toContain('**state-in-memory** (confirmed)');
  const xml = await readFile(join(folder, 'probe.xml'), 'utf8');
  expect(xml).toContain('<testsuite name="probe" tests="1" failures="1" skipped="0"');
  expect(xml).toContain('<failure message="broken: ');

  const page = await readFile(join(folder, 'probe.html'), 'utf8');
  expect(page).toContain('<h2>state-in-memory (confirmed)</h2>');
  expect(page).toContain('no such session');
  expect(page).not.toMatch(/<script|<session>/);

  const again = await runCli(['--from-run', raw]);
  expect({ code: again.code, stdout: again.stdout }).toEqual({ code, stdout });
  const fromBundle = await runCli(['--from-run', bundle, '--json']);
  expect(fromBundle.code).toBe(99);
  expect(JSON.parse(fromBundle.stdout).url).toBe('http://application.example/');
  expect((await stat(raw)).mode & 0o077).toBe(0);
  expect(await readFile(raw, 'utf8')).not.toMatch(/sid=abc|demo/);
});

it.each([
  [['localhost:1', ...form, ...check], 'The address is "localhost:1"; expected a URL'],
  [['--from-run', '/no/such.json'], '--from-run is "/no/such.json"; expected a file that can be read.'],
  [['--settings', '/no/such.yaml'], '--settings is "/no/such.yaml"; expected a file that can be read.'],
  [['http://127.0.0.1:1', ...form, ...check], '$PASSWORD is not set'],
  [['http://127.0.0.1:1', '--login', 'LOGIN', ...check], 'Expected a request such as'],
  [['http://shop.example', '--credential', 'X-A: $PATH', ...check], 'Add --i-may'],
])('%j is wrong usage, exit code 2', async (args, sentence) => {
  const { code, stdout, stderr } = await runCli(args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(sentence);
});

it('a log-in on this machine leads to no other one without --i-may', async () => {
  const url = await serve((request, response) => {
    response.writeHead(request.method === 'POST' ? 302 : 401, { location: 'http://shop.invalid/' }).end();
  });
  const args = [url, ...form, ...check];
  const { code, stderr } = await runCli(args, { PASSWORD: 'demo' });
  expect(code).toBe(3);
  expect(stderr).toContain('The log-in leads to another machine.');
  const allowed = await runCli([...args, '--i-may'], { PASSWORD: 'demo' });
  expect(allowed.stderr).toMatch(/The log-in got no answer \((ENOTFOUND|EAI_AGAIN)\)/);
});

it('a secret that is typed on the command line is warned about, and not repeated', async () => {
  const args = ['http://127.0.0.1:1', '--login', 'POST /login user=a&password=hunter2', ...check];
  const { code, stderr } = await runCli(args);
  expect(code).toBe(3);
  expect(stderr).toContain('Warning: The value of "password" is on the command line');
  expect(stderr).toContain('cannot be reached (ECONNREFUSED): nothing listens there.');
  expect(stderr).not.toContain('hunter2');
});

it.each<readonly [what: string, listener: RequestListener, code: number, sentence: string]>([
  [
    'a check that everybody passes',
    (_request, response) => response.end('Hello Alice'),
    2,
    'The check succeeds without a log-in (200), so it proves nothing.',
  ],
  [
    'a wrong password',
    (_request, response) => response.writeHead(401).end('Wrong.'),
    3,
    'The log-in was answered with 401. Check the user and the password.',
  ],
])(
  '%s ends with a sentence, and with a document if it is exit code 3',
  async (_what, listener, code, sentence) => {
    const url = await serve(listener);
    const args = [url, ...form, ...check, '--rate', '1000', '--json'];
    const result = await runCli(args, { PASSWORD: 'wrong' });
    expect(result.stderr).toContain(sentence);
    expect(result.code).toBe(code);
    if (code === 2) expect(result.stdout).toBe('');
    else expectUndecided(result.stdout, sentence);
  },
);

it('a name without an address is exit code 3, with a document', async () => {
  // RFC 6761 §6.4: no such name ever has an address.
  const args = ['http://shop.invalid', ...form, ...check, '--i-may', '--json', '--timeout', '5'];
  const { code, stdout, stderr } = await runCli(args, { PASSWORD: 'demo' });
  expect(stderr).toContain('http://shop.invalid/ cannot be reached');
  expect(code).toBe(3);
  expectUndecided(stdout, 'http://shop.invalid/ cannot be reached');
});

it('a file that cannot be written keeps neither the report nor another file from being written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'probe-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [bundle, xml] = [join(folder, 'bundle.json'), join(folder, 'probe.xml')];
  const unwritable = ['--raw', '/no/such/raw.json', '--markdown', '/no/such/probe.md'];
  const files = [...unwritable, '--bundle', bundle, '--junit', xml];
  const args = ['http://127.0.0.1:1', ...form, ...check, ...files, '--json'];
  const { code, stdout, stderr } = await runCli(args, { PASSWORD: 'demo' });
  expect(code).toBe(3);
  expectUndecided(stdout, 'cannot be reached (ECONNREFUSED)');
  for (const path of ['/no/such/raw.json', '/no/such/probe.md'])
    expect(stderr).toContain(`"${path}" cannot be written (ENOENT). Name another file.`);
  expect(await readFile(bundle, 'utf8')).toContain('ECONNREFUSED');
  expect(await readFile(xml, 'utf8')).toContain('<testsuite');
});

function expectUndecided(stdout: string, sentence: string): void {
  const report = JSON.parse(stdout);
  expect(Schema.Check(probeReport, report)).toBe(true);
  expect(report).toMatchObject({ verdict: 'undecided', requests: 0, failureRate: 0, interval: [0, 1] });
  expect(report.reason).toContain(sentence);
}

it('a certificate is verified, unless --insecure is set, and then the report notes it', async () => {
  const { key, cert } = await makeCertificate();
  const tls = { key: await readFile(key), cert: await readFile(cert) };
  const server = createSecureServer(tls, (request, response) => {
    const isKnown = request.headers.authorization === 'Bearer abc';
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? 'Alice' : '');
  });
  const { port, close } = await listen(server);
  onTestFinished(close);
  const args = [
    `https://127.0.0.1:${port}`,
    '--credential',
    'Authorization: $TOKEN',
    ...check,
    '--rate',
    '2000',
    '--checks',
    '10',
    '--json',
  ];
  const env = { TOKEN: 'Bearer abc' };
  const refused = await runCli(args, env);
  expect(refused.code).toBe(3);
  expectUndecided(refused.stdout, 'is not valid (DEPTH_ZERO_SELF_SIGNED_CERT)');
  expect(refused.stderr).toContain('is not valid (DEPTH_ZERO_SELF_SIGNED_CERT)');
  const { code, stdout, stderr } = await runCli([...args, '--insecure'], env);
  expect(JSON.parse(stdout)).toMatchObject({
    isTlsVerified: false,
    failureRate: 0,
    logIns: 0,
    protocols: ['HTTP/1.1'],
    remarks: ['The server does not offer HTTP/2.'],
  });
  expect(code).toBe(3);
  expect(stderr).toContain('Certificates are not verified.');
  expect(stdout + stderr).not.toContain('abc');
});

it('--lang ko, or the locale, puts the report into Korean and leaves --json in English', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'probe-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = (name: string) => join(folder, name);
  let checks = 0;
  const url = await serve((request, response) => {
    if (request.method === 'POST') return void response.setHeader('set-cookie', 'sid=abc').end('Welcome');
    checks += request.headers.cookie ? 1 : 0;
    response.writeHead(checks % 2 === 1 ? 200 : 401).end(checks % 2 === 1 ? 'Alice' : '');
  });
  const env = { PASSWORD: 'demo', LANG: 'ko_KR.UTF-8' };
  const raw = file('raw');
  await runCli([url, ...form, ...check, ...few, '--raw', raw], env);
  const outputs = ['--markdown', file('md'), '--html', file('html'), '--junit', file('junit')];
  const { stdout, stderr, code } = await runCli(['--from-run', raw, ...outputs], env);
  expect(code).toBe(99);
  expect(stdout).toContain('문제 있음: 로그인이 제대로 동작하지 않는 인스턴스가 있습니다.');
  const markdown = await readFile(file('md'), 'utf8');
  const html = await readFile(file('html'), 'utf8');
  for (const shown of [stdout, markdown, html]) {
    expect(shown.replaceAll(/\s+/g, ' ')).toContain('쿠키는 식별자이고, 로그인 12번이 같은 양상을 보입니다.');
    expect(shown).toContain('state-in-memory');
    // Only names are in English: no two English words follow each other in a sentence.
    expect(shown.match(/^.*[가-힣].* [a-z]{2,} [a-z]{2,} .*$/m)).toBeNull();
  }
  expect(html).toContain('<html lang="ko">');
  expect(stderr).toContain('문제 있음: 확인 요청');
  expect(await readFile(file('junit'), 'utf8')).toContain('The cookie is an identifier');
  const english = await runCli(['--from-run', raw, '--json'], env);
  expect(english.stdout).toContain('The cookie is an identifier');
  expect(english.stdout).not.toMatch(/[가-힣]/);
  expect((await runCli(['--from-run', raw, '--lang', 'en'], env)).stdout).toContain('BROKEN:');
});

it('the log-in is taken from a curl command in a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'probe-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const bodies: string[] = [];
  const url = await serve(async (request, response) => {
    if (request.method === 'POST') bodies.push(await text(request));
    response.writeHead(401).end();
  });
  const file = join(folder, 'login.curl');
  await writeFile(file, `curl '${url}/login' -H 'cookie: a=b' --data-raw 'user=Alice&password=demo'`);
  const { code } = await runCli([url, '--from-curl', file, ...check]);
  expect({ code, bodies }).toEqual({ code: 3, bodies: ['user=Alice&password=demo'] });
  const elsewhere = await runCli(['http://127.0.0.1:1', '--from-curl', file, ...check]);
  expect(elsewhere.code).toBe(2);
  expect(elsewhere.stderr).toContain('expected a path below http://127.0.0.1:1/');
});

it('the address and the options come from a settings file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'probe-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'probe.yaml');
  await writeFile(file, `url: http://127.0.0.1:1\nlogin: ${form[1]}\ncheck: GET /account\nrate: 7\n`);
  const { code, stderr } = await runCli(['--settings', file, '--users', '3'], { PASSWORD: 'demo' });
  expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('at most 7 a second') });
  expect(stderr).toContain('14 log-ins among them');
});

it.each([
  ['keeps its sessions', false, 0, 'undecided'],
  ['forgets its sessions', true, 99, 'broken'],
] as const)(
  'a watch of an application that %s ends at Ctrl-C with the report',
  async (_what, forgets, code, verdict) => {
    let checks = 0;
    const url = await serve((request, response) => {
      if (request.method === 'POST') return void response.setHeader('set-cookie', 'sid=abc').end('Welcome');
      const isKnown = request.headers.cookie === 'sid=abc' && !(forgets && checks > 40);
      if (request.headers.cookie) checks += 1;
      if (checks === 140) child.kill('SIGINT');
      response.writeHead(isKnown ? 200 : 401).end(isKnown ? 'Alice' : '');
    });
    const args = [url, ...form, ...check, '--watch', '--users', '4', '--rate', '500', '--json'];
    const env = { PATH: process.env.PATH, PASSWORD: 'demo' };
    const child = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    const report = JSON.parse(stdout);
    expect(Schema.Check(probeReport, report)).toBe(true);
    expect(report).toMatchObject({ verdict, watch: { users: 4, loggedOut: forgets ? 4 : 0 } });
    expect(report.diagnoses.map(({ cause }: { cause: string }) => cause)).toEqual(
      forgets ? ['store-lost'] : [],
    );
    expect(exitCode).toBe(code);
  },
);

it('a Secure cookie over http is not stored, as in a browser', async () => {
  const url = await serve((request, response) => {
    if (request.method === 'POST')
      return void response.setHeader('set-cookie', 'sid=abc; Secure; HttpOnly').end('Welcome');
    response.writeHead(request.headers.cookie === 'sid=abc' ? 200 : 401).end('Alice');
  });
  const { code, stdout } = await runCli([url, ...form, ...check, '--rate', '1000', '--json'], {
    PASSWORD: 'demo',
  });
  expect(code).toBe(99);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: 'broken',
    diagnoses: [{ cause: 'cookie-not-stored', confidence: 'confirmed' }],
  });
});
