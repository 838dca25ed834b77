// The population: users logged in at the start.

import { ExitError, exitCodes, type Mode } from '@scale-out-lab/core';
import pLimit from 'p-limit';
import { clientModels, createCredential } from '../users/credential.js';
import type { Member } from './members.js';
import { planRequest, type TrafficUser } from './planned-request.js';
import type { RequestSender } from './sender.js';

const concurrentLogIns = 16;

export interface Population {
  readonly members: readonly Member[];
  readonly usersOf: (mode: Mode) => readonly TrafficUser[];
}

/** @throws ExitError when a user cannot log in: without a log-in there is nothing to lose */
export async function logInPopulation(
  sender: RequestSender,
  modes: readonly Mode[],
  usernames: readonly string[],
): Promise<Population> {
  // Mode by mode, so that the users of each spread over the rotation. User by user, with as many modes as instances,
  // one instance would log in all users of a mode.
  const users = modes.flatMap((mode) =>
    usernames.map((username) => ({
      mode,
      username,
      credential: createCredential(mode.credential, clientModels.pinned),
    })),
  );
  const members = await pLimit(concurrentLogIns).map(users, (user) => logIn(sender, user));
  return { members, usersOf: (mode) => users.filter((user) => user.mode === mode) };
}

async function logIn(sender: RequestSender, user: TrafficUser): Promise<Member> {
  const mode = user.mode.name;
  const { username } = user;
  const entry = await sender.send(planRequest('logIn', user));
  if (entry?.outcome === 'ok') return { mode, username, issuer: entry.instance };
  throw new ExitError(exitCodes.missing, `${mode}, ${username}: the log-in failed (${entry?.code}).`);
}
