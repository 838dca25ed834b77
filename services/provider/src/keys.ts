// The keys of the provider: the key pair that signs ID tokens, and the secret that signs its cookies. Made at first start.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ProviderScale, randomSecret } from '@scale-out-lab/core';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

export interface ProviderKeys {
  /** Private, ES256. */
  readonly signing: JWK;
  readonly cookies: string;
}

/**
 * @param folder shared by all providers; undefined: new keys, which no other provider has
 * @param own the key that is new all the same
 */
export async function loadKeys(
  folder: string | undefined,
  own: ProviderScale['keys'] = 'shared',
): Promise<ProviderKeys> {
  const made = await makeKeys();
  if (folder === undefined) return made;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { signing, cookies } = keepFirst(join(folder, 'keys.json'), made);
  return {
    signing: own === 'own-signing' ? made.signing : signing,
    cookies: own === 'own-cookies' ? made.cookies : cookies,
  };
}

async function makeKeys(): Promise<ProviderKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return { signing: { ...jwk, alg: 'ES256', use: 'sig', kid }, cookies: randomSecret() };
}

/** The keys in the file. Of several providers that start at once, the first one writes it and the others read it. */
function keepFirst(path: string, keys: ProviderKeys): ProviderKeys {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(keys), { mode: 0o600 });
  try {
    // Unlike a rename, a link never replaces a file.
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as ProviderKeys;
}
