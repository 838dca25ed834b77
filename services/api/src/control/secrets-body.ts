// The secrets that a request names: as they are, or as "configured", which stands for the one of the environment.
import type { Secrets } from '../keys/secret-ring.js';
import { Problem } from '../problem.js';
import { secretBytes } from '../variables.js';

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

/** @throws Problem (400) that names what is too short, and never shows it */
export function parseSecrets({ current, accepted }: SecretsBody, configured: string): Secrets {
  const parse = (name: string, text: string) => {
    if (text === standIn) return configured;
    const length = Buffer.byteLength(text);
    if (length >= secretBytes) return text;
    const remedy = `a secret has at least ${secretBytes}, and "${standIn}" stands for that of the environment`;
    throw new Problem('invalid-request', `"${name}" has ${length} bytes; ${remedy}.`);
  };
  return {
    current: parse('current', current),
    accepted: accepted.map((text, index) => parse(`accepted[${index}]`, text)),
  };
}
