// The probe over HTTP/2: a real nginx with TLS, and a certificate with its authority in NODE_EXTRA_CA_CERTS.
import type { ProbeReport } from '@scale-out-lab/core/wire';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type AppName, apps, startInstances } from './apps.js';
import { startBalancer, startNginx } from './balancers.js';
import { type Certificate, makeCertificate } from './certificate.js';
import type { Instance } from './foreign/instance.js';
import { runCli } from './run-cli.js';

// Each test sends about 700 requests over TLS, on a machine that other tests use too.
vi.setConfig({ testTimeout: 180_000 });

const closeAfterTest = <Each extends Instance>(instance: Each): Each => {
  onTestFinished(() => instance.close());
  return instance;
};

async function startApp(name: AppName): Promise<readonly number[]> {
  const instances = await startInstances(apps[name](), 3);
  return instances.map((each) => closeAfterTest(each).port);
}

const startTls = async (ports: readonly number[], tls: Certificate) =>
  closeAfterTest(await startOnFreePort((port) => startNginx('', ports, port, { tls }))).port;

/** Few checks; a higher limit takes no more. */
const few = ['--users', '12', '--checks', '12', '--precision', '2', '--threshold', 'failed<5%'];

async function probe(port: number, authority: string): Promise<ProbeReport> {
  const args = [
    `https://127.0.0.1:${port}`,
    ...['--login', 'POST /login user=Alice&password=demo', '--check', 'GET /account', '--expect', 'Alice'],
    ...['--rate', '2000', '--json', ...few],
  ];
  const { stdout, stderr } = await runCli(args, { NODE_EXTRA_CA_CERTS: authority });
  return stdout === '' ? expect.fail(stderr) : JSON.parse(stdout);
}

const overHttp2 = ({ parts }: ProbeReport) =>
  parts.flatMap(({ part, requests, failures }) =>
    part.startsWith('http2') ? [[part, requests, failures]] : [],
  );

it('an application behind nginx with HTTP/2 is checked over both protocols, and is healthy', async () => {
  const tls = await makeCertificate();
  const report = await probe(await startTls(await startApp('express-session, shared store'), tls), tls.cert);
  expect(report).toMatchObject({ verdict: 'healthy', protocols: ['HTTP/1.1', 'HTTP/2'], notRun: [] });
  expect(overHttp2(report)).toEqual([
    ['http2-fresh', 40, 0],
    ['http2-kept', 128, 0],
  ]);
});

it('behind a balancer of connections no stream fails, and the diagnosis states it', async () => {
  const tls = await makeCertificate();
  const ports = await startApp('express-session, memory of each instance');
  const fronts = await Promise.all(ports.map((port) => startTls([port], tls)));
  const { port } = closeAfterTest(await startBalancer('connection', fronts));
  const report = await probe(port, tls.cert);
  expect(report.diagnoses[0]).toMatchObject({ cause: 'affinity-by-connection', confidence: 'confirmed' });
  expect(report.diagnoses[0]?.evidence).toContain('None of 128 streams of HTTP/2 connections fails either.');
});
