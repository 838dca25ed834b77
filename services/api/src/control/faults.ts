// POST /control/<fault> answers 202, and then the instance suffers the fault: one entry each. POST /control/clock sets the
// clock wrong by some seconds, or with 0 right again.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import type { SettableClock } from '../instance-state.js';
import { block, type InstanceHold } from './hold.js';

interface Fault {
  readonly body?: object;
  inject(request: FastifyRequest): void;
}

const stallBody = Type.Object({ ms: Type.Integer({ minimum: 1, maximum: 60_000 }) });
const clockBody = Type.Object({ offsetSeconds: Type.Integer({ minimum: -3600, maximum: 3600 }) });

interface FaultsOptions {
  /** Stops the process as a signal would. */
  readonly stop: () => void;
  readonly clock: SettableClock;
  readonly hold: InstanceHold;
}

export async function faults(fastify: FastifyInstance, { stop, clock, hold }: FaultsOptions): Promise<void> {
  const table: Readonly<Record<string, Fault>> = {
    /** The process ends at once, as if the machine had failed. */
    crash: { inject: () => void process.kill(process.pid, 'SIGKILL') },
    /** The process answers the requests that still reach it, then ends. */
    drain: { inject: stop },
    /** The process runs and does nothing, as in a long garbage collection, an endless loop or a frozen machine. */
    stall: { body: stallBody, inject: ({ body }) => block((body as Static<typeof stallBody>).ms) },
    /** The same, as long as the control room holds the instance. */
    hold: { inject: hold.stall },
  };
  for (const [name, { body, inject }] of Object.entries(table)) {
    fastify.post(`/${name}`, { schema: { ...(body && { body }) } }, async (request, reply) => {
      // After the answer has been sent.
      reply.raw.once('close', () => inject(request));
      return reply.code(202).send({ fault: name });
    });
  }

  const schema = { body: clockBody };
  fastify.post<{ Body: Static<typeof clockBody> }>('/clock', { schema }, async ({ body }) => {
    clock.offsetSeconds = body.offsetSeconds;
    return { offsetSeconds: clock.offsetSeconds, now: new Date(clock.now()).toISOString() };
  });
}
