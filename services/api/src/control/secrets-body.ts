// The secrets that a request names: as they are, or as "configured", which stands for the one of the environment.
import { faultOfSecret } from '@scale-out-lab/core';
import type { Secrets } from '../keys/secret-ring.js';
import { Problem } from '../problem.js';

/** The secrets that the environment gave. */
export interface ConfiguredSecrets {
  readonly sessionSecret: string;
  readonly jwtSecret: string;
}

export type SecretsBody = Secrets;

const secret = { type: 'string', maxLength: 1024 } as const;

export const secretsBody = {
  type: 'object',
  required: ['current', 'accepted'],
  properties: { current: secret, accepted: { type: 'array', maxItems: 8, items: secret } },
} as const;

/** So that whoever rotates needs not know the secret that there is. */
const standIn = 'configured';

/**
 * @param isTaken whether something else signs with a secret
 * @throws Problem (400) that names what may not be a secret, and never shows it
 */
export function parseSecrets(
  { current, accepted }: SecretsBody,
  configured: string,
  isTaken: (secret: string) => boolean,
): Secrets {
  const parse = (name: string, text: string) => {
    if (text === standIn) return configured;
    const fault = isTaken(text)
      ? 'is in use for something else; each needs one of its own'
      : faultOfSecret(text);
    if (fault === undefined) return text;
    throw new Problem(
      'invalid-request',
      `"${name}" ${fault}. "${standIn}" stands for that of the environment.`,
    );
  };
  return {
    current: parse('current', current),
    accepted: accepted.map((text, index) => parse(`accepted[${index}]`, text)),
  };
}
