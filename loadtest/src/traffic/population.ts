// The population: users logged in at the start, and the others who come and go, from one range of the directory.
import type { Mode } from '@scale-out-lab/core';
import { exitCodes, LoadtestFailure } from '../model/failure.js';
import { clientModels } from '../users/client-models.js';
import { createCredential } from '../users/credential.js';
import { usernameOf } from '../users/usernames.js';
import type { TrafficClient } from './client.js';
import type { Member } from './members.js';
import { prepare, type Visitor } from './planned-request.js';

/** So many log in at the same time. */
const concurrency = 16;

export interface Population {
  readonly members: readonly Member[];
  readonly visitorsOf: (mode: Mode) => readonly Visitor[];
}

/** @throws LoadtestFailure when somebody cannot log in: without a log-in there is nothing to lose */
export async function logInPopulation(
  client: TrafficClient,
  modes: readonly Mode[],
  usernames: readonly string[],
): Promise<Population> {
  // Mode by mode, so that the users of each spread over the rotation: user by user, with as many modes as instances, all
  // users of a mode would be logged in by one instance.
  const visitors = modes.flatMap((mode) =>
    usernames.map((username) => ({
      mode,
      username,
      credential: createCredential(mode.credential, clientModels.pinned),
    })),
  );
  const members = new Map<Visitor, Member>();
  const waiting = visitors.values();

  async function logInNext() {
    for (const visitor of waiting) members.set(visitor, await logIn(client, visitor));
  }
  await Promise.all(Array.from({ length: concurrency }, logInNext));
  return {
    members: visitors.map((visitor) => members.get(visitor) as Member),
    visitorsOf: (mode) => visitors.filter((visitor) => visitor.mode === mode),
  };
}

async function logIn(client: TrafficClient, visitor: Visitor): Promise<Member> {
  const mode = visitor.mode.name;
  const { username } = visitor;
  const entry = await client.send(prepare('logIn', visitor));
  if (entry?.outcome === 'ok') return { mode, username, issuer: entry.instance };
  throw new LoadtestFailure(exitCodes.missing, `${mode}, ${username}: the log-in failed (${entry?.code}).`);
}

/** So many usernames, from that number on. */
export function usernamesFrom(first: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => usernameOf(first + index));
}
