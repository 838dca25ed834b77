// Applications that were not written for the lab, each with one fault or none. Every call starts one instance of one.
import { randomBytes, randomUUID } from 'node:crypto';
import express from 'express';
import session, { type Store } from 'express-session';
import { getIronSession } from 'iron-session';
import jwt from 'jsonwebtoken';
import Koa from 'koa';
import koaSession from 'koa-session';
import { betterAuthApp } from './foreign/better-auth.js';
import { flask } from './foreign/flask.js';
import { hapi } from './foreign/hapi.js';
import { type App, type Instance, serveInstance } from './foreign/instance.js';
import { php } from './foreign/php.js';
import { tomcat } from './foreign/tomcat.js';

const shared = 'a secret that all instances share, 32 bytes';
const own = () => randomBytes(32).toString('hex');

declare module 'express-session' {
  interface SessionData {
    user: string;
  }
}

/** express-session. @param options of each instance */
function expressSession(
  options: (number: number) => { readonly secret: string; readonly store: Store },
): App {
  return {
    start(number) {
      const app = express().set('env', 'test');
      app.use(express.urlencoded({ extended: false }));
      app.use(session({ ...options(number), resave: false, saveUninitialized: false }));
      app.post('/login', (request, response) => {
        const { user, password } = request.body ?? {};
        if (password !== 'demo') return void response.status(401).send('Wrong password.');
        request.session.user = user;
        response.redirect('/account');
      });
      app.get('/login', (_request, response) => void response.send('<form method="post">Log in</form>'));
      app.get('/account', (request, response) => {
        if (request.session.user === undefined) return response.redirect('/login');
        response.send(`Hello ${request.session.user}`);
      });
      app.post('/logout', (request, response) => request.session.destroy(() => response.redirect('/login')));
      return app;
    },
  };
}

/** jsonwebtoken. @param keyOf the key with which an instance signs and verifies */
function tokens(keyOf: (number: number) => string, clockOffsetOf: (number: number) => number = () => 0): App {
  return {
    start(number) {
      const now = () => Math.floor(Date.now() / 1000) + clockOffsetOf(number);
      const app = express().set('env', 'test');
      const key = keyOf(number);
      app.use(express.json());
      app.post('/login', (request, response) => {
        const { user, password } = request.body ?? {};
        if (password !== 'demo') return void response.status(401).json({ error: 'wrong password' });
        const claims = { name: user, iat: now(), exp: now() + 600, jti: randomUUID() };
        response.json({ access_token: jwt.sign(claims, key) });
      });
      app.get('/account', (request, response) => {
        try {
          const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
          response.json(jwt.verify(token, key, { clockTimestamp: now() }));
        } catch (error) {
          response.status(401).json({ error: error instanceof Error ? error.message : 'refused' });
        }
      });
      app.post('/logout', (_request, response) => void response.json({}));
      return app;
    },
  };
}

/** iron-session: the state is sealed in the cookie. */
function ironSession(passwordOf: (number: number) => string): App {
  return {
    start(number) {
      const app = express().set('env', 'test');
      const options = { password: passwordOf(number), cookieName: 'shop', cookieOptions: { secure: false } };
      app.use(express.urlencoded({ extended: false }));
      app.post('/login', async (request, response) => {
        const state = await getIronSession<{ user?: string }>(request, response, options);
        state.user = request.body?.user;
        await state.save();
        response.redirect('/account');
      });
      app.get('/account', async (request, response) => {
        const { user } = await getIronSession<{ user?: string }>(request, response, options);
        response
          .status(user === undefined ? 401 : 200)
          .send(user === undefined ? 'Log in.' : `Hello ${user}`);
      });
      return app;
    },
  };
}

/** koa-session: the state in a cookie that is signed, or in a store. */
function koa(keysOf: (number: number) => string, store?: Map<string, object>): App {
  return {
    start(number) {
      const app = new Koa();
      app.keys = [keysOf(number)];
      app.silent = true;
      const options = store && {
        store: {
          get: async (key: string) => store.get(key),
          set: async (key: string, value: object) => void store.set(key, value),
          destroy: async (key: string) => void store.delete(key),
        },
      };
      app.use(koaSession({ ...options } as never, app));
      app.use((context) => {
        const state = context.session as { user?: string } | null;
        if (context.method === 'POST' && state) {
          state.user = 'alice';
          context.body = 'Welcome';
        } else if (state?.user === undefined) {
          context.status = 401;
          context.body = 'Log in.';
        } else context.body = `Hello ${state.user}`;
      });
      return app.callback();
    },
  };
}

