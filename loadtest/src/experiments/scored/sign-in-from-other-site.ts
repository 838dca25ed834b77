// Sign-ins with a provider on another site: the SameSite of the cookie that ties a pending sign-in to its browser decides.
import { predictSignInsFromOtherSite } from '@scale-out-lab/core';
import { CookieJar } from 'tough-cookie';
import type { FigureTable } from '../../model/agreement.js';
import { type ScoredTrial, usernameIn } from '../client/scored-trial.js';
import { type Callback, reachCallback, sendWhereKnown } from '../client/sign-in.js';

type SameSite = 'Lax' | 'Strict';

const fromOtherSite = 4;

/** Every callback reaches the instance that began the sign-in, so the cookie alone decides. */
export async function signInFromOtherSite(trial: ScoredTrial): Promise<FigureTable> {
  const figure = async (sameSite: SameSite) =>
    [
      `of ${fromOtherSite} sign-ins`,
      predictSignInsFromOtherSite(sameSite, fromOtherSite),
      await countReturned(trial, sameSite),
    ] as const;
  return {
    'signed in with SameSite=Lax': await figure('Lax'),
    'signed in with SameSite=Strict': await figure('Strict'),
  };
}

async function countReturned(trial: ScoredTrial, sameSite: SameSite): Promise<number> {
  let loggedIn = 0;
  for (let index = 0; index < fromOtherSite; index += 1) {
    const callback = await reachCallback(trial, usernameIn(trial, index));
    const cookie = cookiesOnReturn(callback, sameSite);
    const { answer } = await sendWhereKnown(trial, { ...callback, cookie });
    if (answer?.status === 303) loggedIn += 1;
  }
  return loggedIn;
}

/** The cookies that a browser sends when another site redirects it back: RFC 6265bis, "Retrieval Algorithm". */
function cookiesOnReturn({ path, jar }: Callback, sameSite: SameSite): string {
  const url = new URL(path, 'https://lab.example').href;
  const browser = new CookieJar();
  for (const pair of jar.header()?.split('; ') ?? [])
    browser.setCookieSync(`${pair}; Path=/; Secure; HttpOnly; SameSite=${sameSite}`, url);
  return browser.getCookieStringSync(url, { sameSiteContext: 'lax' });
}
