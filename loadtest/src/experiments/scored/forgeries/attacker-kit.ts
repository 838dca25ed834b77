// What a forger brings along: keys of their own, a server that hands them out, and a file in which there is nothing.

import { generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomSecret } from '@scale-out-lab/core';
import { type KeyServer, openKeyServer } from './key-server.js';

export interface AttackerKit {
  readonly privateKey: KeyObject;
  readonly jwk: JsonWebKey & { readonly kid: string };
  readonly secret: string;
  readonly keyServer: KeyServer;
  /** The path of a file, for a target on this machine. */
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
    ...{ privateKey, jwk, keyServer, emptyFile },
    secret: randomSecret(),
    async close() {
      await keyServer.close();
      await rm(folder, { recursive: true });
    },
  };
}