/** A log-in page with a CSRF token that only the instance that made it remembers. The session itself is a signed token. */
function csrfInMemory(): App {
  return {
    start() {
      const app = express().set('env', 'test');
      const tokens = new Set<string>();
      app.use(express.urlencoded({ extended: false }));
      app.get('/login', (_request, response) => {
        const token = randomUUID();
        tokens.add(token);
        response.send(`<form method="post"><input type="hidden" name="_csrf" value="${token}"></form>`);
      });
      app.post('/login', (request, response) => {
        if (!tokens.delete(request.body?._csrf)) return void response.status(403).send('Invalid CSRF token.');
        response.cookie('auth', jwt.sign({ name: request.body.user }, shared)).send('Welcome');
      });
      app.get('/account', (request, response) => {
        try {
          const { name } = jwt.verify(request.headers.cookie?.replace('auth=', '') ?? '', shared) as {
            name: string;
          };
          response.send(`Hello ${name}`);
        } catch {
          response.status(401).send('Log in.');
        }
      });
      return app;
    },
  };
}

/** A store that every instance of one application shares, in this process. */
function sharedStore(): Store {
  return new session.MemoryStore();
}

/** Each call makes a new application. */
export const apps = {
  'express-session, memory of each instance': () =>
    expressSession(() => ({ secret: shared, store: new session.MemoryStore() })),
  'express-session, shared store': () => {
    const store = sharedStore();
    return expressSession(() => ({ secret: shared, store }));
  },
  'express-session, shared store and own secrets': () => {
    const store = sharedStore();
    return expressSession(() => ({ secret: own(), store }));
  },
  'jsonwebtoken, one key': () => tokens(() => shared),
  'jsonwebtoken, own keys': () => tokens(own),
  'jsonwebtoken, one old key': () =>
    tokens((number) => (number === 0 ? 'the key of last year, of 32 bytes' : shared)),
  'jsonwebtoken, one wrong clock': () =>
    tokens(
      () => shared,
      (number) => (number === 0 ? 3600 : 0),
    ),
  'iron-session, one password': () => ironSession(() => shared),
  'iron-session, own passwords': () => ironSession(own),
  'koa-session in a cookie, one key': () => koa(() => shared),
  'koa-session in a cookie, own keys': () => koa(own),
  'koa-session in a shared store, own keys': () => koa(own, new Map()),
  'hapi and yar in a cookie, own passwords': () => hapi(own, 'cookie'),
  'hapi and yar, memory of each instance': () => hapi(() => shared, 'memory'),
  'hapi and yar in a cookie, one password': () => hapi(() => shared, 'cookie'),
  'better-auth, memory of each instance': () => betterAuthApp(() => shared, 'own'),
  'better-auth, shared database and own secrets': () => betterAuthApp(own, 'shared'),
  'better-auth, shared database': () => betterAuthApp(() => shared, 'shared'),
  'PHP, session files of each machine': () => php('own'),
  'PHP, shared session files': () => php('shared'),
  'Java servlets, memory of each instance': tomcat,
  'flask-login, own keys': () => flask(own),
  'flask-login, one key': () => flask(() => shared),
  'CSRF token in memory': csrfInMemory,
  'express-session, a store that does not answer': () => {
    const store = sharedStore();
    let reads = 0;
    store.get = ((id, callback) => {
      reads += 1;
      if (reads > 40) return callback(new Error('Redis connection lost'));
      session.MemoryStore.prototype.get.call(store, id, callback);
    }) as Store['get'];
    return expressSession(() => ({ secret: shared, store }));
  },
  'express-session, a store that restarts once': () => {
    const store = new session.MemoryStore();
    let reads = 0;
    const get = store.get.bind(store);
    store.get = (id, callback) => {
      reads += 1;
      if (reads === 40) return store.clear(() => get(id, callback));
      get(id, callback);
    };
    return expressSession(() => ({ secret: shared, store }));
  },
} as const satisfies Record<string, () => App>;
export type AppName = keyof typeof apps;

export async function startInstances(app: App, count: number): Promise<readonly Instance[]> {
  const start = (number: number) => {
    const started = app.start(number);
    return typeof started === 'function' ? serveInstance(started) : started;
  };
  return Promise.all(Array.from({ length: count }, (_, number) => start(number)));
}
