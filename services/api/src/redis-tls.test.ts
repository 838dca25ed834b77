// Redis over TLS with a certificate for a name, as for a managed Redis.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@scale-out-lab/core/testing/free-port';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectRedis } from './connect-redis.js';
import { createRedis } from './redis.js';
import { ServerConnector } from './redis-connectors.js';
import { createTestRedis } from './testing/redis-server.js';
import { portsOf, startProcess } from './testing/start-process.js';

/** For the name localhost, and for no address. */
function makeCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'lab-redis-tls-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  const named = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  execFileSync('openssl', [...made, ...named, '-out', cert, '-keyout', key], { stdio: 'ignore' });
  return { cert, key };
}

const schemes = {
  rediss: {},
  'rediss-cluster': {
    'tls-cluster': 'yes',
    'cluster-enabled': 'yes',
    'cluster-announce-hostname': 'localhost',
    'cluster-preferred-endpoint-type': 'hostname',
  },
} as const;
type Scheme = keyof typeof schemes;

async function startServer(scheme: Scheme) {
  const { cert, key } = makeCertificate();
  const port = await freePort();
  const server = createTestRedis({
    'tls-port': String(port),
    'tls-cert-file': cert,
    'tls-key-file': key,
    'tls-ca-cert-file': cert,
    'tls-auth-clients': 'no',
    bind: '127.0.0.1',
    ...schemes[scheme],
  });
  onTestFinished(() => server.close());
  await server.start();
  if (scheme === 'rediss-cluster') await giveSlots(server.path);
  return { server, cert, port };
}

async function giveSlots(path: string): Promise<void> {
  const node = new Redis(path);
  await node.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383);
  const isWritable = async () => expect(await node.call('CLUSTER', 'INFO')).toContain('cluster_state:ok');
  await vi.waitFor(isWritable, { timeout: 8000 });
  node.disconnect();
}

describe.each(['rediss', 'rediss-cluster'] as const)('%s', (scheme) => {
  it('an instance logs users in where the certificate names no address', async () => {
    const { server, cert, port } = await startServer(scheme);
    const instance = startProcess(server, {
      REDIS_URL: `${scheme}://localhost:${port}`,
      NODE_EXTRA_CA_CERTS: cert,
    });
    const { port: own } = await Promise.race([
      portsOf(instance),
      instance.exit.then((code) => expect.fail(`exit code ${code}: ${instance.output()}`)),
    ]);
    const answer = await fetch(`http://127.0.0.1:${own}/api/session-redis/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'alice', password: 'demo' }),
    });
    expect(answer.status).toBe(200);
  });

  it('a certificate of an unknown authority is refused with the reason and the remedy', async () => {
    const { port } = await startServer(scheme);
    const redis = createRedis(`${scheme}://localhost:${port}`);
    onTestFinished(() => redis.disconnect());
    const sentence = `The certificate of Redis at localhost:${port} is not trusted (self-signed certificate); set NODE_EXTRA_CA_CERTS to`;
    await expect(connectRedis(redis)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining(sentence),
    });
  });
});

it('a second error of one connection does not end the process', async () => {
  const { server, port } = await startServer('rediss');
  const connector = new ServerConnector({ host: 'localhost', port, tls: {} });
  const stream = await connector.connect();
  stream.emit('error', new Error('self-signed certificate'));
  // Redis answers a handshake that breaks off with an alert.
  expect(() => stream.emit('error', new Error('tlsv1 alert decode error'))).not.toThrow();
  stream.destroy();
  await server.close();
});
