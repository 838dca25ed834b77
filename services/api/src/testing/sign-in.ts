// A browser that signs in at an instance without a port, up to its callback.
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import type { TestProvider } from './test-provider.js';

/** Where browsers open the lab. */
export const labOrigin = 'http://127.0.0.1:8080';

/** The configuration of an instance that signs in at this provider. */
export function signInConfig({ issuer, address }: TestProvider) {
  return { provider: { issuer, url: address, labOrigins: [labOrigin] } };
}

export interface Callback {
  readonly url: URL;
  /** The cookie of the pending sign-in, as the browser sends it. */
  readonly cookie: string;
}

export function openSignIn(app: FastifyInstance, mode: string, query = ''): Promise<LightMyRequestResponse> {
  return app.inject(`/api/${mode}/sign-in${query}`);
}

/** A sign-in after the log-in at the provider. */
export async function reachCallback(
  app: FastifyInstance,
  provider: TestProvider,
  mode: string,
  query = '',
): Promise<Callback> {
  const { headers, cookies } = await openSignIn(app, mode, query);
  const [kept] = cookies;
  const url = await provider.logIn(String(headers.location));
  return { url, cookie: `${kept?.name}=${kept?.value}` };
}

export function sendCallback(app: FastifyInstance, { url, cookie }: Callback) {
  return app.inject({ url: url.pathname + url.search, ...(cookie && { headers: { cookie } }) });
}
