// Sign-ins in the lab for tests: instances and a provider that check nothing.
import type { ServerResponse } from 'node:http';
import { send } from '../lab-server.js';

/** Answers a request of a sign-in. Resolves to whether it was one. */
export function acceptSignIn(path: string, response: ServerResponse): boolean {
  const { pathname, searchParams } = new URL(path, 'http://lab');
  const [, mode] = /^\/api\/([^/]+)\/(?:sign-in|callback)$/.exec(pathname) ?? [];
  const redirect = (status: number, location: string) => {
    response.setHeader('location', location);
    send(response, status, {});
  };
  if (pathname.endsWith('/sign-in')) {
    response.setHeader('set-cookie', 'sign-in-12345678=pending; Path=/');
    const query = new URLSearchParams({ client_id: 'lab', redirect_uri: `http://lab/api/${mode}/callback` });
    redirect(302, `/provider/auth?${query}`);
  } else if (pathname.endsWith('/callback')) {
    response.setHeader('set-cookie', `sid-${mode}=session; Path=/`);
    redirect(303, '/');
  } else if (pathname === '/provider/auth') {
    redirect(302, `${searchParams.get('redirect_uri')}?code=code&state=state&iss=iss`);
  } else if (pathname === '/provider/.well-known/openid-configuration') {
    send(response, 200, { token_endpoint: 'http://lab/provider/token' });
  } else if (pathname.endsWith('/backchannel-logout')) {
    send(response, 200, {});
  } else if (pathname === '/provider/token') {
    send(response, 200, { access_token: 'token' });
  } else return false;
  return true;
}
