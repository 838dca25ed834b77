// The challenge of a 401: what WWW-Authenticate must say in each kind of mode (RFC 9110 §11.6.1, RFC 6750 §3).
import { type Mode, sessionCookieName } from '@scale-out-lab/core';
import { type Answer, headerValues, textField } from '../../../model/answer.js';

const realm = 'scale-out-lab';

type Challenge = Readonly<Record<string, string | undefined>>;

const challenges = {
  // Without an error where no Bearer token was sent, as by another scheme (RFC 6750 §3.1).
  jwt: (_mode, isMissing) => ({ scheme: 'Bearer', realm, error: isMissing ? undefined : 'invalid_token' }),
  session: (mode) => ({ scheme: 'Cookie', realm, 'cookie-name': sessionCookieName(mode) }),
} as const satisfies Record<Mode['credential'], (mode: Mode, isMissing: boolean) => Challenge>;

/** Whether there is one challenge, and it says all that it must; it may say more. */
export function isChallenge(mode: Mode, answer: Answer): boolean {
  const values = headerValues(answer, 'www-authenticate');
  const [scheme] = (values[0] ?? '').split(' ', 1);
  const parameters = (values[0] ?? '').matchAll(/([\w-]+)="([^"]*)"/g);
  const said = new Map(Array.from(parameters, ([, name = '', value = '']) => [name, value]));
  const isMissing = textField(answer, 'code') === 'missing-credential';
  const { scheme: wanted, ...others } = challenges[mode.credential](mode, isMissing);
  const isComplete = Object.entries(others).every(([name, value]) => said.get(name) === value);
  return values.length === 1 && scheme === wanted && isComplete;
}
