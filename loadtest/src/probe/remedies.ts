// The fix for each cause, in the words of the framework if the credential shows it.
import type { Cause } from '@scale-out-lab/core/wire';

const remedies: Readonly<Record<Cause, string>> = {
  'state-in-memory': 'Keep sessions in a store that all instances share, such as Redis or the database.',
  'own-signing-keys':
    'Give all instances the same signing key, or publish the public keys of each in one JWKS that all of them read.',
  'own-cookie-secret':
    'Give all instances the same cookie secret; do not make one at the start of a process.',
  'cookie-cleared-on-miss': 'Do not delete or replace the session cookie when an instance does not know it.',
  'affinity-by-connection':
    'Log-in holds only as long as one connection does. Keep sessions in a shared store, or balance requests by a cookie.',
  'affinity-by-address':
    'A user who changes network is logged out. Keep sessions in a shared store, or balance requests by a cookie.',
  'affinity-by-cookie':
    'Log-ins end with the instance that the cookie leads to. Keep sessions in a shared store, so that instances can restart.',
  'cookie-not-stored':
    'Set the attributes of the cookie so that a browser stores it and sends it to the check.',
  'sign-in-split':
    'Keep the data of a pending sign-in (CSRF token, state, nonce) in a shared store or in a signed cookie with one secret.',
  'logout-misses':
    'Record log-outs where every instance reads them: in the shared store, or published to all.',
  'not-revoked':
    'Revoke the credential on the server at log-out: delete the session, or put the token on a denylist until it expires.',
  'clock-skew':
    'Synchronise the clocks of all instances (NTP), and accept a few seconds of difference (RFC 7519 §4.1.4).',
  'stale-key': 'Update the key of the instance that refuses; read the JWKS again when a key ID is unknown.',
  'store-unavailable': 'Repair the session store; answer 503 with Retry-After as long as it does not answer.',
  'store-lost': 'Let the store persist its data, give it enough memory, and let it evict no session.',
  expiry: 'Lengthen the lifetime of the credential, or renew it while it is used.',
  'refresh-race': 'Accept the previous refresh token for a few seconds after its use.',
  'rate-limit': 'Probe more slowly with --rate, or exempt this address from the limit.',
  'header-too-large': 'Keep less in cookies and tokens, or allow larger headers in the proxy.',
  healthy: 'Nothing to change.',
};

const ofFramework: Readonly<Record<string, Partial<Record<Cause, string>>>> = {
  'express-session': {
    'state-in-memory':
      'Replace the default MemoryStore: session({ store: new RedisStore({ client }) }) with connect-redis.',
    'own-cookie-secret': 'Pass the same value to session({ secret }) in every process, from the environment.',
  },
  'koa-session': {
    'state-in-memory': 'Pass a shared store to session({ store }, app).',
    'own-cookie-secret': 'Set the same app.keys in every process, from the environment.',
  },
  'iron-session': { 'own-cookie-secret': 'Use the same password of getIronSession in every process.' },
  hapi: {
    'state-in-memory': 'Let yar use a cache that all instances share, such as @hapi/catbox-redis.',
    'own-cookie-secret': 'Use the same password of the cookie options in every process.',
  },
  'better-auth': {
    'state-in-memory': 'Let all instances use one database, or one secondaryStorage such as Redis.',
    'own-cookie-secret': 'Set the same BETTER_AUTH_SECRET in every process.',
  },
  Flask: { 'own-cookie-secret': 'Set the same SECRET_KEY in every process, from the environment.' },
  PHP: { 'state-in-memory': 'Set session.save_handler to redis or memcached instead of files.' },
  'Java servlets': {
    'state-in-memory': 'Share sessions between the instances, such as with Spring Session and Redis.',
  },
};

export function remedyFor(cause: Cause, framework: string | null): string {
  return ofFramework[framework ?? '']?.[cause] ?? remedies[cause];
}
