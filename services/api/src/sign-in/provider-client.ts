// The instance as a client of the OpenID provider: the authorization code flow with PKCE, state and nonce.
import { clockToleranceSeconds } from '@scale-out-lab/core';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import type { ProviderAddress } from '../config.js';
import { Problem } from '../problem.js';
import { type LogoutToken, verifyLogoutToken } from './logout-token.js';
import type { PendingSignIn } from './pending.js';

export interface ProviderClient {
  /** The URL at the provider to which the browser goes. @throws Problem (503) */
  authorizationUrl(signIn: PendingSignIn, language: string | undefined): Promise<URL>;
  /** The user in the verified ID token. @throws Problem (403, 503) */
  redeem(callback: URL, signIn: PendingSignIn): Promise<ProviderUser>;
  /**
   * Where the browser ends its session at the provider, too (RP-Initiated Logout 1.0). Undefined if the provider does not answer,
   * or has no such page.
   */
  endSessionUrl(returnTo: string): Promise<URL | undefined>;
  /** @throws Problem (400, 503) */
  verifyLogoutToken(token: string): Promise<LogoutToken>;
}

interface ProviderUser {
  readonly username: string;
  /** The session at the provider (`sid`), if the provider names it. */
  readonly providerSession: string | undefined;
}

const timeoutSeconds = 3;
/** Of one answer of the provider. */
const mostBytes = 256 * 1024;

/** @param clientId the name of the client that the instances are in a mode */
export function createProviderClient({ issuer, url }: ProviderAddress, clientId: string): ProviderClient {
  let discovered: Promise<oidc.Configuration> | undefined;
  let keys: JWTVerifyGetKey | undefined;

  /** The provider is discovered at the first sign-in, so an instance starts without it. */
  async function configuration(): Promise<oidc.Configuration> {
    discovered ??= oidc.discovery(issuer, clientId, { id_token_signed_response_alg: 'ES256' }, oidc.None(), {
      timeout: timeoutSeconds,
      [oidc.customFetch]: fetchAt(url),
      // By default openid-client does not verify the signature of a token that comes straight from the provider. With a
      // signing key for each provider, that mistake would go unnoticed.
      execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
    });
    return discovered.catch((error) => {
      discovered = undefined;
      throw unavailable(error);
    });
  }

  return {
    async authorizationUrl({ state, nonce, verifier, redirectUri }, language) {
      return oidc.buildAuthorizationUrl(await configuration(), {
        scope: 'openid profile',
        redirect_uri: redirectUri,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...{ state, nonce, ...(language !== undefined && { ui_locales: language }) },
      });
    },
    async redeem(callback, { state, nonce, verifier }) {
      const config = await configuration();
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      };
      const tokens = await oidc.authorizationCodeGrant(config, callback, checks).catch((error) => {
        throw toProblem(error);
      });
      return userIn(tokens.claims(), clientId);
    },
    async endSessionUrl(returnTo) {
      const config = await configuration().catch(() => undefined);
      if (config?.serverMetadata().end_session_endpoint === undefined) return undefined;
      return oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: returnTo });
    },
    async verifyLogoutToken(token) {
      const { jwks_uri = '' } = (await configuration()).serverMetadata();
      keys ??= createRemoteJWKSet(new URL(jwks_uri), { [customFetch]: fetchAt(url) as typeof fetch });
      return verifyLogoutToken(token, keys, { issuer: issuer.href, audience: clientId }).catch((error) => {
        throw error instanceof Problem ? error : unavailable(error);
      });
    },
  };
}

/**
 * The checks of OpenID Connect Core §3.1.3.7 that openid-client lacks: no other audience (step 3), no other
 * authorized party (step 5), and no token from the future (step 10).
 */
function userIn(claims: oidc.IDToken | undefined, clientId: string): ProviderUser {
  const { aud = [], azp = clientId, iat = Number.POSITIVE_INFINITY, sub = '' } = claims ?? {};
  if ([aud].flat().length !== 1) throw failed('the ID token is for other clients, too');
  if (azp !== clientId) throw failed('the ID token was issued to another client');
  if (iat > Date.now() / 1000 + clockToleranceSeconds) throw failed('the ID token is from the future');
  const sid = claims?.sid;
  return { username: sub, providerSession: typeof sid === 'string' ? sid : undefined };
}

/** The provider has one name, and every URL starts with it. The instance connects to the address that it can reach. */
function fetchAt({ origin }: URL): oidc.CustomFetch {
  return async (target, options) => {
    const { pathname, search } = new URL(target);
    const response = await fetch(new URL(pathname + search, origin), options as RequestInit);
    let bytes = 0;
    const limit = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > mostBytes) controller.error(new RangeError('The answer is too long.'));
        else controller.enqueue(chunk);
      },
    });
    return new Response(response.body?.pipeThrough(limit), response);
  };
}

function toProblem(error: unknown): Problem {
  if (isAway(error)) return unavailable(error);
  const isRefusal =
    error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError;
  if (!isRefusal) return failed(messageOf(error as Error), error);
  // Anyone can write an error into the URL of a callback, so only a code is repeated (RFC 6749 §4.1.2.1).
  const isCode = /^[a-z_]{1,40}$/.test(error.error);
  return failed(isCode ? `it answers ${error.error}` : 'it answers with an unknown error', error);
}

function failed(reason: string, cause?: unknown): Problem {
  return new Problem('sign-in-failed', `The OpenID provider did not confirm the user: ${reason}.`, { cause });
}

function unavailable(cause: unknown): Problem {
  const detail = 'The OpenID provider gives no valid answer. Sign in again in a second.';
  return new Problem('provider-unavailable', detail, { cause, headers: { 'retry-after': '1' } });
}

/** openid-client names the wrong claim or parameter in the cause. */
function messageOf({ message, cause }: Error): string {
  return cause instanceof Error ? messageOf(cause) : message;
}

const unreadable = ['OAUTH_PARSE_ERROR', 'OAUTH_RESPONSE_IS_NOT_JSON', 'OAUTH_RESPONSE_IS_NOT_CONFORM'];

/** No connection, no answer in time, a failure of the provider, or an invalid answer; the cause may tell which. */
function isAway(error: unknown): boolean {
  if (error instanceof Response) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  const { message, name, cause } = error;
  const isUnreadable = 'code' in error && unreadable.includes(String(error.code));
  return isUnreadable || message === 'fetch failed' || name === 'TimeoutError' || isAway(cause);
}
