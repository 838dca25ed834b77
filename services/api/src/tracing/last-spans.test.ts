// The end of a server with a last answer that takes longer than the time limit for earlier spans.
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { sendLastSpans } from './last-spans.js';

it('the spans of a last answer that takes long are sent before the server has closed', async () => {
  const fastify = Fastify();
  const waiting = ['first'];
  const sent: string[] = [];
  sendLastSpans(fastify, {
    async forceFlush() {
      const batch = waiting.splice(0);
      await sleep(20);
      sent.push(...batch);
    },
  });
  // Like the answers for which Fastify waits before it calls onClose.
  fastify.addHook('preClose', async () => {
    await sleep(600);
    waiting.push('last');
  });
  await fastify.close();
  expect(sent).toEqual(['first', 'last']);
});

it('a collector that never answers delays the end of a server by half a second', async () => {
  const fastify = Fastify();
  sendLastSpans(fastify, { forceFlush: () => new Promise(() => {}) });
  const end = sleep(5000, 'too late', { ref: false });
  expect(await Promise.race([fastify.close(), end])).not.toBe('too late');
});
