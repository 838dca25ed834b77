// The public key, which everybody has, taken for a secret (RFC 8725 §2.1).
import { type CryptoKey, exportSPKI, type JWK } from 'jose';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { useTestRedis } from '../../testing/redis-server.js';
import {
  buildTokenInstance,
  expectAccepted,
  expectRefused,
  signWithBytes,
  type TokenInstance,
  tokenModes,
} from '../../testing/token-instance.js';

const redis = useTestRedis();

describe('the public key taken for a secret', () => {
  const published = tokenModes.filter(({ keys }) => keys === 'published');
  let instance: TokenInstance;
  let secrets: Record<string, string | Uint8Array>;

  beforeAll(async () => {
    const [mode] = published;
    if (!mode) throw new Error('no mode publishes its keys');
    instance = await buildTokenInstance(afterAll, mode, redis);
    const jwks = await instance.app.inject('/api/.well-known/jwks.json');
    const [jwk] = jwks.json<{ keys: JWK[] }>().keys;
    const key = await instance.keys.find(instance.keys.kid);
    const pem = await exportSPKI(key as CryptoKey);
    const { kid: _kid, use: _use, alg: _alg, ...bare } = jwk ?? {};
    secrets = {
      PEM: pem,
      'PEM and a line break': `${pem}\n`,
      'PEM without its lines': pem.replace(/-----[A-Z ]+-----|\n/g, ''),
      DER: Buffer.from(pem.replace(/-----[A-Z ]+-----|\n/g, ''), 'base64'),
      'a JWK as it is served': JSON.stringify(jwk),
      'a JWK set as it is served': jwks.body,
      'a bare JWK': JSON.stringify(bare),
      'a point': Buffer.concat([
        Uint8Array.of(4),
        ...[jwk?.x, jwk?.y].map((each = '') => Buffer.from(each, 'base64url')),
      ]),
    };
  });

  it('is refused in every form (HS256 under an ES256 key)', async () => {
    await expectAccepted(instance, instance.token);
    for (const secret of Object.values(secrets)) {
      const header = { ...instance.header, alg: 'HS256' };
      await expectRefused(instance, signWithBytes(secret, header, instance.claims), 'bad-signature');
    }
  });
});
