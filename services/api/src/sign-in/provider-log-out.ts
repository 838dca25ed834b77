// POST /api/<mode>/backchannel-logout ends the sessions that the OpenID provider has ended (Back-Channel Logout 1.0 §2.5). The
// provider calls once, and the balancer picks the instance.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notRemembered } from '../routes/sessions.js';
import { invalid, type LogoutToken } from './logout-token.js';
import type { Notes } from './notes.js';
import type { ProviderClient } from './provider-client.js';

interface ProviderLogOutOptions {
  readonly notes: Notes;
  readonly provider: ProviderClient;
}

/** How long a used logout token is remembered after its expiry, for clocks that differ. */
const slackSeconds = 60;
/** How long a token is known at most, whatever its expiry. */
const longestNoteSeconds = 86_400;

export const ownerKey = (providerSession: string): string => `provider-session:${providerSession}`;

export async function providerLogOut(
  fastify: FastifyInstance,
  options: ProviderLogOutOptions,
): Promise<void> {
  const { notes, provider } = options;
  const { logIns } = fastify.auth;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    '*',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => new URLSearchParams(body),
  );

  fastify.post<{ Body: URLSearchParams | undefined }>('/backchannel-logout', async ({ body }) => {
    if (!logIns) throw notRemembered('end one of them');
    const [token, ...others] = body?.getAll('logout_token') ?? [];
    if (!token || others.length > 0) throw invalid('the form must have one "logout_token"');
    const claims = await provider.verifyLogoutToken(token);
    const usedKey = `logout-token:${claims.jti}`;
    // RFC 7519 §2 allows fractions of a second.
    const leftSeconds = Math.ceil(claims.exp) - Math.floor(Date.now() / 1000);
    const keptSeconds = Math.min(Math.max(1, leftSeconds), longestNoteSeconds) + slackSeconds;
    const isNew = await notes.add(usedKey, '', keptSeconds);
    if (!isNew) throw invalid('it was used before');
    try {
      const username = await ownerOf(claims);
      // A session that this instance does not know may have ended before. So it answers 200 too (§2.7).
      return { ended: username === undefined ? 0 : await logIns.endFrom({ username, session: claims.sid }) };
    } catch (error) {
      // So that the provider may retry.
      await notes.take(usedKey).catch(() => {});
      throw error;
    }
  });

  async function ownerOf({ sub, sid = '' }: LogoutToken): Promise<string | undefined> {
    return sub ?? (await notes.find(ownerKey(sid)));
  }
}
