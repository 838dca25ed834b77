// Sign-in: users sign in through the OpenID provider, one after the other. How many end logged in?

import {
  type ExitError,
  missingError,
  predictSignInsAmidOthers,
  predictSignInsInRotation,
} from '@scale-out-lab/core';
import { pageRequest } from '../../http/requests.js';
import { headerValues, textField } from '../../model/answer.js';
import { createCookieJar } from '../../users/credential.js';
import type { Reply } from '../client/cluster-client.js';
import {
  isAcceptedAnywhere,
  logInRecorded,
  type ScoredTrial,
  turnRotation,
  usernameIn,
} from '../client/scored-trial.js';
import { scored } from './scored.js';

const inRotation = 8;
const amidOthers = 30;
/** A sign-in has about ten steps. */
const mostSteps = 20;

export const signIn = scored({
  question:
    'Users sign in through an OpenID provider. How many end logged in, when the callback may reach another instance than the one that began?',
  headline: 'sign-ins amid other requests that ended logged in',
  appliesTo: (mode) => mode.signIn === 'oidc',
  async observe(trial) {
    const { mode, instances } = trial;
    const conditions = (signIns: number) => ({ instances: instances.length, signIns });
    // So that requests count even if no sign-in succeeds.
    await isAcceptedAnywhere(trial, await logInRecorded(trial, usernameIn(trial, 0)), () => 0);
    const amid = await countLoggedIn(trial, amidOthers, () => turnRotation(trial));
    const alone = await countLoggedIn(trial, inRotation, async () => {});
    return {
      'signed in amid other requests': [
        `of ${amidOthers} sign-ins`,
        predictSignInsAmidOthers(mode, conditions(amidOthers)),
        amid,
      ],
      'signed in by a strict rotation': [
        `of ${inRotation} sign-ins`,
        predictSignInsInRotation(mode, conditions(inRotation)),
        alone,
      ],
    };
  },
});

/** @param beforeCallback what happens while the user is at the provider */
async function countLoggedIn(
  trial: ScoredTrial,
  count: number,
  beforeCallback: () => Promise<void>,
): Promise<number> {
  let loggedIn = 0;
  for (let index = 0; index < count; index += 1) {
    const username = usernameIn(trial, index);
    const { reply, cookie } = await walk(trial, username, beforeCallback);
    if (reply.answer?.status === 303) {
      loggedIn += 1;
      trial.record.noteLogIn(username);
      await isAcceptedAnywhere(trial, { username, credential: { cookie } }, () => 0);
    } else if (reply.answer === undefined || textField(reply.answer, 'code') !== 'unknown-sign-in') {
      throw failure(trial, 'the callback', reply);
    }
  }
  return loggedIn;
}

/** Walks the chain of redirects as a browser does, through the balancer. Resolves to the answer to the callback. */
async function walk(trial: ScoredTrial, username: string, beforeCallback: () => Promise<void>) {
  const { cluster, mode } = trial;
  const jar = createCookieJar();
  const callbackPath = `/api/${mode.name}/callback`;
  let path = `/api/${mode.name}/sign-in`;
  let form: Readonly<Record<string, string>> | undefined;
  for (let step = 0; step < mostSteps; step += 1) {
    const isCallback = path.startsWith(callbackPath);
    if (isCallback) await beforeCallback();
    const reply = await cluster.send(pageRequest(path, jar.header(), form));
    if (reply.answer) jar.store(headerValues(reply.answer, 'set-cookie'));
    if (isCallback) return { reply, cookie: jar.header() ?? '' };
    const [location] = reply.answer ? headerValues(reply.answer, 'location') : [];
    // The log-in page, whose form is sent to its own path.
    if (location === undefined && reply.answer?.status !== 200) throw failure(trial, path, reply);
    form = location === undefined ? { username, password: 'demo' } : undefined;
    // The provider's URLs have the name that browsers use. The load test may reach the lab by another one.
    if (location !== undefined) path = pathOf(location);
  }
  throw missingError(`${mode.name}: the sign-in of ${username} has not ended after ${mostSteps} steps.`);
}

function pathOf(location: string): string {
  const { pathname, search } = new URL(location, 'http://lab');
  return pathname + search;
}

function failure({ mode }: ScoredTrial, what: string, { answer }: Reply): ExitError {
  const path = what.split('?', 1)[0];
  return missingError(`${mode.name}: ${path} was answered with ${answer?.status ?? 'nothing'} in a sign-in.`);
}
