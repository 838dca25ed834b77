// Visitors: who asks a target, with which credential, and what the right answer to them is.
import { ExitError, virtualUserName } from '@scale-out-lab/core';
import type { Target } from './targets.js';

export interface Visitor {
  readonly headers: Readonly<Record<string, string>>;
  isRight(body: string): boolean;
}

/** This many users of the target at `origin`, each freshly logged in. @throws when the target does not answer as it must */
export function admitVisitors(origin: string, target: Target, count: number): Promise<Visitor[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const username = virtualUserName(index + 1);
      return target.logInPath === undefined ? passerBy : logIn(origin, target, target.logInPath, username);
    }),
  );
}

const passerBy: Visitor = { headers: {}, isRight: (body) => body.startsWith('{"instanceId":"') };

async function logIn(origin: string, target: Target, logInPath: string, username: string): Promise<Visitor> {
  const response = await fetch(origin + logInPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'demo' }),
  });
  if (!response.ok)
    throw new ExitError(1, `${target.name}: the log-in of ${username} got ${response.status}`);
  const { access_token: token } = (await response.json()) as { access_token?: string };
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const headers = token === undefined ? { cookie } : { authorization: `Bearer ${token}` };
  const expected = await askOnce(origin, target, headers, username);
  return { headers, isRight: (body) => body === expected };
}

/** The answer that every later one must equal, once it has been seen to be right. */
async function askOnce(
  origin: string,
  target: Target,
  headers: Readonly<Record<string, string>>,
  username: string,
): Promise<string> {
  const text = await (await fetch(origin + target.path, { headers })).text();
  const name = `Virtual user ${username.slice('vu-'.length)}`;
  const start = `{"username":"${username}","name":"${name}","issuedBy":"`;
  if (!text.startsWith(start) || !/","servedBy":"[^"]+"}$/.test(text)) {
    throw new ExitError(1, `${target.name}: the answer to ${username} is ${text}`);
  }
  return text;
}
