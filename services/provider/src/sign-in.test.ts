// A sign-in with a client that is not the lab's own, and the requests that the provider refuses.
import { nopkce } from 'oauth4webapi';
import { expect, it } from 'vitest';
import { openBrowser } from './testing/browser.js';
import { buildProviders, issuer } from './testing/build-providers.js';
import {
  type Attempt,
  begin,
  client,
  credentials,
  discover,
  redeem,
  redirectUri,
  walk,
} from './testing/sign-in.js';

it('signs a user in for a client that is not ours, which checks state, issuer, nonce and signature', async () => {
  const browser = openBrowser(await buildProviders());
  const attempt = await begin();
  const claims = await redeem(browser, await walk(browser, attempt), attempt);
  expect(claims).toMatchObject({ iss: issuer, aud: client.client_id, sub: 'vu-0001', nonce: attempt.nonce });
});

// A program cannot prove which program it is, so its user decides each time (RFC 8252 §8.6).
it('remembers the browser: a second sign-in requires only consent', async () => {
  const browser = openBrowser(await buildProviders());
  await walk(browser, await begin());
  const second = await begin();
  const consent = await browser.open(second.url);
  expect(consent.body).toContain('<li>your name</li>');
  const answer = await browser.submit(consent, { answer: 'allow' });
  expect(await redeem(browser, answer, second)).toMatchObject({ sub: 'vu-0001' });
});

it('puts one name into every URL, whatever Host the request has', async () => {
  const [provider] = await buildProviders();
  const headers = {
    host: 'attacker.example',
    'x-forwarded-host': 'attacker.example',
    'x-forwarded-proto': 'https',
  };
  const answer = await provider?.inject({ url: '/provider/.well-known/openid-configuration', headers });
  const urls = Object.entries(answer?.json() as Record<string, string>).filter(([name]) =>
    /endpoint$|uri$|^issuer$/.test(name),
  );
  expect(urls.length).toBeGreaterThan(5);
  expect(urls.filter(([, url]) => !url.startsWith(issuer))).toEqual([]);
});

it.each([
  ['without PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
  ['with PKCE whose challenge is the verifier itself', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['for a token in the URL', { response_type: 'id_token' }, 'unsupported_response_type'],
])('refuses a sign-in %s', async (_what, changes, error) => {
  const browser = openBrowser(await buildProviders());
  const { url, state } = await begin(changes);
  const answer = await browser.open(url);
  expect(answer.url.origin + answer.url.pathname).toBe(redirectUri);
  const parameters = new URLSearchParams(answer.url.search || answer.url.hash.slice(1));
  expect(Object.fromEntries(parameters)).toMatchObject({ error, state, iss: issuer });
});

it.each([
  ['to another host', { redirect_uri: 'http://attacker.example/callback' }],
  ['to another path', { redirect_uri: 'http://127.0.0.1:50123/callback/../elsewhere' }],
  [
    'to a name that only begins like this machine',
    { redirect_uri: 'http://127.0.0.1.attacker.example/callback' },
  ],
  ['for an unknown client', { client_id: 'nobody' }],
])('shows a page instead of a redirect %s', async (_what, changes) => {
  const browser = openBrowser(await buildProviders());
  const answer = await browser.open((await begin(changes)).url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  expect(answer.url.origin).toBe(new URL(issuer).origin);
});

it.each<[string, Pick<Attempt, 'verifier'>]>([
  ['with another verifier', { verifier: 'x'.repeat(43) }],
  ['with no verifier', { verifier: nopkce }],
])('gives no token for a stolen code %s', async (_what, stolen) => {
  const browser = openBrowser(await buildProviders());
  const attempt = await begin();
  const answer = await walk(browser, attempt);
  await expect(redeem(browser, answer, { ...attempt, ...stolen })).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

it('gives tokens for a code once, and revokes the access token when the code comes again', async () => {
  const browser = openBrowser(await buildProviders());
  const attempt = await begin();
  const { url } = await walk(browser, attempt);
  const code = url.searchParams.get('code') ?? '';
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    ...{
      client_id: client.client_id,
      code,
      redirect_uri: redirectUri,
      code_verifier: String(attempt.verifier),
    },
  });
  const { token_endpoint = '', userinfo_endpoint = '' } = await discover(browser);
  const exchange = () => browser.fetch(token_endpoint, { method: 'POST', body });
  const { access_token: token } = (await (await exchange()).json()) as { access_token: string };
  const userinfo = () => browser.fetch(userinfo_endpoint, { headers: { authorization: `Bearer ${token}` } });
  expect(await (await userinfo()).json()).toEqual({
    sub: 'vu-0001',
    name: 'Virtual user 0001',
    preferred_username: 'vu-0001',
  });
  const again = await exchange();
  expect([again.status, await again.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
  expect((await userinfo()).status).toBe(401);
});

it('logs out after a confirmation, and requires the password again', async () => {
  const browser = openBrowser(await buildProviders());
  await walk(browser, await begin());
  const question = await browser.open(`${issuer}/session/end`);
  expect(question.body).toContain('Log out of the provider, too?');
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.body)?.[1] ?? '';
  const done = await browser.submit(question, { xsrf, logout: 'yes' });
  expect(done.body).toContain('You are logged out');
  expect((await browser.open((await begin()).url)).body).toContain('name="password"');
});

it('the confirmation page of a log-out may lead back to the client', async () => {
  const browser = openBrowser(await buildProviders());
  await walk(browser, await begin());
  const returnTo = 'http://127.0.0.1:5555/';
  const query = new URLSearchParams({ client_id: 'local-app', post_logout_redirect_uri: returnTo });
  const { headers } = await browser.open(`${issuer}/session/end?${query}`);
  expect(headers.get('content-security-policy')).toContain("form-action 'self' http://127.0.0.1:5555;");
});

it('refuses the parameters of a sign-in that would fill the memory', async () => {
  const browser = openBrowser(await buildProviders());
  const answer = await browser.open((await begin({ state: 's'.repeat(4096) })).url);
  expect(answer.status).toBe(400);
  expect(answer.body).toContain('The address is longer than 4096 characters.');
});

it('continues two sign-ins of one browser at the same time', async () => {
  const browser = openBrowser(await buildProviders());
  const [one, two] = [await begin(), await begin()];
  const [pageOne, pageTwo] = [await browser.open(one.url), await browser.open(two.url)];
  for (const [page, attempt] of [
    [pageTwo, two],
    [pageOne, one],
  ] as const) {
    const consent = await browser.submit(page, credentials);
    const answer = consent.body.includes('name="answer"')
      ? await browser.submit(consent, { answer: 'allow' })
      : consent;
    expect(await redeem(browser, answer, attempt)).toMatchObject({ sub: 'vu-0001' });
  }
});
