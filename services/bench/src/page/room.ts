// Frames of the projector's page while thirty clients of a room send requests, and how many of these requests failed.
import type { ClientAndExchange, ClientAndExchanges } from '@scale-out-lab/core/wire';
import type { Browser } from 'playwright-core';
import { openLabPage } from '../browser/lab-page.js';
import { countFrames } from './speed.js';

export interface FramesOfRoom {
  readonly clients: number;
  /** Of each second. */
  readonly frames: readonly number[];
  readonly sent: number;
  /** In a mode that loses none. */
  readonly lost: number;
}

const clients = 30;
const seconds = 10;
/** Each sends them one after the other, as fast as its answers come and the pace of the room allows. */
const requestsAtOnce = 10;
const mode = 'session-redis';
/** All log in as one user at once, which an instance checks one after the other. Some wait too long, and get 503. */
const logInTries = 5;

export async function measureRoom(browser: Browser, url: string, hostKey: string): Promise<FramesOfRoom> {
  const query = `/?lang=en&view=present&mode=${mode}#host=${hostKey}`;
  const { page, close } = await openLabPage(browser, url, query, { width: 1280, height: 720 });
  const ended = new AbortController();
  try {
    const phones = await Promise.all(Array.from({ length: clients }, () => enter(url, ended.signal)));
    const counts = phones.map((phone) => phone.sendUntil(ended.signal));
    const sent = Promise.all(counts);
    // Its failure is that of the await below.
    sent.catch(() => {});
    const frames = await countFrames(page, seconds);
    ended.abort();
    const statuses = (await sent).flat();
    return {
      ...{ clients, frames, sent: statuses.length },
      lost: statuses.filter((status) => status !== 200).length,
    };
  } finally {
    ended.abort();
    await close();
  }
}

/** A visitor of the room is a browser that listens to the stream, by the cookie that it got there. */
async function enter(url: string, signal: AbortSignal) {
  const stream = await fetch(`${url}/lab/events`, { signal });
  const cookie = stream.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  drain(stream).catch(() => {});
  async function post<Body>(path: string, body: object): Promise<Body> {
    const headers = { cookie, 'content-type': 'application/json' };
    const answer = await fetch(`${url}/lab/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST /lab/${path} was refused: ${await answer.text()}`);
    return (await answer.json()) as Body;
  }
  async function logIn(triesLeft = logInTries): Promise<string> {
    const { client, exchange } = await post<ClientAndExchange>('clients', { mode, username: 'alice' });
    if (exchange.status === 200) return client.id;
    if (exchange.status === 503 && triesLeft > 1) return logIn(triesLeft - 1);
    throw new Error(`A client of the room got ${exchange.status ?? 'no answer'} for its log-in`);
  }
  const clientId = await logIn();
  return {
    async sendUntil(end: AbortSignal): Promise<readonly (number | null)[]> {
      const statuses: (number | null)[] = [];
      while (!end.aborted) {
        const { exchanges } = await post<ClientAndExchanges>(`clients/${clientId}/requests`, {
          count: requestsAtOnce,
        });
        statuses.push(...exchanges.filter(({ kind }) => kind === 'me').map(({ status }) => status));
      }
      return statuses;
    },
  };
}

/** Reads the events as they come, so that none waits in the control room. */
async function drain({ body }: Response): Promise<void> {
  for await (const _ of body ?? []);
}
