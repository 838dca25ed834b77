// The population: users logged in at the start, and the others who come and go, from one range of the directory.
import type { Mode } from '@scale-out-lab/core';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { clientModels } from '../users/client-models.js';
import { createCredential } from '../users/credential.js';
import { usernameOf } from '../users/usernames.js';
import type { Member } from './members.js';
import { planRequest, type TrafficUser } from './planned-request.js';
import type { RequestSender } from './sender.js';

/** So many log in at the same time. */
const concurrency = 16;

export interface Population {
  readonly members: readonly Member[];
  readonly usersOf: (mode: Mode) => readonly TrafficUser[];
}

/** @throws LoadtestFailure when somebody cannot log in: without a log-in there is nothing to lose */
export async function logInPopulation(
  sender: RequestSender,
  modes: readonly Mode[],
  usernames: readonly string[],
): Promise<Population> {
  // Mode by mode, so that the users of each spread over the rotation: user by user, with as many modes as instances, all
  // users of a mode would be logged in by one instance.
  const users = modes.flatMap((mode) =>
    usernames.map((username) => ({
      mode,
      username,
      credential: createCredential(mode.credential, clientModels.pinned),
    })),
  );
  const members = new Map<TrafficUser, Member>();
  const waiting = users.values();

  async function logInNext() {
    for (const user of waiting) members.set(user, await logIn(sender, user));
  }
  await Promise.all(Array.from({ length: concurrency }, logInNext));
  return {
    members: users.map((user) => members.get(user) as Member),
    usersOf: (mode) => users.filter((user) => user.mode === mode),
  };
}

async function logIn(sender: RequestSender, user: TrafficUser): Promise<Member> {
  const mode = user.mode.name;
  const { username } = user;
  const entry = await sender.send(planRequest('logIn', user));
  if (entry?.outcome === 'ok') return { mode, username, issuer: entry.instance };
  throw new LoadtestFailure(exitCodes.missing, `${mode}, ${username}: the log-in failed (${entry?.code}).`);
}

/** So many usernames, from that number on. */
export function usernamesFrom(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => usernameOf(first + index));
}
