// Guesses at a secret: passwords and examples that people copy. The token itself tells whether a guess is right.
import { decodeBase64url, split, tokenParts } from '@scale-out-lab/core';
import { signParts } from './hmac.js';

/** From lists of common passwords, and from the examples of libraries. */
export const guesses: readonly string[] = [
  ...[
    '123456',
    '123456789',
    '12345678',
    'password',
    'qwerty123',
    'qwerty',
    '111111',
    '12345',
    'secret',
    '123123',
  ],
  ...[
    '1234567890',
    '1234567',
    '000000',
    'abc123',
    'password1',
    'iloveyou',
    '11111111',
    'dragon',
    'monkey',
    'letmein',
  ],
  ...[
    'admin',
    'root',
    'test',
    'guest',
    'changeme',
    'default',
    'master',
    'hello',
    'welcome',
    'football',
    'sunshine',
  ],
  ...[
    'princess',
    'shadow',
    'superman',
    'trustno1',
    'passw0rd',
    'p@ssw0rd',
    'pass',
    'demo',
    'example',
    'lab',
    'dev',
  ],
  ...[
    'key',
    'jwt',
    'token',
    'secretkey',
    'secret-key',
    'secret_key',
    'jwtsecret',
    'jwt-secret',
    'jwt_secret',
    'mykey',
  ],
  ...[
    'my-secret',
    'mysecret',
    'my_secret',
    'supersecret',
    'super-secret',
    'topsecret',
    'shhhhh',
    'shhhhhared-secret',
  ],
  ...['your-256-bit-secret', 'your-secret-key', 'your_jwt_secret', 'a-string-secret-at-least-256-bits-long'],
  ...[
    'keyboard cat',
    'keyboardcat',
    'cat',
    'mouse',
    'some secret',
    'some-secret',
    'secret123',
    'session-secret',
  ],
  ...[
    'AllYourBase',
    'hmacSecret',
    'hmac-secret',
    'signing-key',
    'privatekey',
    'private-key',
    'api-key',
    'apikey',
  ],
];

export interface GuessResult {
  /** Null: no guess was right. */
  readonly secret: string | null;
  readonly tries: number;
  readonly ms: number;
}

/** Signs the contents of the token with each guess, until the signature matches. It sends no request. */
export async function guessSecret(token: string): Promise<GuessResult> {
  const startMs = performance.now();
  const parts = split(token, tokenParts);
  const result = (secret: string | null, tries: number) => ({
    secret,
    tries,
    ms: performance.now() - startMs,
  });
  if (!parts || !decodeBase64url(parts.signature)) return result(null, 0);
  for (const [at, guess] of guesses.entries()) {
    const { signature } = await signParts(parts.header, parts.payload, new TextEncoder().encode(guess));
    if (signature === parts.signature) return result(guess, at + 1);
  }
  return result(null, guesses.length);
}
