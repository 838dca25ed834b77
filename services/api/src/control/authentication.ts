// Authenticates every request to the control port by its token. Other clients do not even learn the routes.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { Problem } from '../problem.js';

const challenge = 'Bearer realm="scale-out-lab-control"';

export const authentication = fp(
  async (fastify: FastifyInstance, { token }: { token: string }) => {
    const expected = hashOf(token);
    fastify.addHook('onRequest', (request, _reply, done) => {
      const { authorization = '' } = request.headers;
      // Another scheme is no credential here, so its challenge names no error (RFC 6750 §3.1).
      if (!/^Bearer(?: |$)/i.test(authorization)) {
        const headers = { 'www-authenticate': challenge };
        throw new Problem('missing-credential', 'Send "Authorization: Bearer" and the control token.', {
          headers,
        });
      }
      // Hashes have equal lengths, and the comparison takes the same time wherever they differ.
      const sent = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
      if (!timingSafeEqual(hashOf(sent), expected)) {
        const headers = { 'www-authenticate': `${challenge}, error="invalid_token"` };
        throw new Problem('wrong-token', 'This is not the token of the control port.', { headers });
      }
      done();
    });
  },
  { name: 'control-authentication' },
);

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
