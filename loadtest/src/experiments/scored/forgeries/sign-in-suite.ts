// The forgeries of a sign-in: callbacks and places to return to for the instances, requests and stolen codes for the provider.
import { encode, signHs256, signingInput } from './jws.js';

/** The changes of an attacker in a query; with undefined the parameter is left out. */
type Changes = Readonly<Record<string, string | undefined>>;

export function queryOf(path: string): URLSearchParams {
  return new URLSearchParams(path.split('?', 2)[1]);
}

/** A path with a query, changed. */
export function change(path: string, changes: Changes): string {
  const query = queryOf(path);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return `${path.split('?', 1)[0]}?${query}`;
}

/** A callback as a browser sends it. */
export interface SentCallback {
  readonly path: string;
  readonly cookie: string;
  /** The instance that began the sign-in. */
  readonly begunBy: string | undefined;
}

const parameter = ({ path }: SentCallback, name: string) => queryOf(path).get(name) ?? '';

/** The cookie of the pending sign-in, with another value. */
const withCookie = (sent: SentCallback, value: string): SentCallback => ({
  ...sent,
  cookie: sent.cookie.replace(/(sign-in-[^=]+)=[^;]*/, `$1=${value}`),
});

const attacker = 'https://attacker.example';
const unsignedToken = `${signingInput({ alg: 'none' }, { sub: 'alice' })}.`;
const madeUp = `${encode({ alg: 'dir', enc: 'A256GCM' })}..${encode('iv')}.${encode({})}.${encode('tag')}`;

/** Made from the callback of a user who has just logged in at the provider, and from the attacker's own one. */
export const callbacks: Readonly<Record<string, (user: SentCallback, own: SentCallback) => SentCallback>> = {
  'callback in another browser': (user) => ({ ...user, cookie: '' }),
  'callback with the cookie of another sign-in': (user, own) =>
    withCookie(user, /sign-in-[^=]+=([^;]*)/.exec(own.cookie)?.[1] ?? ''),
  'callback with a made-up cookie': (user) => withCookie(user, madeUp),
  'callback without a state': (user) => changed(user, { state: undefined }),
  'callback with another state': (user, own) => changed(user, { state: parameter(own, 'state') }),
  'callback with two states': (user, own) => ({
    ...user,
    path: `${user.path}&state=${parameter(own, 'state')}`,
  }),
  'stolen code in a sign-in of the attacker': (user, own) => changed(own, { code: parameter(user, 'code') }),
  'code that the provider did not issue': (user) => changed(user, { code: 'made-up' }),
  'callback without a code': (user) => changed(user, { code: undefined }),
  'callback with two codes': (user, own) => ({
    ...user,
    path: `${user.path}&code=${parameter(own, 'code')}`,
  }),
  'unsigned ID token in place of a code': (user) =>
    changed(user, { code: undefined, id_token: unsignedToken }),
  'callback that names another provider': (user) => changed(user, { iss: attacker }),
  'callback that names no provider': (user) => changed(user, { iss: undefined }),
};

function changed(sent: SentCallback, changes: Changes): SentCallback {
  return { ...sent, path: change(sent.path, changes) };
}

/** Values of `return_to` that lead away from the lab. */
export const returnTos: Readonly<Record<string, readonly string[]>> = {
  'return_to with a host': [`${attacker}/`, '//attacker.example/', 'javascript:alert(1)', 'attacker.example'],
  'return_to with a backslash': ['/\\attacker.example/', '\\\\attacker.example/', '/\\/attacker.example/'],
  'return_to with control characters': [
    '/\t/attacker.example/',
    '\n//attacker.example/',
    ' //attacker.example/',
  ],
  'return_to with dot segments': [
    '/..//attacker.example/',
    '/.//attacker.example/',
    '/%2e%2e//attacker.example/',
  ],
  'return_to of 4 kB': [`/${'a'.repeat(4096)}`],
};

/** Changes of the browser's first request to the provider. */
export const authorizations: Readonly<Record<string, Changes>> = {
  'sign-in without PKCE': { code_challenge: undefined, code_challenge_method: undefined },
  'PKCE by "plain"': { code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' },
  'PKCE without a method': { code_challenge: 'x'.repeat(43), code_challenge_method: undefined },
  'ID token in the URL': { response_type: 'id_token' },
  'access token in the URL': { response_type: 'token' },
};

/** Changes of the registered redirect URI. A provider compares it character by character (RFC 9700 §2.1). */
export const redirectUris: Readonly<Record<string, (registered: URL) => readonly string[]>> = {
  'redirect to another host': ({ pathname, port }) => [
    `${attacker}${pathname}`,
    `http://127.0.0.1.attacker.example:${port}${pathname}`,
  ],
  'redirect with the host as a username': ({ host, pathname }) => [
    `http://${host}@attacker.example${pathname}`,
  ],
  'redirect to another path': ({ href }) => [`${href}/../../../`, `${href}/x`, `${href}%2f..`, `${href}/`],
  'redirect with a query or a fragment': ({ href }) => [`${href}?next=${attacker}`, `${href}#x`],
  'redirect to a script': () => ['javascript:alert(1)', 'data:text/html,x'],
};

/** Changes of the exchange of a stolen code for tokens. @param authorization the query of the sign-in */
export const exchanges: Readonly<
  Record<string, (authorization: URLSearchParams) => Readonly<Record<string, string>>>
> = {
  'stolen code without a verifier': () => ({}),
  'stolen code with another verifier': () => ({ code_verifier: 'x'.repeat(43) }),
  'stolen code with the challenge as verifier': (authorization) => ({
    code_verifier: authorization.get('code_challenge') ?? '',
  }),
  'stolen code for another client': () => ({ client_id: 'local-app', code_verifier: 'x'.repeat(43) }),
  'stolen code for another redirect': () => ({ redirect_uri: `${attacker}/`, code_verifier: 'x'.repeat(43) }),
};

const logOutClaims = {
  ...{ iss: attacker, aud: 'scale-out-lab', sub: 'alice', jti: 'made-up', iat: 1 },
  events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
};

/** Logout tokens that no provider signed (OpenID Connect Back-Channel Logout 1.0 §2.6). */
export const logOutTokens: Readonly<Record<string, string>> = {
  'logout token without a signature': `${signingInput({ alg: 'none', typ: 'logout+jwt' }, logOutClaims)}.`,
  'logout token under a secret of the attacker': signHs256(
    'secret',
    signingInput({ alg: 'HS256', typ: 'logout+jwt' }, logOutClaims),
  ),
  'claims in place of a logout token': JSON.stringify(logOutClaims),
  'no logout token': '',
};
