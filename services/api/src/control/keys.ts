// Key rotation: PUT /control/keys/<ring> replaces secrets, POST /control/keys/published creates or retires key pairs, and
// POST /control/keys/reset restores the configured state. Each answers with the names of the keys, never with a secret.
import { faultOfSecret } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import type { AllKeys } from '../keys/index.js';
import { fingerprint, type SecretRing, type Secrets } from '../keys/rings.js';
import { Problem } from '../problem.js';

interface KeysOptions {
  readonly keys: AllKeys;
  /** The secrets in the environment. */
  readonly secrets: { readonly sessionSecret: string; readonly jwtSecret: string };
}

const secret = Type.String({ maxLength: 1024 });
const secretsBody = Type.Object({ current: secret, accepted: Type.Array(secret, { maxItems: 8 }) });
const actionBody = Type.Object({ action: Type.Enum(['rotate', 'retire']) });

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
    const schema = { body: secretsBody };
    fastify.put<{ Body: Static<typeof secretsBody> }>(`/${name}`, { schema }, async (request) => {
      await ring.replace(parseSecrets(request.body, configured, (secret) => holds(other, secret)));
      return namesOfKeys(keys);
    });
  }
  const schema = { body: actionBody };
  fastify.post<{ Body: Static<typeof actionBody> }>('/published', { schema }, async (request) => {
    await published[request.body.action]();
    return namesOfKeys(keys);
  });
  fastify.post('/reset', async () => {
    for (const { ring, configured } of Object.values(rings)) {
      await ring.replace({ current: configured, accepted: [] });
    }
    await published.retire();
    return namesOfKeys(keys);
  });
}

/** The names of each kind of keys, the signing one first: fingerprints of secrets, and `kid`s. */
export async function namesOfKeys({ shared, published }: AllKeys) {
  return {
    session: shared.cookies.names(),
    jwt: shared.tokens.names(),
    published: await published.names(),
  };
}

/** The placeholder for the secret in the environment, so that a client can rotate secrets without it. */
const configuredPlaceholder = 'configured';

/**
 * @param isTaken whether a secret signs something else already
 * @throws Problem (400) that names a bad secret, and never shows it
 */
function parseSecrets(
  { current, accepted }: Secrets,
  configured: string,
  isTaken: (secret: string) => boolean,
): Secrets {
  const parse = (name: string, text: string) => {
    if (text === configuredPlaceholder) return configured;
    const fault = isTaken(text)
      ? 'is in use for something else; each needs one of its own'
      : faultOfSecret(text);
    if (fault === undefined) return text;
    const hint = `"${configuredPlaceholder}" stands for the secret in the environment.`;
    throw new Problem('invalid-request', `"${name}" ${fault}. ${hint}`);
  };
  return {
    current: parse('current', current),
    accepted: accepted.map((text, index) => parse(`accepted[${index}]`, text)),
  };
}
