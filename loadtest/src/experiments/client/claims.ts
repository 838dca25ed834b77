// What an access token says, to whoever decodes it: no key is needed for that.
import { isRecord } from '../../model/answer.js';

/** The claims; none if the text is no such token. */
export function decodeClaims(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return isRecord(claims) ? claims : {};
  } catch {
    return {};
  }
}
