// The shown credential: of the chosen user, in the first shown mode with tokens, or else in the first mode.
import { computed, signal } from '@preact/signals';
import type { Mode } from '@scale-out-lab/core';
import type { Credential, LabClient } from '@scale-out-lab/core/wire';
import { lanes } from '../../state/view.js';
import { findVisitor, type User, users } from '../../state/visitors.js';

export type Holder = LabClient & { readonly credential: Credential };

export const lane = computed<Mode | undefined>(
  () => lanes.value.find(({ credential }) => credential === 'jwt') ?? lanes.value[0],
);

const chosenUser = signal<User>(users[0]);

export function chooseUser(user: User): void {
  chosenUser.value = user;
}

/** The users who hold a credential there. */
export const holders = computed<readonly Holder[]>(() => {
  const mode = lane.value;
  if (!mode) return [];
  return users.flatMap((user) => {
    const client = findVisitor(mode.name, user);
    return client?.credential ? [{ ...client, credential: client.credential }] : [];
  });
});

export const current = computed<Holder | undefined>(
  () => holders.value.find(({ username }) => username === chosenUser.value) ?? holders.value[0],
);
