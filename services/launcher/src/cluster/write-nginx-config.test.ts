// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how nginx's templates are written
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { startOnFreePorts } from '../process/port.js';
import { prepareCertificate } from './certificate.js';
import { renderTemplate, writeNginxConfig } from './write-nginx-config.js';

const settings = {
  address: '127.0.0.1',
  port: 8080,
  storagePort: 8081,
  instancePorts: [3001, 3002, 3003],
  authMode: 'session-sticky',
};
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nginx-config-'));
  onTestFinished(() => rm(folder, { recursive: true }));
});

it.each([
  ['127.0.0.1', undefined],
  ['0.0.0.0', 4000],
  ['::1', 4000],
])(
  'is a configuration that nginx accepts, at %s with the control room at port %s',
  async (address, labPort) => {
    // nginx tries out whether it can listen, so the ports must be free.
    const [port = 0, storagePort = 0] = await startOnFreePorts(2, async (free) => free);
    const where = { address, port, storagePort, labPort };
    await writeNginxConfig({ ...settings, ...where, folder, version: '1.22.1' });
    expect(await testConfig(folder)).toContain('test is successful');
  },
);

it.each(['My Files', '한글 é', 'a$b', 'a;b{c}', 'a\\b', `a'"b`])(
  'is a configuration that nginx accepts in a folder named %s, with the certificate there',
  async (name) => {
    const own = join(folder, name);
    await mkdir(own);
    await prepareCertificate({
      tlsFolder: join(own, '.tls'),
      labHosts: [],
      forwardedEnv: { PATH: process.env.PATH },
    });
    const [port = 0, storagePort = 0] = await startOnFreePorts(2, async (free) => free);
    const where = { port, storagePort, folder: own, tlsFolder: join(own, '.tls') };
    await writeNginxConfig({ ...settings, ...where, version: '1.22.1' });
    expect(await testConfig(own)).toContain('test is successful');
  },
);

/** The messages of nginx about the configuration in the folder, in which it runs. */
async function testConfig(folder: string): Promise<string> {
  const args = ['-t', '-p', './', '-c', 'nginx.conf'];
  return (await promisify(execFile)('nginx', args, { cwd: folder })).stderr;
}

it('leaves no variable of the templates behind', async () => {
  await writeNginxConfig({ ...settings, folder, version: '1.22.1', tlsFolder: '/tls' });
  const names = ['lab.conf', 'api.inc', 'problems.conf', 'round-robin.conf', 'sticky.conf', 'tls.inc'];
  for (const name of names) {
    const config = await readFile(join(folder, 'conf.d', name), 'utf8');
    expect(config.replace(/^#.*$/gm, '')).not.toMatch(/\$\{?[A-Z]/);
  }
});

it('the pages are public and the settings private, whatever the umask is', async () => {
  const umask = process.umask(0o077);
  onTestFinished(() => void process.umask(umask));
  await writeNginxConfig({ ...settings, folder, version: '1.22.1' });
  const paths = ['pages', 'pages/storage', 'pages/storage/index.html', 'temp', 'conf.d'];
  const modes = paths.map(async (path) => ((await stat(join(folder, path))).mode & 0o777).toString(8));
  expect(await Promise.all(modes)).toEqual(['755', '755', '644', '711', '700']);
});

it('lists every instance in every policy', async () => {
  await writeNginxConfig({ ...settings, folder, version: '1.22.1' });
  for (const policy of ['round-robin', 'sticky']) {
    const config = await readFile(join(folder, 'conf.d', `${policy}.conf`), 'utf8');
    const upstreams = config.match(/^upstream /gm) ?? [];
    expect(config.match(/server 127\.0\.0\.1:300\d max_fails/g)).toHaveLength(3 * upstreams.length);
  }
});

it.each([
  ['1.18.0', false],
  ['1.22.1', true],
])('the configuration of nginx %s has keepalive_time: %s', async (version, isReported) => {
  await writeNginxConfig({ ...settings, folder, version });
  const config = await readFile(join(folder, 'conf.d', 'api.inc'), 'utf8');
  expect(config.includes('keepalive_time ')).toBe(isReported);
});

it.each([
  ['1.22.1', 'listen 127.0.0.1:8080 ssl http2;', false],
  ['1.25.1', 'listen 127.0.0.1:8080 ssl;', true],
])('over TLS, nginx %s enables HTTP/2 in its own spelling', async (version, listen, hasDirective) => {
  await writeNginxConfig({ ...settings, folder, version, tlsFolder: '/tls' });
  const read = (name: string) => readFile(join(folder, 'conf.d', name), 'utf8');
  expect(await read('lab.conf')).toContain(listen);
  expect((await read('tls.inc')).includes('http2 on;')).toBe(hasDirective);
  expect(await read('sticky.conf')).toContain(
    '__Host-route=$affinity; Path=/; HttpOnly; SameSite=Lax; Secure',
  );
});

it('replaces the variables that are given, in both spellings', () => {
  expect(renderTemplate('listen ${LISTEN}; listen $LISTEN;', { LISTEN: '8080' })).toBe(
    'listen 8080; listen 8080;',
  );
});

it("leaves nginx's own variables, and those that are not given", () => {
  const template = 'proxy_pass http://$policy; resolver ${RESOLVER}; $toString ${constructor}';
  expect(renderTemplate(template, { LISTEN: '8080' })).toBe(template);
});

it('may replace by an empty text, and does not read inserted text again', () => {
  expect(renderTemplate('[${RESOLVER}]', { RESOLVER: '' })).toBe('[]');
  expect(renderTemplate('${COOKIE}', { COOKIE: '${LISTEN}$&', LISTEN: '8080' })).toBe('${LISTEN}$&');
});
