// What both session peers are: Express with express-session, as its README shows it, on the store that is given.
import { createServer, type Server } from 'node:http';
import express from 'express';
import session, { type SessionOptions } from 'express-session';
import { describeUser, type Principal, peerId } from './users.js';

declare module 'express-session' {
  interface SessionData {
    user: Principal;
  }
}

/** Without a store express-session keeps the sessions in its memory store. */
export function sessionApp(options: Pick<SessionOptions, 'secret' | 'store'>): Server {
  const app = express();
  app.use(session({ ...options, resave: false, saveUninitialized: false, cookie: { sameSite: 'lax' } }));

  app.post('/login', express.json(), (request, response) => {
    request.session.user = { username: request.body.username, issuedBy: peerId };
    response.json({ username: request.body.username });
  });

  app.get('/me', (request, response) => {
    const { user } = request.session;
    if (user) response.json(describeUser(user));
    else response.sendStatus(401);
  });
  return createServer(app);
}
