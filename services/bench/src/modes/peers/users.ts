// Whom a peer knows, and what it answers: the users and the body of an instance, by the peer's own code.
const names = new Map(
  Array.from({ length: 1000 }, (_, index) => {
    const number = String(index + 1).padStart(4, '0');
    return [`vu-${number}`, `Virtual user ${number}`];
  }),
);

export const peerId = 'peer-1';

export interface Principal {
  readonly username: string;
  readonly issuedBy: string;
}

/** The body of `GET /me`. */
export function describeUser({ username, issuedBy }: Principal) {
  return { username, name: names.get(username) ?? username, issuedBy, servedBy: peerId };
}
