// The credential of one virtual user: what log-in gave it and what its requests carry.
import type { Credential as CredentialKind } from '@scale-out-lab/modes';
import { type Answer, headerValues, textField } from '../answer.js';
import type { ClientModel } from './client-models.js';
import { createCookieJar } from './cookie-jar.js';

export type Headers = Readonly<Record<string, string>>;

export interface UserCredential {
  /** What every request carries: the session cookie, and the balancer's affinity cookie if it set one. */
  cookies(): Headers;
  /** What a logged-in request carries: the cookies, and the access token if log-in gave one. */
  all(): Headers;
  /** Takes the answer to a log-in; returns what is wrong with it, or null. */
  accept(answer: Answer): string | null;
  /** Takes any other answer. */
  notice(answer: Answer): void;
}

export function createCredential(kind: CredentialKind, model: ClientModel): UserCredential {
  const jar = createCookieJar();
  let accessToken: string | undefined;
  let isLoggedIn = false;

  const cookies = (): Headers => {
    const cookie = jar.header();
    return cookie === undefined ? {} : { cookie };
  };
  return {
    cookies,
    all: () => ({
      ...cookies(),
      ...(accessToken !== undefined && { authorization: `Bearer ${accessToken}` }),
    }),
    accept(answer) {
      if (answer.status !== 200) return `the log-in was refused with ${answer.status}${detailOf(answer)}`;
      const setCookies = headerValues(answer, 'set-cookie');
      jar.store(setCookies);
      accessToken = textField(answer, 'access_token');
      isLoggedIn = true;
      return kind === 'session' ? findMissingCookie(setCookies) : findMissingToken(accessToken);
    },
    notice(answer) {
      // Before the log-in every client takes the affinity cookie; what log-in gave is then pinned or not.
      if (!isLoggedIn || model.honoursSetCookie) jar.store(headerValues(answer, 'set-cookie'));
    },
  };
}

function detailOf(answer: Answer): string {
  const detail = textField(answer, 'detail') ?? textField(answer, 'code') ?? textField(answer, 'message');
  return detail === undefined ? '' : `: ${detail}`;
}

function findMissingCookie(setCookies: readonly string[]): string | null {
  return setCookies.length > 0 ? null : 'the log-in was answered with 200 but set no cookie';
}

function findMissingToken(accessToken: string | undefined): string | null {
  return accessToken !== undefined ? null : 'the log-in was answered with 200 but without an access_token';
}
