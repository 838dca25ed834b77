// The peer Express with express-session and connect-redis. Its look-ups do not write to Redis, as those of an instance
// do not (`disableTouch`); by default each would, and the peer would be slower still.
import { RedisStore } from 'connect-redis';
import { createClient } from 'redis';
import { serve } from './serve.js';
import { sessionApp } from './session-app.js';

const { PEER_SECRET = '', PEER_REDIS_URL = '', PEER_REDIS_PASSWORD = '' } = process.env;

const client = createClient({ url: PEER_REDIS_URL, password: PEER_REDIS_PASSWORD });
await client.connect();
const store = new RedisStore({ client, disableTouch: true });

serve(sessionApp({ secret: PEER_SECRET, store }));
