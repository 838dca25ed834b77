// A client that is not the lab's own (oauth4webapi), and a user who signs in for it.
import * as oauth from 'oauth4webapi';
import type { Answer, Browser } from './browser.js';
import { issuer as testIssuer } from './build-providers.js';

export const client: oauth.Client = { client_id: 'local-app' };
export const redirectUri = 'http://127.0.0.1:50123/callback';

export interface Attempt {
  readonly url: URL;
  readonly verifier: string | typeof oauth.nopkce;
  readonly nonce: string;
  readonly state: string;
}

/** The URL that begins a sign-in. @param changes parameters to set, or with an empty value to leave out */
export async function begin(
  changes: Readonly<Record<string, string>> = {},
  issuer = testIssuer,
): Promise<Attempt> {
  const verifier = oauth.generateRandomCodeVerifier();
  const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
  const url = new URL(`${issuer}/auth`);
  const parameters: Record<string, string> = {
    client_id: client.client_id,
    response_type: 'code',
    scope: 'openid profile',
    redirect_uri: redirectUri,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...{ state, nonce, ...changes },
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value);
  return { url, verifier, nonce, state };
}

export const credentials = { username: 'vu-0001', password: 'demo' };

/** Logs in and allows the requested scopes. Returns the redirect back to the client. */
export async function walk(browser: Browser, { url }: Attempt): Promise<Answer> {
  const logIn = await browser.open(url);
  const consent = await browser.submit(logIn, credentials);
  return browser.submit(consent, { answer: 'allow' });
}

export async function discover({ fetch, issuer }: Browser): Promise<oauth.AuthorizationServer> {
  const url = new URL(issuer);
  const response = await oauth.discoveryRequest(url, options(fetch));
  return oauth.processDiscoveryResponse(url, response);
}

/** Exchanges the code, and checks the ID token. Its signature too, unless the client is configured wrongly. */
export async function redeem(
  browser: Browser,
  { url }: Answer,
  attempt: Attempt,
  { verifiesSignature = true } = {},
): Promise<oauth.IDToken> {
  const server = await discover(browser);
  const parameters = oauth.validateAuthResponse(server, client, url, attempt.state);
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    attempt.verifier,
    options(browser.fetch),
  );
  const check = { expectedNonce: attempt.nonce, requireIdToken: true };
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, check);
  if (verifiesSignature)
    await oauth.validateApplicationLevelSignature(server, response, options(browser.fetch));
  const claims = oauth.getValidatedIdTokenClaims(tokens);
  if (!claims) throw new Error('the answer has no ID token');
  return claims;
}

function options(fetch: Browser['fetch']) {
  return { [oauth.customFetch]: fetch as never, [oauth.allowInsecureRequests]: true } as const;
}
