// A client of the provider that is not ours: a Fastify server with @fastify/oauth2, which signs its users in.
import oauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import { serve } from '@scale-out-lab/core/testing/serve';
import Fastify, { type FastifyInstance } from 'fastify';
import { decodeJwt } from 'jose';
import { expect, it, onTestFinished } from 'vitest';
import { openBrowserAt } from './testing/browser.js';
import { buildProviders } from './testing/build-providers.js';
import { credentials } from './testing/sign-in.js';

declare module 'fastify' {
  interface FastifyInstance {
    provider: OAuth2Namespace;
  }
}

/** A provider on a port, which its name contains. */
async function startProvider(): Promise<string> {
  let app: FastifyInstance | undefined;
  const origin = await serve((request, response) => app?.routing(request, response));
  const issuer = new URL('/provider', origin);
  [app] = await buildProviders({ issuer });
  await app?.ready();
  return issuer.href;
}

/** A client on a port. @returns its origin */
async function startClient(issuer: string): Promise<string> {
  const app = Fastify();
  onTestFinished(() => app.close());
  await app.register(oauth2, {
    name: 'provider',
    scope: ['openid', 'profile'],
    // A public client has no secret and names itself in the body (RFC 6749 §2.3.1).
    credentials: { client: { id: 'local-app', secret: '' }, options: { authorizationMethod: 'body' } },
    startRedirectPath: '/log-in',
    callbackUri: ({ host }) => `http://${host}/callback`,
    discovery: { issuer },
    cookie: { secure: false },
  });
  app.get('/callback', async (request) => {
    const { token } = await app.provider.getAccessTokenFromAuthorizationCodeFlow(request);
    return {
      idToken: decodeJwt(String(token.id_token)),
      user: await app.provider.userinfo(token.access_token),
    };
  });
  return app.listen({ host: '127.0.0.1', port: 0 });
}

it('signs a user in for a server with @fastify/oauth2, and gives it the name of the user', async () => {
  const issuer = await startProvider();
  const client = await startClient(issuer);
  const clientBrowser = openBrowserAt(`${client}/`, fetch);
  const begun = await clientBrowser.open(`${client}/log-in`);
  const browser = openBrowserAt(issuer, fetch);
  const consent = await browser.submit(await browser.open(begun.url), credentials);
  expect(consent.body).toContain('Local app');
  const { url } = await browser.submit(consent, { answer: 'allow' });
  expect(url.origin).toBe(client);
  const answer = await clientBrowser.open(url);
  expect(JSON.parse(answer.body)).toMatchObject({
    idToken: { iss: issuer, aud: 'local-app', sub: 'vu-0001' },
    user: { sub: 'vu-0001', name: 'Virtual user 0001' },
  });
});

it('gives that server no token when the callback comes in another browser', async () => {
  const issuer = await startProvider();
  const client = await startClient(issuer);
  const begun = await openBrowserAt(`${client}/`, fetch).open(`${client}/log-in`);
  const browser = openBrowserAt(issuer, fetch);
  const consent = await browser.submit(await browser.open(begun.url), credentials);
  const { url } = await browser.submit(consent, { answer: 'allow' });
  const answer = await openBrowserAt(`${client}/`, fetch).open(url);
  expect(answer.status).toBe(500);
  expect(answer.body).toContain('Invalid state');
});
