// The peer Express with express-session, as its README shows it: on the memory store that comes with it, or with
// PEER_STORE=redis on connect-redis.
import { createServer } from 'node:http';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session from 'express-session';
import { createClient } from 'redis';
import { describeUser, type Principal, peerId, serve } from './peer.js';

declare module 'express-session' {
  interface SessionData {
    user: Principal;
  }
}

const { PEER_SECRET = '', PEER_STORE, PEER_REDIS_URL = '', PEER_REDIS_PASSWORD = '' } = process.env;

/** Look-ups do not write to Redis, as those of an instance do not; by default each would, and the peer would be slower. */
async function redisStore() {
  const client = createClient({ url: PEER_REDIS_URL, password: PEER_REDIS_PASSWORD });
  await client.connect();
  return new RedisStore({ client, disableTouch: true });
}

const app = express();
app.use(
  session({
    secret: PEER_SECRET,
    ...(PEER_STORE === 'redis' && { store: await redisStore() }),
    resave: false,
    saveUninitialized: false,
    cookie: { sameSite: 'lax' },
  }),
);

app.post('/login', express.json(), (request, response) => {
  request.session.user = { username: request.body.username, issuedBy: peerId };
  response.json({ username: request.body.username });
});

app.get('/me', (request, response) => {
  const { user } = request.session;
  if (user) response.json(describeUser(user));
  else response.sendStatus(401);
});

serve(createServer(app));
