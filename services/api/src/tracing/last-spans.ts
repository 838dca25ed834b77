// The spans of the last answers of a process, which a collector gets before it ends.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

interface Flushable {
  forceFlush(): Promise<void>;
}

const lastSpansMs = 500;
/** After the last answer, however long that took. */
const leastMs = 200;

/**
 * Sends the spans of finished requests while the last answers are sent, and those of the last answers after them. The time begins
 * with the first, so that a collector that does not answer makes a drain little longer.
 */
export function sendLastSpans(fastify: FastifyInstance, provider: Flushable): void {
  const flush = () => provider.forceFlush().catch(() => {});
  let first: Promise<void> | undefined;
  let timeout: Promise<void> | undefined;
  fastify.addHook('preClose', async () => {
    timeout = sleep(lastSpansMs);
    first = flush();
  });
  fastify.addHook('onClose', async () => {
    await Promise.race([Promise.all([first, flush()]), Promise.all([timeout, sleep(leastMs)])]);
  });
}
