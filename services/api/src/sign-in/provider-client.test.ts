// The ID token is checked as OpenID Connect Core §3.1.3.7 says, its signature too, against a provider that answers wrongly.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import { createProviderClient } from './provider-client.js';

const { privateKey, publicKey } = await generateKeyPair('ES256');
const { privateKey: otherKey } = await generateKeyPair('ES256');
const issuer = new URL('http://provider.example/provider');
const signIn = {
  ...{ state: 'api-1.state', nonce: 'nonce', verifier: 'v'.repeat(43) },
  ...{ redirectUri: 'http://127.0.0.1:8080/api/x/callback', returnTo: '/' },
};
const callback = new URL(`${signIn.redirectUri}?code=c&state=${signIn.state}&iss=${issuer}`);
const now = () => Math.floor(Date.now() / 1000);
const claims = () => ({
  iss: `${issuer}`,
  aud: 'scale-out-lab',
  sub: 'alice',
  nonce: 'nonce',
  iat: now(),
  exp: now() + 60,
});

/** Serves discovery, keys and this answer of the token endpoint. @returns a client of it */
async function buildClient(idToken: string, status = 200) {
  const answers: Record<string, unknown> = {
    '/provider/.well-known/openid-configuration': {
      issuer: `${issuer}`,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      authorization_response_iss_parameter_supported: true,
    },
    '/provider/jwks': { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'k' }] },
    '/provider/token': { access_token: 'a', token_type: 'Bearer', id_token: idToken },
  };
  const server = createServer((request, response) => {
    const isToken = request.url === '/provider/token';
    response.writeHead(isToken ? status : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answers[request.url ?? '']));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return createProviderClient({ issuer, labOrigins: [], url: new URL(`http://127.0.0.1:${port}/provider`) });
}

function sign(changes: Record<string, unknown>, key = privateKey) {
  const payload = Object.fromEntries(
    Object.entries({ ...claims(), ...changes }).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(key);
}

it('accepts a right ID token, at an address that is not in the name of the provider', async () => {
  const client = await buildClient(await sign({}));
  expect(await client.redeem(callback, signIn)).toBe('alice');
  expect((await client.authorizationUrl(signIn, 'ko')).href).toMatch(
    /^http:\/\/provider\.example\/provider\/auth\?.*ui_locales=ko/,
  );
});

it.each([
  ['another issuer', { iss: 'http://attacker.example' }],
  ['another audience', { aud: 'local-app' }],
  [
    'several audiences and another authorized party',
    { aud: ['scale-out-lab', 'local-app'], azp: 'local-app' },
  ],
  ['another nonce', { nonce: 'other' }],
  ['no nonce', { nonce: undefined }],
  ['a time in the past', { iat: now() - 7200, exp: now() - 3600 }],
  ['no subject', { sub: undefined }],
  ['no expiry', { exp: undefined }],
])('refuses an ID token with %s', async (_what, changes) => {
  const client = await buildClient(await sign(changes));
  await expect(client.redeem(callback, signIn)).rejects.toMatchObject({
    code: 'sign-in-failed',
    status: 403,
  });
});

it('refuses an ID token that another key signed, and an unsigned one', async () => {
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims())).toString('base64url')}.`;
  for (const token of [await sign({}, otherKey), unsigned]) {
    const client = await buildClient(token);
    await expect(client.redeem(callback, signIn)).rejects.toMatchObject({ code: 'sign-in-failed' });
  }
});

it('says that the provider is away when it fails or cannot be reached, and tries again afterwards', async () => {
  const failing = await buildClient(await sign({}), 500);
  await expect(failing.redeem(callback, signIn)).rejects.toMatchObject({
    code: 'provider-unavailable',
    status: 503,
  });
  const away = createProviderClient({ issuer, labOrigins: [], url: new URL('http://127.0.0.1:9/provider') });
  for (let tries = 0; tries < 2; tries += 1) {
    await expect(away.authorizationUrl(signIn, undefined)).rejects.toMatchObject({
      code: 'provider-unavailable',
    });
  }
});
