import { execFileSync, spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../testing/until.js';
import { prepareCertificate } from './certificate.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const prepare = (labHosts: readonly string[] = [], tlsFolder: string | undefined = folder) =>
  prepareCertificate({ tlsFolder, labHosts, forwardedEnv: { PATH: process.env.PATH } });
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const certificate = (name = 'certificate.pem') => new X509Certificate(read(name));

it('names this machine and every host of the lab, and its authority signed it', async () => {
  await prepare(['lab.example', '192.168.0.7', '[2001:db8::7]']);
  const made = certificate();
  expect(made.subjectAltName).toBe(
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:lab.example, IP Address:192.168.0.7, IP Address:2001:DB8:0:0:0:0:0:7',
  );
  expect(made.verify(certificate('ca.pem').publicKey)).toBe(true);
  expect([made.ca, certificate('ca.pem').ca]).toEqual([false, true]);
});

it('keeps the key for its owner alone, and the key of the authority not at all', async () => {
  await prepare();
  expect((statSync(join(folder, 'key.pem')).mode & 0o777).toString(8)).toBe('600');
  expect(readdirSync(folder).sort()).toEqual(['ca.pem', 'certificate.pem', 'key.pem', 'names']);
});

it('is complete after a Ctrl-C, and the authority keeps no key', async () => {
  const script = `
    import { prepareCertificate } from ${JSON.stringify(new URL('../../dist/cluster/certificate.js', import.meta.url).href)};
    process.once('SIGINT', () => {});
    await prepareCertificate({ tlsFolder: ${JSON.stringify(folder)}, labHosts: [], forwardedEnv: process.env });`;
  // In its own process group, which the signal reaches like a terminal's signal.
  const options = { detached: true, stdio: 'ignore' } as const;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], options);
  const ended = once(child, 'exit');
  await until(() => readdirSync(folder).length > 0);
  process.kill(-(child.pid ?? expect.fail()), 'SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(readdirSync(folder).sort()).toEqual(['ca.pem', 'certificate.pem', 'key.pem', 'names']);
});

it('stays the same until a name is added', async () => {
  await prepare();
  const first = read('certificate.pem');
  await prepare();
  expect(read('certificate.pem')).toBe(first);
  await prepare(['lab.example']);
  expect(certificate().checkHost('lab.example')).toBe('lab.example');
});

it('makes nothing where LAB_TLS is off', async () => {
  await prepareCertificate({ tlsFolder: undefined, labHosts: [], forwardedEnv: {} });
  expect(readdirSync(folder)).toEqual([]);
});

describe('files that cannot be used', () => {
  const remedy = "Delete the folder's files, and the next start makes new ones.";

  it.each([
    ['key.pem is missing, or cannot be read', () => rmSync(join(folder, 'key.pem'))],
    ['ca.pem holds no certificate', () => writeFileSync(join(folder, 'ca.pem'), 'no certificate')],
    ['ca.pem did not sign certificate.pem', () => replaceByAnother('certificate.pem', 'key.pem')],
    ['key.pem is not the key of certificate.pem', () => replaceByAnother('key.pem')],
    ['certificate.pem has expired', expire],
  ])('are refused with exit code 3: %s', async (reason, spoil) => {
    await prepare();
    await spoil();
    await expect(prepare()).rejects.toMatchObject({
      exitCode: 3,
      message: `The certificate in ${folder} cannot be used: ${reason}. ${remedy}`,
    });
  });

  it('are refused where openssl is missing', async () => {
    const onlySh = mkdtempSync(join(folder, 'bin-'));
    symlinkSync('/bin/sh', join(onlySh, 'sh'));
    const options = { tlsFolder: join(folder, 'tls'), labHosts: [], forwardedEnv: { PATH: onlySh } };
    await expect(prepareCertificate(options)).rejects.toMatchObject({
      exitCode: 3,
      message: 'openssl: not found. Install it to use LAB_TLS=on, or start without.',
    });
  });

  async function replaceByAnother(...names: readonly string[]): Promise<void> {
    const other = join(folder, 'other');
    await prepare([], other);
    for (const name of names) cpSync(join(other, name), join(folder, name));
    rmSync(other, { recursive: true });
  }

  /** Signed by itself, valid for a second in the past. */
  function expire(): void {
    const path = join(folder, 'certificate.pem');
    const key = join(folder, 'key.pem');
    const dates = ['-not_before', '20200101000000Z', '-not_after', '20200101000001Z'];
    const args = ['req', '-new', '-key', key, '-subj', '/CN=old'];
    const request = execFileSync('openssl', args, { encoding: 'utf8' });
    const isRecent = /OpenSSL 3\.[4-9]/.test(execFileSync('openssl', ['version'], { encoding: 'utf8' }));
    const when = isRecent ? dates : ['-days', '-1'];
    execFileSync('openssl', ['x509', '-req', '-signkey', key, ...when, '-out', path], { input: request });
  }
});
