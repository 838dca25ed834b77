// The users of a peer and its answers: those of an instance, by the peer's own code.
const names = new Map(
  Array.from({ length: virtualUserCount }, (_, index) => {
    const username = virtualUserName(index + 1);
    return [username, username.replace('vu-', 'Virtual user ')];
  }),
);

import { virtualUserCount, virtualUserName } from '@scale-out-lab/core';

export const peerId = 'peer-1';

export interface Principal {
  readonly username: string;
  readonly issuedBy: string;
}

/** The body of `GET /me`. */
export function describeUser({ username, issuedBy }: Principal) {
  return { username, name: names.get(username) ?? username, issuedBy, servedBy: peerId };
}
