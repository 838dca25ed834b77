// The OpenID provider itself: oidc-provider with the lab's users, clients, keys, state and pages.
import { findUser } from '@scale-out-lab/api';
import { catalogue, cookiePrefix, labClientId, type Mode } from '@scale-out-lab/core';
import { Problem } from '@scale-out-lab/http';
import {
  type AdapterFactory,
  type ClientMetadata,
  type Configuration,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider';
import type { ProviderConfig } from './config.js';
import type { ProviderKeys } from './keys.js';
import { logOutForm, problemText } from './pages/forms.js';
import { Html, html, pageHeaders, renderPage } from './pages/page.js';
import { chooseLanguage, type Texts, texts } from './pages/texts.js';

/** In seconds. */
const lifetimes = {
  /** How long a person may take to log in. */
  Interaction: 300,
  AuthorizationCode: 60,
  AccessToken: 300,
  IdToken: 300,
  /** How long the provider remembers a browser and its consent. */
  Session: 1800,
  Grant: 1800,
};

/**
 * Any program on this machine may sign its users in: it listens on a loopback address, on any port (RFC 8252 §7.3). It
 * keeps no secret, because every user could read it; PKCE protects the code.
 */
const localApp: ClientMetadata = {
  client_id: 'local-app',
  client_name: 'Local app',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1/callback', 'http://localhost/callback', 'http://[::1]/callback'],
  post_logout_redirect_uris: ['http://127.0.0.1/', 'http://localhost/', 'http://[::1]/'],
  grant_types: ['authorization_code'],
  response_types: ['code'],
  id_token_signed_response_alg: 'ES256',
};

const labModes = catalogue.filter(({ signIn }) => signIn === 'oidc');
const labClientIds = labModes.map(labClientId);

/**
 * The instances of the lab, all of them one client in each mode. They keep no secret either: with PKCE, the verifier, which
 * stays with the pending sign-in, protects the code. However many instances there are, the log-out of the provider calls one address.
 */
function labClient(mode: Mode, { labOrigins, labUrl }: ProviderOptions['config']): ClientMetadata {
  return {
    client_id: labClientId(mode),
    client_name: 'Scale-out lab',
    token_endpoint_auth_method: 'none',
    redirect_uris: labOrigins.map((origin) => `${origin}/api/${mode.name}/callback`),
    post_logout_redirect_uris: labOrigins.map((origin) => `${origin}/`),
    backchannel_logout_uri: `${labUrl}/api/${mode.name}/backchannel-logout`,
    backchannel_logout_session_required: true,
    grant_types: ['authorization_code'],
    response_types: ['code'],
    id_token_signed_response_alg: 'ES256',
  };
}

interface ProviderOptions {
  readonly config: Pick<ProviderConfig, 'issuer' | 'instanceId' | 'isTls' | 'labOrigins' | 'labUrl'>;
  readonly keys: ProviderKeys;
  readonly state: AdapterFactory;
  /** Gets each failure that is no refusal. */
  readonly onFailure: (error: Error) => void;
}

export function createProvider({ config, keys, state, onFailure }: ProviderOptions): Provider {
  const { issuer, instanceId, isTls } = config;
  const cookie = { httpOnly: true, signed: true, sameSite: 'lax' } as const;
  const configuration: Configuration = {
    adapter: state,
    clients: [...labModes.map((mode) => labClient(mode, config)), localApp],
    jwks: { keys: [keys.signing] },
    cookies: {
      keys: [keys.cookies],
      names: cookieNames(isTls),
      long: { ...cookie, path: isTls ? '/' : issuer.pathname },
      short: cookie,
    },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    findAccount: (_ctx, username) => findAccount(username),
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'none'],
    async loadExistingGrant({ oidc: { client, session, result } }) {
      if (!client || !session) return undefined;
      const { clientId } = client;
      const grantId = result?.consent?.grantId ?? session.grantIdFor(clientId);
      if (grantId !== undefined) return provider.Grant.find(grantId);
      // The lab and its provider belong together, so the lab needs no consent.
      if (!labClientIds.includes(clientId) || session.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    // RFC 9700 §2.1.1: every client, not only public ones.
    pkce: { required: () => true },
    ttl: lifetimes,
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      // OpenID Connect Back-Channel Logout 1.0.
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) =>
          showPage(
            ctx,
            ({ logOut }) => logOut,
            (texts) => logOutForm(texts, new Html(form)),
            // One of the client's own, which oidc-provider has checked.
            ctx.oidc.params?.post_logout_redirect_uri,
          ),
        postLogoutSuccessSource: (ctx) =>
          showPage(
            ctx,
            ({ loggedOut }) => loggedOut,
            ({ loggedOutDetail }) => html`<p>${loggedOutDetail}</p>`,
          ),
      },
    },
    fetch: fetchAnywhere,
    interactions: { url: (_ctx, { uid }) => `${issuer.href}/interaction/${uid}` },
    renderError(ctx, { error: code, error_description: detail }, error) {
      const known = error instanceof Problem ? error.code : codeOf(error);
      showPage(
        ctx,
        ({ failed }) => failed,
        (texts) => problemText(texts, known ?? code, `${code}: ${detail}`),
      );
    },
  };

  function showPage(
    ctx: KoaContextWithOIDC,
    titleOf: (texts: Texts) => string,
    bodyOf: (texts: Texts) => Html,
    redirectUri?: unknown,
  ): void {
    const locales = ctx.oidc?.params?.ui_locales;
    const language = chooseLanguage(
      typeof locales === 'string' ? locales : undefined,
      ctx.get('accept-language'),
    );
    const words = texts[language];
    ctx.set(pageHeaders(typeof redirectUri === 'string' ? redirectUri : undefined));
    ctx.body = renderPage({ language, title: titleOf(words), body: bodyOf(words), instanceId });
  }

  const provider: Provider = new Provider(issuer.href, configuration);
  // The scheme comes from nginx.
  provider.proxy = true;
  provider.on('backchannel.error', (_ctx, error) => onFailure(error));
  provider.on('server_error', (ctx, error) => {
    if (!(error instanceof Problem)) return onFailure(error);
    ctx.status = error.status;
    ctx.set(error.headers);
  });
  return provider;
}

/**
 * Over TLS each name has a prefix. The cookies of a sign-in have a path of their own, so that two tabs may sign in at once.
 * `__Host-` allows no such path, but `__Secure-` does (RFC 6265bis §4.1.3).
 */
function cookieNames(isTls: boolean) {
  const ofSignIn = isTls ? '__Secure-' : '';
  return {
    session: `${cookiePrefix(isTls)}provider-session`,
    interaction: `${ofSignIn}provider-interaction`,
    resume: `${ofSignIn}provider-resume`,
  };
}

/**
 * oidc-provider passes a dispatcher that refuses private addresses, so that no client makes it call one. Here no client registers
 * itself, and the lab is at such an address.
 */
function fetchAnywhere(url: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { dispatcher: _refusing, ...rest } = init;
  return fetch(url, rest);
}

/** A sign-in that began elsewhere, or has the cookie of another one. */
function codeOf(error: Error): string | undefined {
  return error.name === 'SessionNotFound' ? 'unknown-interaction' : undefined;
}

function findAccount(username: string) {
  const user = findUser(username);
  if (!user) return undefined;
  const claims = () => ({ sub: username, name: user.name, preferred_username: username });
  return { accountId: username, claims };
}
