// A stream of requests until it is stopped: its failures, and the instances that answered.

import { setTimeout as sleep } from 'node:timers/promises';
import { virtualUserName } from '@scale-out-lab/core';
import { createVisitor } from './visitor.js';

export interface Tally {
  readonly sent: number;
  /** What went wrong, each time it did. */
  readonly failures: readonly string[];
  readonly servedBy: ReadonlySet<string>;
}

export interface Stream {
  /** What it has seen since it was asked last. */
  take(): Tally;
  stop(): Promise<Tally>;
}

/** Users who each send one request after the other with a pause between: four in five ask who they are, one logs in. */
export async function startStream(url: string, mode: string, users = 12): Promise<Stream> {
  const visitor = createVisitor(Number(new URL(url).port));
  const credential = await visitor.logIn(mode);
  let tally = emptyTally();
  let isOver = false;

  async function send(isLogIn: boolean): Promise<void> {
    tally.sent += 1;
    // Never the user who asks: one more log-in than a user may have would end the oldest.
    const other = virtualUserName(2 + (tally.sent % 900));
    const what = isLogIn ? 'log-in' : 'request';
    try {
      const answer = isLogIn ? await visitor.postLogin(mode, other) : await visitor.getMe(mode, credential);
      const body = await answer.text();
      if (answer.status !== 200) tally.failures.push(`${what}: ${answer.status} ${body}`);
      tally.servedBy.add(answer.headers.get('x-instance-id') ?? '');
    } catch (error) {
      tally.failures.push(`${what}: ${(error as Error).cause ?? error}`);
    }
  }

  const running = Array.from({ length: users }, async (_, user) => {
    for (let n = user; !isOver; n += 1) {
      await send(n % 5 === 0);
      await sleep(5);
    }
  });
  function take(): Tally {
    const taken = tally;
    tally = emptyTally();
    return taken;
  }
  return {
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
