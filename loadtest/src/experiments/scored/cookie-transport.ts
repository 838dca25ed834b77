// Cookie transport: how does a browser handle the cookie of a log-in if TLS, the proxy or an attribute is wrong? The judge is
// tough-cookie with strict prefixes. A test compares the same cases with Chromium.
import {
  accepts,
  type CookieMistakeName,
  cookieHost,
  cookieMistakes,
  isSessionCopy,
  predictCookieLost,
  predictSentInClear,
  sessionCookieName,
  sumOf,
} from '@scale-out-lab/core';
import { CookieJar } from 'tough-cookie';
import { type Headers, isTls } from '../../http/connection.js';
import { headerValues } from '../../model/answer.js';
import { sum } from '../../statistics/samples.js';
import type { LogIn } from '../client/log-in.js';
import { isAcceptedAnywhere, logInRecorded, type ScoredTrial, usernameIn } from '../client/scored-trial.js';
import { scored } from './scored.js';

const mistakes = Object.keys(cookieMistakes) as readonly CookieMistakeName[];

export const cookieTransport = scored({
  question: {
    en: 'TLS, the proxy or an attribute of the cookie is wrong. Does the browser still log the user in?',
    ko: 'TLS나 프록시, 쿠키 속성이 잘못되었습니다. 그래도 브라우저에서 로그인이 유지됩니까?',
  },
  headline: {
    en: 'mistakes with TLS or a cookie, of five, that undo the log-in',
    ko: 'TLS나 쿠키 설정의 실수 다섯 가지 가운데 로그인을 무효로 만드는 수',
  },
  async observe(trial) {
    const { mode, url } = trial;
    const owner = await logInRecorded(trial, usernameIn(trial, 0));
    const lost: (readonly [CookieMistakeName, number])[] = [];
    for (const name of mistakes) lost.push([name, await countLost(trial, owner, name)]);
    const expected = lost.map(([name]) => predictCookieLost(mode, name));
    const total = sum(lost.map(([, count]) => count));
    return {
      'log-ins undone': ['mistakes', sumOf(expected), total],
      ...Object.fromEntries(
        lost.map(([name, count], index) => [name, ['log-ins', expected[index] ?? sumOf([]), count] as const]),
      ),
      'sent over http too': ['cookies', predictSentInClear(mode, isTls(url)), countInClear(trial, owner)],
    };
  },
});

/** 1 if no instance accepts the cookies that the browser still sends after the mistake, else 0. */
async function countLost(trial: ScoredTrial, owner: LogIn, name: CookieMistakeName): Promise<number> {
  const { mode } = trial;
  const credential = mode.credential === 'jwt' ? owner.credential : sendAfter(trial, owner, name);
  const isLost = predictCookieLost(mode, name).predicted[0] === 1;
  const lossOn = (instance: string) => (isLost || !accepts(mode, instance, owner) ? 1 : 0);
  const shown = { username: owner.username, credential };
  return (await isAcceptedAnywhere(trial, shown, lossOn)) ? 0 : 1;
}

/** The cookies that the browser sends if the cookies of the log-in had the scheme, the prefix and the attributes of the mistake. */
function sendAfter(trial: ScoredTrial, owner: LogIn, name: CookieMistakeName): Headers {
  const { scheme, prefix, attributes } = cookieMistakes[name];
  const pairs = ownPairs(trial, owner);
  const kept = pairs.filter((pair) => {
    const bare = pair.replace(/^__Host-/, '');
    return browserSends(`${prefix}${bare}; ${attributes}`, scheme, scheme);
  });
  return kept.length === 0 ? {} : { cookie: kept.join('; ') };
}

/** Whether a browser stores the cookie of a log-in over one scheme, and sends it over the other. */
function browserSends(setCookie: string, storedOver: string, sentOver: string): boolean {
  // The one rule of these that tough-cookie leaves out.
  if (/; *SameSite=None/i.test(setCookie) && !/; *Secure/i.test(setCookie)) return false;
  const jar = new CookieJar(undefined, { allowSecureOnLocal: false, prefixSecurity: 'strict' });
  jar.setCookieSync(setCookie, `${storedOver}://${cookieHost}/api/mode/login`, { ignoreError: true });
  return jar.getCookieStringSync(`${sentOver}://${cookieHost}/api/mode/me`) !== '';
}

/** The genuine session cookie, as the lab sets it behind a proxy that terminates TLS. */
function countInClear({ mode, url }: ScoredTrial, owner: LogIn): number {
  const name = sessionCookieName(mode, isTls(url));
  const own = setCookiesOf(owner).filter((each) => each.startsWith(`${name}=`));
  return own.filter((each) => browserSends(each, 'https', 'http')).length;
}

/** The session cookie, and its copy where there is one, as name=value. */
function ownPairs({ mode, url }: ScoredTrial, owner: LogIn): readonly string[] {
  const name = sessionCookieName(mode, isTls(url));
  const own = setCookiesOf(owner).filter((each) => each.startsWith(`${name}=`) || isSessionCopy(each, mode));
  return own.map((each) => each.split(';', 1)[0] ?? '');
}

function setCookiesOf({ reply: { answer } }: LogIn): readonly string[] {
  return answer === undefined ? [] : headerValues(answer, 'set-cookie');
}
