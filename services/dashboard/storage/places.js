// The places where a client can keep a credential: what the page must do to keep it there, use it and forget it.

/** The response to a log-in in a token mode. @typedef {{ access_token: string, refresh_token?: string }} Tokens */

export const places = {
  cookie: {
    transport: 'cookie',
    // Nothing to do: the browser keeps, sends and drops the cookie by itself.
    keep() {},
    read: () => undefined,
    forget() {},
  },
  sessionStorage: {
    ...keepIn(sessionStorage),
  },
  localStorage: {
    ...keepIn(localStorage),
  },
};

/** @param {Storage} storage */
function keepIn(storage) {
  const key = (/** @type {string} */ mode) => `tokens-${mode}`;
  return {
    transport: 'header',
    keep: (/** @type {string} */ mode, /** @type {Tokens} */ { access_token, refresh_token }) =>
      storage.setItem(key(mode), JSON.stringify({ access_token, refresh_token })),
    /** @returns {Tokens | undefined} */
    read: (/** @type {string} */ mode) => JSON.parse(storage.getItem(key(mode)) ?? 'null') ?? undefined,
    forget: (/** @type {string} */ mode) => storage.removeItem(key(mode)),
  };
}
