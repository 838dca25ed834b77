// The instance as a client of the OpenID provider: the authorization code flow with PKCE, state and nonce.
import { labClientId } from '@scale-out-lab/core';
import * as oidc from 'openid-client';
import type { ProviderAddress } from '../config.js';
import { Problem } from '../problem.js';
import type { PendingSignIn } from './pending.js';

export interface ProviderClient {
  /** The URL at the provider to which the browser goes. @throws Problem (503) */
  authorizationUrl(signIn: PendingSignIn, language: string | undefined): Promise<URL>;
  /** The username in the verified ID token. @throws Problem (403, 503) */
  redeem(callback: URL, signIn: PendingSignIn): Promise<string>;
}

const timeoutSeconds = 3;

export function createProviderClient({ issuer, url }: ProviderAddress): ProviderClient {
  let discovered: Promise<oidc.Configuration> | undefined;

  /** The provider is discovered at the first sign-in, so an instance starts without it. */
  async function configuration(): Promise<oidc.Configuration> {
    discovered ??= oidc.discovery(
      issuer,
      labClientId,
      { id_token_signed_response_alg: 'ES256' },
      oidc.None(),
      {
        timeout: timeoutSeconds,
        [oidc.customFetch]: fetchAt(url),
        // By default openid-client does not verify the signature of a token that comes straight from the provider. With a
        // signing key for each provider, that mistake would go unnoticed.
        execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks],
      },
    );
    return discovered.catch((error) => {
      discovered = undefined;
      throw toProblem(error);
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
      return tokens.claims()?.sub ?? '';
    },
  };
}

/** The provider has one name, and every URL starts with it. The instance connects to the address that it can reach. */
function fetchAt({ origin }: URL): oidc.CustomFetch {
  return (target, options) => {
    const { pathname, search } = new URL(target);
    return fetch(new URL(pathname + search, origin), options as RequestInit);
  };
}

function toProblem(error: unknown): Problem {
  const cause = { cause: error };
  if (isAway(error)) {
    const detail = 'The OpenID provider does not answer as it should. Try again in a second.';
    return new Problem('provider-unavailable', detail, { ...cause, headers: { 'retry-after': '1' } });
  }
  const isRefusal =
    error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError;
  const reason = isRefusal ? `it answers ${error.error}` : (error as Error).message;
  return new Problem('sign-in-failed', `The OpenID provider did not confirm the user: ${reason}.`, cause);
}

/** No connection, no answer in time, or a failure of the provider; the cause of an error may say so. */
function isAway(error: unknown): boolean {
  if (error instanceof Response) return error.status >= 500;
  if (!(error instanceof Error)) return false;
  return error.message === 'fetch failed' || error.name === 'TimeoutError' || isAway(error.cause);
}
