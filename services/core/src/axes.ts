// The four axes: everything in which one way to remember a log-in can differ from another.

export const axes = {
  /** The credential of a request. */
  credential: ['session', 'jwt'],
  /** Where the server keeps its state: the sessions, or the revoked tokens. */
  state: ['none', 'memory', 'redis'],
  /** Who can verify: one secret on all instances, each its own, or each its own key pair and everyone's public keys. */
  keys: ['shared', 'own', 'published'],
  /** How the balancer picks the instance. */
  balancing: ['round-robin', 'sticky'],
} as const;

export type Credential = (typeof axes.credential)[number];
type State = (typeof axes.state)[number];
export type Keys = (typeof axes.keys)[number];
type Balancing = (typeof axes.balancing)[number];

/** Where an instance keeps a pending sign-in, in modes that sign users in through an OpenID provider. */
export const transactions = ['memory', 'cookie', 'redis'] as const;
export type Transaction = (typeof transactions)[number];

/** A point on the axes, and its options: everything that distinguishes two modes. */
export interface Axes {
  readonly credential: Credential;
  readonly state: State;
  readonly keys: Keys;
  readonly balancing: Balancing;
  /** Whether log-in gives a short access token and a refresh token that renews it. */
  readonly refresh?: true;
  /** For so many seconds an instance trusts a signed copy of the session in a cookie, without a look-up in the store. */
  readonly cacheSeconds?: number;
  /** How users prove who they are, besides a password: through the OpenID provider. */
  readonly signIn?: 'oidc';
  /** Only with `signIn`. */
  readonly transaction?: Transaction;
}

/** A sentence in each language of the page. */
export interface Words {
  readonly en: string;
  readonly ko: string;
}

/** A named point on the axes, and the sentence it teaches. */
export interface Mode extends Axes {
  readonly name: string;
  readonly teaches: Words;
  /** How long a spent refresh token returns its successor again, if an instance states it (`GET /api/modes`). */
  readonly graceSeconds?: number;
}
