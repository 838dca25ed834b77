// The tools of an attacker: keys, a server that publishes them, an empty file, and a list of weak secrets.
import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomSecret } from '@scale-out-lab/core';
import { isLoopback } from '../../../http/connection.js';

export interface AttackerKit {
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey & { readonly kid: string };
  readonly secret: string;
  readonly keyServer: KeyServer;
  /** The path of an empty file, for a target on this machine. */
  readonly emptyFile: string;
  close(): Promise<void>;
}

export async function createAttackerKit(target: URL): Promise<AttackerKit> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'forger', alg: 'ES256', use: 'sig' };
  const pem = publicKey.export({ format: 'pem', type: 'spki' }).toString();
  const folder = await mkdtemp(join(tmpdir(), 'forgery-'));
  const emptyFile = join(folder, 'empty');
  await writeFile(emptyFile, '');
  const keyServer = await openKeyServer(target, { keys: [jwk] }, pem);
  return {
    privateKey,
    jwk,
    keyServer,
    emptyFile,
    secret: randomSecret(),
    async close() {
      await keyServer.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** The server that a token names for its key (`jku`, `x5u`). */
interface KeyServer {
  readonly url: string;
  /** How many connections it has had. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/**
 * Listens on a free port that the target can reach: on the loopback interface if the target is there.
 * @param document served as JSON on every path, except `certificate` on paths that end in `.pem`
 */
export async function openKeyServer(target: URL, document: object, certificate: string): Promise<KeyServer> {
  let connections = 0;
  const server = createServer((request, response) => {
    if (request.url?.endsWith('.pem')) response.end(certificate);
    else response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  server.on('connection', () => {
    connections += 1;
  });
  const [host, address] = isLoopback(target) ? ['127.0.0.1', '127.0.0.1'] : ['0.0.0.0', ownAddress()];
  server.listen(0, host);
  await once(server, 'listening');
  return {
    url: `http://${address}:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

/** Secrets from default settings, tutorials and examples. */
export const weakSecrets: readonly string[] = [
  '',
  'null',
  'undefined',
  'scale-out-lab',
  'keyboard cat',
  '0'.repeat(32),
  'a'.repeat(32),
  'x'.repeat(32),
  'secret'.repeat(6),
  ...'secret Secret secretkey secret_key secret-key my-secret mysecret supersecret'.split(' '),
  ...'your-256-bit-secret your_secret_key jwt jwtsecret jwt_secret JWT_SECRET SESSION_SECRET'.split(' '),
  ...'key private token session password Password1 passw0rd changeme change-me default'.split(' '),
  ...'test dev admin root 123456 12345678 qwerty shhhhh'.split(' '),
];
