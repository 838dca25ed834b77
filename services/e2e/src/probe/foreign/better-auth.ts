// better-auth with its own HTTP routes; the database is its memory adapter, of all instances or of each.
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { type App, serveInstance } from './instance.js';

const emptyDatabase = () => ({ user: [], account: [], session: [], verification: [] });
const alice = { email: 'alice@example.com', password: 'demo-demo', name: 'Alice' };

/** @param secretOf the secret with which an instance signs cookies */
export function betterAuthApp(secretOf: (number: number) => string, database: 'own' | 'shared'): App {
  const shared = emptyDatabase();
  return {
    args: [
      ...['--login', `POST /api/auth/sign-in/email ${JSON.stringify({ ...alice, name: undefined })}`],
      ...['--check', 'GET /api/auth/get-session', '--expect', 'Alice'],
    ],
    async start(number) {
      const auth = betterAuth({
        baseURL: 'http://127.0.0.1',
        trustedOrigins: ['http://127.0.0.1:*'],
        secret: secretOf(number),
        database: memoryAdapter(database === 'own' ? emptyDatabase() : shared),
        rateLimit: { enabled: false },
        telemetry: { enabled: false },
        emailAndPassword: {
          enabled: true,
          // A slow hash would only make the tests slow.
          password: { hash: async (text) => text, verify: async ({ hash, password }) => hash === password },
        },
      });
      if (database === 'own' || number === 0) await auth.api.signUpEmail({ body: alice });
      return serveInstance(toNodeHandler(auth));
    },
  };
}
