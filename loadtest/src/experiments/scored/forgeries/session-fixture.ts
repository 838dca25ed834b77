// The basis of forged session cookies: a real cookie, taken apart, and ways to get more.

import { createHmac } from 'node:crypto';
import { catalogue, type Mode, missingError, sessionCookieName } from '@scale-out-lab/core';
import { type Headers, isTls } from '../../../http/connection.js';
import { logInRequest } from '../../../http/requests.js';
import { type LogIn, logInAt, readLogIn, sendLogIn } from '../../client/log-in.js';
import { type ForgeryContext, usersOf } from './forgery-suite.js';

export interface SessionFixture extends ForgeryContext {
  readonly logIn: LogIn;
  /** The name of the cookie. */
  readonly cookieName: string;
  /** The cookie's value, decoded: `<id>.<signature>`. */
  readonly value: string;
  readonly id: string;
  readonly signature: string;
  /** Whether `sign` signs with the instances' own secret. */
  readonly isKeyKnown: boolean;
  /** Signs the ID with the instances' own secret if it is known, or else with the attacker's. */
  sign(id: string): string;
  /** The cookie of another log-in, of the same user or of the other one. */
  logInAgain(who?: 'owner' | 'other'): Promise<string>;
  /** A log-in at each other instance. */
  logInElsewhere(): Promise<readonly LogIn[]>;
  /** The other user logs in at the instance that issued the real cookie, while carrying this one. */
  logInCarrying(value: string): Promise<void>;
  /** The cookies of all other modes. */
  cookiesOfOtherModes(): Promise<readonly string[]>;
}

export async function createSessionFixture(
  context: ForgeryContext,
  instance?: string,
): Promise<SessionFixture> {
  const { url, cluster, mode, secrets, instances, kit } = context;
  const nameOf = (each: Mode) => sessionCookieName(each, isTls(url));
  const cookieName = nameOf(mode);
  const users = usersOf(context);
  const logIn = await logInAt(context, users.owner, { instance });
  const value = cookieOf(mode, cookieName, logIn);
  const dot = value.lastIndexOf('.');
  const secret = mode.keys === 'shared' ? secrets?.sessionSecret : undefined;
  return {
    ...context,
    logIn,
    cookieName,
    value,
    id: value.slice(0, dot),
    signature: value.slice(dot + 1),
    isKeyKnown: secret !== undefined,
    sign: (id) => signCookie(secret ?? kit.secret, id),
    async logInAgain(who = 'owner') {
      return cookieOf(mode, cookieName, await logInAt(context, users[who], { instance: logIn.issuer }));
    },
    logInElsewhere() {
      const others = instances.filter((each) => each !== logIn.issuer);
      return Promise.all(others.map((each) => logInAt(context, users.owner, { instance: each })));
    },
    async logInCarrying(carried) {
      const headers = cookieHeader(cookieName, carried);
      await logInAt(context, users.other, { instance: logIn.issuer, headers });
    },
    async cookiesOfOtherModes() {
      const others = catalogue.filter((each) => each.credential === 'session' && each.name !== mode.name);
      const replies = await Promise.all(
        others.map((each) => sendLogIn(cluster, () => cluster.send(logInRequest(each, users.owner)))),
      );
      return others.map((each, index) =>
        cookieOf(each, nameOf(each), readLogIn(each, users.owner, replies[index] ?? logIn.reply)),
      );
    },
  };
}

/** Like the signed cookies of Express and Fastify: HMAC with SHA-256, in base64 without padding. */
export function signCookie(secret: string, id: string): string {
  return `${id}.${createHmac('sha256', secret).update(id).digest('base64').replace(/=+$/, '')}`;
}

export function cookieHeader(cookieName: string, value: string): Headers {
  return { cookie: `${cookieName}=${encodeURIComponent(value)}` };
}

/** @throws ExitError when the log-in set no such cookie */
function cookieOf(mode: Mode, cookieName: string, { username, credential }: LogIn): string {
  const pairs = (credential.cookie ?? '').split('; ');
  const pair = pairs.find((each) => each.startsWith(`${cookieName}=`));
  if (pair !== undefined) return decodeURIComponent(pair.slice(pair.indexOf('=') + 1));
  throw missingError(`${mode.name}, ${username}: the log-in set no cookie "${cookieName}".`);
}
