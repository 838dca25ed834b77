// The provider's own pages: the languages, wrong input, and protection from other sites.
import { expect, it } from 'vitest';
import { openBrowser } from './testing/browser.js';
import { buildProviders } from './testing/build-providers.js';
import { begin, credentials, redirectUri } from './testing/sign-in.js';

it.each([
  ['Accept-Language', {}, { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' }, 'ko'],
  ['ui_locales, before Accept-Language', { ui_locales: 'ko' }, { 'accept-language': 'en' }, 'ko'],
  ['nothing that it knows', {}, { 'accept-language': 'fr' }, 'en'],
])('speaks the language of %s', async (_source, parameters, headers, language) => {
  const browser = openBrowser(await buildProviders());
  const page = await browser.open((await begin(parameters)).url, headers);
  expect(page.body).toContain(`<html lang="${language}">`);
  const consent = await browser.submit(page, credentials, headers);
  expect(consent.body).toContain(language === 'ko' ? '<h1>접근 허용</h1>' : '<h1>Allow access</h1>');
});

it('shows the form again after a wrong password, with the input as text', async () => {
  const browser = openBrowser(await buildProviders());
  const page = await browser.open((await begin()).url);
  const again = await browser.submit(page, { username: '"><script>', password: 'wrong' });
  expect(again.status).toBe(401);
  expect(again.body).toContain('The username or the password is wrong.');
  expect(again.body).toContain('value="&quot;&gt;&lt;script&gt;"');
  expect((await browser.submit(again, credentials)).body).toContain('<h1>Allow access</h1>');
});

it('refuses a password that scrypt could not tell from the right one', async () => {
  const browser = openBrowser(await buildProviders());
  const page = await browser.open((await begin()).url);
  expect((await browser.submit(page, { ...credentials, password: 'demo\0' })).status).toBe(401);
});

it('stops guesses at a password', async () => {
  const browser = openBrowser(await buildProviders({ guessLimit: 2 }));
  const page = await browser.open((await begin()).url);
  const guess = () => browser.submit(page, { username: 'alice', password: 'wrong' });
  expect([(await guess()).status, (await guess()).status]).toEqual([401, 401]);
  const refused = await guess();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(refused.body).toContain('Too many wrong passwords.');
});

it('tells the client that the user refused', async () => {
  const browser = openBrowser(await buildProviders());
  const attempt = await begin();
  const consent = await browser.submit(await browser.open(attempt.url), credentials);
  const { url } = await browser.submit(consent, { answer: 'refuse' });
  expect(url.href).toContain(redirectUri);
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    error: 'access_denied',
    state: attempt.state,
  });
});

it('redirects after a form with 303, which repeats nothing', async () => {
  const [provider] = await buildProviders();
  const browser = openBrowser(provider ? [provider] : []);
  const statuses: number[] = [];
  provider?.addHook('onSend', async ({ method }, { statusCode }) => {
    if (method === 'POST') statuses.push(statusCode);
  });
  const consent = await browser.submit(await browser.open((await begin()).url), credentials);
  await browser.submit(consent, { answer: 'allow' });
  expect(statuses).toEqual([303, 303]);
});

it.each([
  ['Origin', { origin: 'http://attacker.example' }],
  ['Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
])('refuses a form of another site, by %s', async (_header, headers) => {
  const browser = openBrowser(await buildProviders());
  const page = await browser.open((await begin()).url);
  const refused = await browser.submit(page, credentials, headers);
  expect(refused.status).toBe(403);
  expect(refused.body).toContain('The form comes from another site.');
});

it('reports that it does not know a sign-in of another browser', async () => {
  const providers = await buildProviders();
  const page = await openBrowser(providers).open((await begin()).url);
  const stolen = await openBrowser(providers).submit(page, credentials);
  expect(stolen.status).toBe(400);
  expect(stolen.body).toContain('data-code="unknown-interaction"');
});

it('allows a form to lead to an address of IPv6 by its scheme, since a policy cannot name it', async () => {
  const browser = openBrowser(await buildProviders());
  const { url } = await begin({ redirect_uri: 'http://[::1]:50123/callback' });
  const { headers } = await browser.open(url);
  expect(headers.get('content-security-policy')).toContain("form-action 'self' http:; frame-ancestors");
});

it('protects its pages: no script, no frame, forms only to the client', async () => {
  const browser = openBrowser(await buildProviders());
  const { headers } = await browser.open((await begin()).url);
  const policy = headers.get('content-security-policy');
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  expect(policy).toContain(`form-action 'self' ${new URL(redirectUri).origin}; frame-ancestors 'none'`);
  const others = ['x-frame-options', 'cache-control', 'x-instance-id'].map((name) => headers.get(name));
  expect(others).toEqual(['DENY', 'no-store', 'provider-1']);
});
