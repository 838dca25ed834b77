// POST /api/<mode>/login checks the credentials and remembers the log-in in the mode's way.
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { transports } from '../auth/contract.js';
import type { CheckCredentials } from '../guesses/check-credentials.js';
import { Problem } from '../problem.js';
import { notRemembered } from './sessions.js';

const body = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 64 }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
  /** Ends the user's other log-ins. */
  exclusive: Type.Optional(Type.Boolean()),
  transport: Type.Optional(Type.Enum(transports)),
  /** The lifetime of the log-in in seconds, at most the mode's. */
  expires_in: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Counts a wrong guess at a virtual user's password. A wrong guess at a person's always counts. */
  count_guess: Type.Optional(Type.Boolean()),
});

export async function login(
  fastify: FastifyInstance,
  { checkCredentials }: { checkCredentials: CheckCredentials },
): Promise<void> {
  fastify.post<{ Body: Static<typeof body> }>('/login', { schema: { body } }, async (request, reply) => {
    const { username, password, exclusive = false, transport = 'header', expires_in } = request.body;
    refuseNul({ username, password });
    const { count_guess: isCounted = false } = request.body;
    const closed = new AbortController();
    reply.raw.once('close', () => closed.abort());
    const attempt = { username, password, isCounted, address: request.ip, signal: closed.signal };
    const { user, headers: limit } = await checkCredentials(attempt);
    if (!user) {
      const headers = { 'www-authenticate': fastify.auth.challenge, ...limit };
      throw new Problem('invalid-credentials', 'No user has this username and this password.', { headers });
    }
    if (exclusive && !fastify.auth.logIns) throw notRemembered('end other log-ins');
    const atMostSeconds = expires_in ?? Number.POSITIVE_INFINITY;
    return fastify.auth.logIn(request, reply, user, { isExclusive: exclusive, transport, atMostSeconds });
  });
}

/** HMAC pads a short key with zeros, so "demo" and "demo\0" are one password for scrypt (RFC 2104 §2). */
function refuseNul(texts: Readonly<Record<string, string>>): void {
  const found = Object.entries(texts).find(([, text]) => text.includes('\0'));
  if (!found) return;
  throw new Problem(
    'invalid-request',
    `The ${found[0]} holds the character U+0000, which a ${found[0]} cannot hold.`,
  );
}
