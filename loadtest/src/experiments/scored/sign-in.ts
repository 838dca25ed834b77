// Sign-in: users sign in through the OpenID provider, one after the other. How many end logged in?

import { predictSignInsAmidOthers, predictSignInsInRotation } from '@scale-out-lab/core';
import { textField } from '../../model/answer.js';
import {
  isAcceptedAnywhere,
  logInRecorded,
  type ScoredTrial,
  turnRotation,
  usernameIn,
} from '../client/scored-trial.js';
import { reachCallback, sendCallback, signInFailure } from '../client/sign-in.js';
import { scored } from './scored.js';

const inRotation = 8;
const amidOthers = 30;

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
    const callback = await reachCallback(trial, username);
    await beforeCallback();
    const reply = await sendCallback(trial, callback);
    if (reply.answer?.status === 303) {
      loggedIn += 1;
      trial.record.noteLogIn(username);
      const credential = { cookie: callback.jar.header() ?? '' };
      await isAcceptedAnywhere(trial, { username, credential }, () => 0);
    } else if (reply.answer === undefined || textField(reply.answer, 'code') !== 'unknown-sign-in') {
      throw signInFailure(trial.mode.name, callback.path, reply);
    }
  }
  return loggedIn;
}
