// One slice: how many right answers a second a target gives to its visitors, each on a connection of their own.
import { setTimeout as sleep } from 'node:timers/promises';
import { ExitError, exitCodes } from '@scale-out-lab/core';
import autocannon from 'autocannon';
import type { Visitor } from './targets.js';

/** autocannon's types leave out where a client keeps its options. Its version is pinned for their sake. */
interface Internals {
  readonly opts: { verifyBody?: (body: string) => boolean };
  on(event: 'mismatch', listener: (body: string) => void): void;
}

/** The connection and the first check of each credential are not measured. */
const runUpMs = 150;
/** autocannon ends a run when it takes its next sample. */
const sampleMs = 20;

/**
 * Right answers per second.
 * @throws when a single answer was wrong, late or missing
 */
export async function measure(url: URL, visitors: readonly Visitor[], seconds: number): Promise<number> {
  const load = startLoad(url, visitors);
  await sleep(runUpMs);
  const [before, start] = [load.answers(), performance.now()];
  await sleep(seconds * 1000);
  const [after, end] = [load.answers(), performance.now()];
  await load.stop();
  return (after - before) / ((end - start) / 1000);
}

function startLoad(url: URL, visitors: readonly Visitor[]) {
  const waiting = visitors.values();
  let answers = 0;
  let wrong = '';
  let stop = () => {};
  const finished = new Promise<autocannon.Result>((resolve, reject) => {
    const load = autocannon(
      {
        url: url.href,
        connections: visitors.length,
        duration: 3600,
        timeout: 2,
        sampleInt: sampleMs,
        setupClient(client) {
          const visitor = waiting.next().value;
          if (!visitor) return;
          const internals = client as unknown as Internals;
          internals.opts.verifyBody = visitor.isRight;
          internals.on('mismatch', (body) => {
            wrong = body;
          });
          client.setHeaders({ ...visitor.headers });
        },
      },
      (error, result) => (error ? reject(error) : resolve(result)),
    );
    load.on('response', () => {
      answers++;
    });
    stop = () => load.stop();
  });
  return {
    answers: () => answers,
    async stop() {
      stop();
      const { non2xx, errors, mismatches, requests } = await finished;
      // Each connection is stopped while it waits for one answer. autocannon does not count the losses of a closed one.
      const lost = requests.sent - requests.total - visitors.length;
      if (non2xx === 0 && mismatches === 0 && errors === 0 && lost === 0) return;
      const problems = `${non2xx} were not 2xx, ${mismatches} not what was expected, ${errors} failed, ${lost} were lost`;
      throw new ExitError(
        exitCodes.unexpected,
        `Of the answers to GET ${url} ${problems}. One of them: ${wrong || 'none'}`,
      );
    },
  };
}
