// Key rotation: PUT /control/keys/<ring> replaces secrets, POST /control/keys/published makes or retires key pairs, and
// POST /control/keys/reset makes everything as configured. Each answers with the names of the keys, never with a secret.
import type { FastifyInstance } from 'fastify';
import { fingerprint } from '../keys/fingerprint.js';
import type { AllKeys } from '../keys/index.js';
import type { SecretRing } from '../keys/secret-ring.js';
import { type ConfiguredSecrets, parseSecrets, type SecretsBody, secretsBody } from './secrets-body.js';

interface KeysOptions {
  readonly keys: AllKeys;
  readonly secrets: ConfiguredSecrets;
}

const actionBody = {
  type: 'object',
  required: ['action'],
  properties: { action: { enum: ['rotate', 'retire'] } },
} as const;

export async function keys(fastify: FastifyInstance, { keys, secrets }: KeysOptions): Promise<void> {
  const { shared, published } = keys;
  const rings = {
    jwt: { ring: shared.tokens, configured: secrets.jwtSecret, other: shared.cookies },
    session: { ring: shared.cookies, configured: secrets.sessionSecret, other: shared.tokens },
  };
  /** By the names, since a ring shows no secret. */
  const holds = ({ names }: SecretRing, secret: string) =>
    names().some((name) => name.endsWith(fingerprint(secret)));

  for (const [name, { ring, configured, other }] of Object.entries(rings)) {
    fastify.put<{ Body: SecretsBody }>(`/${name}`, { schema: { body: secretsBody } }, async (request) => {
      await ring.replace(parseSecrets(request.body, configured, (secret) => holds(other, secret)));
      return namesOfKeys(keys);
    });
  }
  fastify.post<{ Body: { action: 'rotate' | 'retire' } }>(
    '/published',
    { schema: { body: actionBody } },
    async (request) => {
      await published[request.body.action]();
      return namesOfKeys(keys);
    },
  );
  fastify.post('/reset', async () => {
    for (const { ring, configured } of Object.values(rings)) {
      await ring.replace({ current: configured, accepted: [] });
    }
    await published.retire();
    return namesOfKeys(keys);
  });
}

/** For each kind of keys what they are called, the signing one first: fingerprints of secrets, and `kid`s. */
export async function namesOfKeys({ shared, published }: AllKeys) {
  return {
    session: shared.cookies.names(),
    jwt: shared.tokens.names(),
    published: await published.names(),
  };
}
