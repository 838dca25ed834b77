// A visitor of the lab: logs in, keeps the credential, and counts the outcomes of the following requests. A stream of them
// sends until it is stopped.
import { setTimeout as sleep } from 'node:timers/promises';
import { virtualUserName } from '@scale-out-lab/core';

/** The header with the credential from the log-in: the cookies or the token. */
export type Credential = Readonly<Record<string, string>>;

interface Instance {
  readonly instanceId: string;
  readonly startedAt: string;
}

const username = 'vu-0001';
const credentialsOf = (username: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ username, password: 'demo' }),
});

export function createVisitor(port: number) {
  /** The route of a mode, or without one that of AUTH_MODE. */
  const url = (mode: string, route: string) => `http://127.0.0.1:${port}/api/${mode && `${mode}/`}${route}`;
  const postLogin = (mode: string, user = username) => fetch(url(mode, 'login'), credentialsOf(user));
  const getMe = (mode: string, headers: Credential) => fetch(url(mode, 'me'), { headers });

  return {
    postLogin,
    getMe,

    async logIn(mode = ''): Promise<Credential> {
      const answer = await postLogin(mode);
      if (answer.status !== 200)
        throw new Error(`${mode}: no log-in, ${answer.status} ${await answer.text()}`);
      const { access_token: token } = (await answer.json()) as { access_token?: string };
      if (token) return { authorization: `Bearer ${token}` };
      const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
      return { cookie: cookies.join('; ') };
    },

    /** Sends `times` requests in turn: how many were lost, and how many each instance answered. */
    async askMe(mode: string, credential: Credential, times: number) {
      let lost = 0;
      const counts = new Map<string, number>();
      for (let n = 0; n < times; n += 1) {
        const answer = await getMe(mode, credential);
        const body = (await answer.json()) as { username?: string };
        if (answer.status !== 200 || body.username !== username) lost += 1;
        const instance = answer.headers.get('x-instance-id') ?? '';
        counts.set(instance, (counts.get(instance) ?? 0) + 1);
      }
      return { lost, servedBy: Object.fromEntries(counts) };
    },

    /** Sends requests until the wanted instance answers: the duration, and the number of requests without an answer. */
    async pollInstances(isFound: (instance: Instance) => boolean) {
      const start = performance.now();
      for (let failed = 0; performance.now() - start < 30_000; await sleep(10)) {
        const answer = await fetch(url('', 'instance'));
        const instance = (await answer.json()) as Instance;
        if (answer.status !== 200) failed += 1;
        else if (isFound(instance)) return { instance, failed, ms: performance.now() - start };
      }
      throw new Error('No such instance answered within 30 s');
    },

    /** How long log-ins were refused, in three seconds of retries. */
    async msUntilLast503(mode: string): Promise<number> {
      const start = performance.now();
      let last = start;
      while (performance.now() - start < 3000) {
        if ((await postLogin(mode)).status === 503) last = performance.now();
        await sleep(20);
      }
      return last - start;
    },
  };
}

export interface Tally {
  readonly sent: number;
  /** The failures, one by one. */
  readonly failures: readonly string[];
  /** The instances that answered requests sent since then. An instance that has ended may answer earlier ones. */
  readonly servedBy: ReadonlySet<string>;
}

interface Stream {
  /** What it has seen since it was last taken. */
  readonly tally: Tally;
  /** Gives the tally, and begins the next one. */
  take(): Tally;
  stop(): Promise<Tally>;
}

/** Users who each send one request after the other with a pause between: four in five send GET /me, one logs in. */
export async function startStream(url: string, mode: string, users = 12, pauseMs = 50): Promise<Stream> {
  const visitor = createVisitor(Number(new URL(url).port));
  const credential = await visitor.logIn(mode);
  let tally = emptyTally();
  let isOver = false;

  async function send(isLogIn: boolean): Promise<void> {
    const { servedBy } = tally;
    tally.sent += 1;
    // Never the user of the requests: a log-in above the limit of a user would end the oldest.
    const other = virtualUserName(2 + (tally.sent % 900));
    const what = isLogIn ? 'log-in' : 'request';
    try {
      const answer = isLogIn ? await visitor.postLogin(mode, other) : await visitor.getMe(mode, credential);
      const body = await answer.text();
      if (answer.status !== 200) tally.failures.push(`${what}: ${answer.status} ${body}`);
      servedBy.add(answer.headers.get('x-instance-id') ?? '');
    } catch (error) {
      tally.failures.push(`${what}: ${(error as Error).cause ?? error}`);
    }
  }

  const running = Array.from({ length: users }, async (_, user) => {
    for (let n = user; !isOver; n += 1) {
      await send(n % 5 === 0);
      await sleep(pauseMs);
    }
  });
  function take(): Tally {
    const taken = tally;
    tally = emptyTally();
    return taken;
  }
  return {
    get tally() {
      return tally;
    },
    take,
    async stop() {
      isOver = true;
      await Promise.all(running);
      return take();
    },
  };
}

function emptyTally() {
  return { sent: 0, failures: [] as string[], servedBy: new Set<string>() };
}
