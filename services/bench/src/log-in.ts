// A log-in that gives a bench its credential.
import { setTimeout as pause } from 'node:timers/promises';
import { ExitError, exitCodes } from '@scale-out-lab/core';

/**
 * The headers of a user who has logged in, the cookie of the balancing policy included.
 * @param tries in all, while the answer is a 503 with Retry-After: an instance has many passwords to check
 * @throws ExitError (1) when it is refused
 */
export async function logIn(address: URL, username: string, tries = 5): Promise<Record<string, string>> {
  const response = await sendUntilServed(address, JSON.stringify({ username, password: 'demo' }), tries);
  if (!response.ok)
    throw new ExitError(
      exitCodes.unexpected,
      `${address.pathname}: the log-in of ${username} got ${response.status}.`,
    );
  const { access_token: token } = (await response.json()) as { access_token?: string };
  const cookies = response.headers.getSetCookie().map((each) => each.split(';')[0]);
  return token ? { authorization: `Bearer ${token}` } : { cookie: cookies.join('; ') };
}

async function sendUntilServed(address: URL, body: string, tries: number): Promise<Response> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const retryAfter = response.headers.get('retry-after');
  if (response.status !== 503 || retryAfter === null || tries <= 1) return response;
  await response.body?.cancel();
  await pause(Number(retryAfter) * 1000);
  return sendUntilServed(address, body, tries - 1);
}
