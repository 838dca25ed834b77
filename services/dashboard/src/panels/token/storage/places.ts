// The places where a page can keep a credential, and how it stores, reads and removes it there.

/** The response to a log-in in a token mode. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
}

export interface Place {
  readonly transport: 'cookie' | 'header';
  keep(mode: string, tokens: Tokens): void;
  read(mode: string): Tokens | undefined;
  forget(mode: string): void;
}

export const placeNames = ['cookie', 'sessionStorage', 'localStorage'] as const;
export type PlaceName = (typeof placeNames)[number];

/** The same names as on the page /storage/, which is of another origin and so has a storage of its own. */
const prefix = 'tokens-';

export const places: Readonly<Record<PlaceName, Place>> = {
  // Nothing to do: the browser keeps the cookie, sends it and drops it when the server says so.
  cookie: { transport: 'cookie', keep() {}, read: () => undefined, forget() {} },
  sessionStorage: keepIn(() => sessionStorage),
  localStorage: keepIn(() => localStorage),
};

function keepIn(storage: () => Storage): Place {
  return {
    transport: 'header',
    keep: (mode, { access_token, refresh_token }) =>
      storage().setItem(`${prefix}${mode}`, JSON.stringify({ access_token, refresh_token })),
    read: (mode) => JSON.parse(storage().getItem(`${prefix}${mode}`) ?? 'null') ?? undefined,
    forget: (mode) => storage().removeItem(`${prefix}${mode}`),
  };
}
