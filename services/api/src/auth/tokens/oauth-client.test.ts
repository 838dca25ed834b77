// An independent resource server (oauth4webapi) accepts the access tokens by the published keys alone.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '@scale-out-lab/core';
import { customFetch, validateJwtAccessToken } from 'oauth4webapi';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../../testing/build-test-app.js';
import { postLogin } from '../../testing/client.js';

const published = catalogue.filter(({ keys }) => keys === 'published');

it.each(published)('$name: the token follows RFC 9068', async ({ name }) => {
  const publicKeysDir = await mkdtemp(join(tmpdir(), 'lab-keys-'));
  onTestFinished(() => rm(publicKeysDir, { recursive: true }));
  const app = await buildTestApp(onTestFinished, { config: { publicKeysDir } });
  const { access_token } = (await postLogin(app, name)).json();
  const issuer = 'https://scale-out-lab.example';
  const jwks_uri = `${issuer}/api/.well-known/jwks.json`;
  async function fetchKeys(url: string): Promise<Response> {
    const { statusCode, headers, body } = await app.inject(new URL(url).pathname);
    return new Response(body, {
      status: statusCode,
      headers: { 'content-type': `${headers['content-type']}` },
    });
  }

  const request = new Request(issuer, { headers: { authorization: `Bearer ${access_token}` } });
  const audience = `${issuer}/api/${name}`;
  const claims = await validateJwtAccessToken({ issuer, jwks_uri }, request, audience, {
    [customFetch]: fetchKeys,
  });
  expect(claims).toMatchObject({ sub: 'vu-0001', client_id: 'scale-out-lab', aud: audience });
});
