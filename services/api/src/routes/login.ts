// POST /api/<mode>/login checks the credentials and remembers the log-in in the mode's way.
import type { FastifyInstance } from 'fastify';
import { Problem } from '../problem.js';
import { verifyCredentials } from '../users.js';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

const credentials = {
  type: 'object',
  required: ['username', 'password'],
  properties: {
    username: { type: 'string', minLength: 1, maxLength: 64 },
    password: { type: 'string', minLength: 1, maxLength: 256 },
  },
} as const;

export async function login(fastify: FastifyInstance): Promise<void> {
  fastify.post<{ Body: Credentials }>('/login', { schema: { body: credentials } }, async (request, reply) => {
    const { username, password } = request.body;
    const user = await verifyCredentials(username, password);
    if (!user) {
      const headers = { 'www-authenticate': fastify.auth.challenge };
      throw new Problem('invalid-credentials', 'Nobody has this username with this password.', { headers });
    }
    return fastify.auth.logIn(request, reply, user);
  });
}
