// An OpenID provider for tests, on its own port. It follows the protocol, except where a test replaces an answer or the
// ID token.
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '@scale-out-lab/core/testing/listen';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export type TestProvider = Awaited<ReturnType<typeof startTestProvider>>;

type Answer = (response: ServerResponse) => void;

/** @param onFinished the `onTestFinished` or `afterAll` of vitest. @param name an issuer that is not the address */
export async function startTestProvider(onFinished: (close: () => void) => void, name?: URL) {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', use: 'sig', kid: 'k' };
  /** The request of the browser, by authorization code. */
  const begun = new Map<string, URLSearchParams>();
  /** Replaces the answer of an endpoint, such as `/token`. */
  const answers = new Map<string, Answer>();
  const sign = (claims: JWTPayload, kid = 'k', key = privateKey) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
  const server = createServer((request, response) => void answer(request, response));
  const { url, close } = await listen(server);
  onFinished(close);
  const address = new URL('/provider', url);
  const issuer = name ?? address;

  const provider = {
    ...{ issuer, address, answers, sign, publicKey: await exportSPKI(publicKey) },
    /** Makes the ID token from the right claims. */
    makeIdToken: (claims: JWTPayload) => sign(claims),
    /** Logs `alice` in. @returns where the provider sends the browser */
    async logIn(authorizationUrl: string): Promise<URL> {
      const { pathname, search } = new URL(authorizationUrl);
      const { headers } = await fetch(new URL(pathname + search, address), { redirect: 'manual' });
      return new URL(headers.get('location') ?? '');
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', address);
    const path = pathname.slice(address.pathname.length);
    const replaced = answers.get(path);
    if (replaced) return replaced(response);
    if (path === '/auth') return sendCode(searchParams, response);
    const body = path === '/token' ? await redeem(new URLSearchParams(await text(request))) : documents[path];
    sendJson(response, body?.error === undefined ? 200 : 400, body);
  }

  const documents: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    '/.well-known/openid-configuration': {
      issuer: issuer.href,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      authorization_response_iss_parameter_supported: true,
    },
    '/jwks': { keys: [jwk] },
  };

  function sendCode(parameters: URLSearchParams, response: ServerResponse): void {
    const code = randomUUID();
    begun.set(code, parameters);
    const location = new URL(parameters.get('redirect_uri') ?? '');
    const state = parameters.get('state') ?? '';
    location.search = `${new URLSearchParams({ code, state, iss: issuer.href })}`;
    response.writeHead(302, { location: location.href }).end();
  }

  /** A code is good once, for the redirect and the verifier of its sign-in (RFC 6749 §4.1.3, RFC 7636 §4.6). */
  async function redeem(body: URLSearchParams): Promise<Readonly<Record<string, unknown>>> {
    const code = body.get('code') ?? '';
    const parameters = begun.get(code);
    begun.delete(code);
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      challenge === parameters?.get('code_challenge') &&
      body.get('redirect_uri') === parameters.get('redirect_uri');
    if (!isRight) return { error: 'invalid_grant' };
    const iat = Math.floor(Date.now() / 1000);
    const nonce = parameters.get('nonce');
    const aud = parameters.get('client_id') ?? '';
    const claims = { iss: issuer.href, aud, sub: 'alice', nonce, iat, exp: iat + 60 };
    const idToken = await provider.makeIdToken(claims);
    return { access_token: 'access', token_type: 'Bearer', id_token: idToken };
  }

  return provider;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
