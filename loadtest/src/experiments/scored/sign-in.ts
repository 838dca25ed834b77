// Sign-in: users sign in through the OpenID provider, one after the other. How many end logged in?

import {
  accepts,
  type ProviderScale,
  predictSignInMs,
  predictSignInsAmidOthers,
  predictSignInsInRotation,
  predictSignInsWithRetry,
} from '@scale-out-lab/core';
import type { FigureTable } from '../../model/agreement.js';
import { textField } from '../../model/answer.js';
import { sortSamples, spread } from '../../statistics/samples.js';
import { createCookieJar } from '../../users/credential.js';
import { readProviderScale, turnProviders } from '../client/provider-scale.js';
import {
  isAcceptedAnywhere,
  logInRecorded,
  type ScoredTrial,
  turnRotation,
  usernameIn,
} from '../client/scored-trial.js';
import { sendCallback, signInFailure, walkToCallback } from '../client/sign-in.js';
import { scored } from './scored.js';
import { signInFromOtherSite } from './sign-in-from-other-site.js';

const inRotation = 8;
const amidOthers = 30;
const crowd = 24;
/** How long a user of the crowd is at the provider, at most. */
const longestAtProviderMs = 100;

export const signIn = scored({
  question: {
    en: 'Users sign in through an OpenID provider. How many end logged in, when the callback may reach another instance than the one that began?',
    ko: 'OpenID 제공자를 거쳐 로그인합니다. 콜백이 로그인을 시작하지 않은 인스턴스로 갈 수 있을 때, 몇 번이나 로그인에 성공합니까?',
  },
  headline: {
    en: 'sign-ins amid other requests that ended logged in',
    ko: '다른 요청이 섞여 있을 때 성공한 외부 로그인 수',
  },
  appliesTo: (mode) => mode.signIn === 'oidc',
  async observe(trial) {
    const { cluster, mode, instances } = trial;
    const scale = await readProviderScale(cluster);
    const conditions = (signIns: number) => ({ ...scale, instances: instances.length, signIns });
    // So that requests count even if no sign-in succeeds.
    const { issuer, ...owner } = await logInRecorded(trial, usernameIn(trial, 0));
    await isAcceptedAnywhere(trial, owner, (instance) => (accepts(mode, instance, { issuer }) ? 0 : 1));
    const amid = await signInAmidOthers(trial, scale);
    const alone = await signInAlone(trial);
    return {
      'signed in amid other requests': [
        `of ${amidOthers} sign-ins`,
        predictSignInsAmidOthers(mode, conditions(amidOthers)),
        amid.loggedIn,
      ],
      'signed in by a strict rotation': [
        `of ${inRotation} sign-ins`,
        predictSignInsInRotation(mode, conditions(inRotation)),
        alone.loggedIn,
      ],
      ...(scale.providers === 1 && {
        ...amid.withRetry(conditions(amidOthers)),
        'signed in as a crowd': [
          `of ${crowd} users at once`,
          predictSignInsAmidOthers(mode, conditions(crowd)),
          await signInAsCrowd(trial),
        ] as const,
        ...(await signInFromOtherSite(trial)),
      }),
      ...(alone.medianMs !== undefined && {
        'median time of a sign-in': ['ms', predictSignInMs(), alone.medianMs] as const,
      }),
    };
  },
});

/** Requests of others come between the steps of a sign-in. A failed one is retried once by the same browser. */
async function signInAmidOthers(trial: ScoredTrial, scale: ProviderScale) {
  const { cluster, mode } = trial;
  const between = () => turnProviders(cluster, scale);
  let loggedIn = 0;
  let atSecondTry = 0;
  for (let index = 0; index < amidOthers; index += 1) {
    const attempt = { index, jar: createCookieJar(), between, beforeCallback: () => turnRotation(trial) };
    const isFirstTry = await isSignedIn(trial, attempt);
    if (isFirstTry) loggedIn += 1;
    if (!isFirstTry && scale.providers === 1 && (await isSignedIn(trial, attempt))) atSecondTry += 1;
  }
  const withRetry = (conditions: { readonly instances: number; readonly signIns: number }): FigureTable => ({
    'signed in with one retry': [
      `of ${amidOthers} users`,
      predictSignInsWithRetry(mode, conditions),
      loggedIn + atSecondTry,
    ],
  });
  return { loggedIn, withRetry };
}

/** Nothing else is sent, so the rotation alone decides. */
async function signInAlone(trial: ScoredTrial) {
  const nothing = async () => {};
  const times: number[] = [];
  let loggedIn = 0;
  for (let index = 0; index < inRotation; index += 1) {
    const attempt = { index, jar: createCookieJar(), between: nothing, beforeCallback: nothing };
    const begunAt = performance.now();
    const onLoggedIn = () => times.push(performance.now() - begunAt);
    if (await isSignedIn(trial, { ...attempt, onLoggedIn })) loggedIn += 1;
  }
  const samples = sortSamples(times);
  return { loggedIn, medianMs: samples && spread(samples).median };
}

/** Users begin at the same time, and each stays at the provider for a different time, so their steps mix. */
async function signInAsCrowd(trial: ScoredTrial): Promise<number> {
  const between = async () => {};
  const beforeCallback = () => trial.cluster.pause(longestAtProviderMs * Math.random());
  const attempts = Array.from({ length: crowd }, (_, index) =>
    isSignedIn(trial, { index, jar: createCookieJar(), between, beforeCallback }),
  );
  return (await Promise.all(attempts)).filter(Boolean).length;
}

interface Attempt {
  readonly index: number;
  readonly jar: ReturnType<typeof createCookieJar>;
  readonly between: () => Promise<void>;
  /** Runs while the user is at the provider. */
  readonly beforeCallback: () => Promise<void>;
  /** Runs when the user is logged in. */
  readonly onLoggedIn?: () => void;
}

/** @throws ExitError if the sign-in fails for another reason than a part that does not know it, or its key */
async function isSignedIn(trial: ScoredTrial, attempt: Attempt): Promise<boolean> {
  const { mode, record } = trial;
  const { index, jar, between, beforeCallback, onLoggedIn } = attempt;
  const username = usernameIn(trial, index);
  const callback = await walkToCallback(trial, username, { jar, between });
  if (!callback) return false;
  await between();
  await beforeCallback();
  const reply = await sendCallback(trial, callback);
  if (reply.answer?.status !== 303) {
    const code = reply.answer && textField(reply.answer, 'code');
    if (code === 'unknown-sign-in' || code === 'sign-in-failed') return false;
    throw signInFailure(mode.name, callback.path, reply);
  }
  onLoggedIn?.();
  record.noteLogIn(username);
  const credential = { cookie: jar.header() ?? '' };
  const { instance: issuer } = reply;
  await isAcceptedAnywhere(trial, { username, credential }, (instance) =>
    accepts(mode, instance, { issuer }) ? 0 : 1,
  );
  return true;
}
