// POST /control/<fault> answers 202, and then the instance suffers it: an entry for each.
import type { FastifyInstance, FastifyRequest } from 'fastify';

interface Fault {
  readonly body?: object;
  strike(request: FastifyRequest): void;
}

const longestStallMs = 60_000;

const stallBody = {
  type: 'object',
  required: ['ms'],
  properties: { ms: { type: 'integer', minimum: 1, maximum: longestStallMs } },
} as const;

/** @param stop stops the process as a signal would */
export async function faults(fastify: FastifyInstance, { stop }: { stop: () => void }): Promise<void> {
  const table: Readonly<Record<string, Fault>> = {
    /** Nothing is answered or written any more, as if the machine had failed. */
    crash: { strike: () => void process.kill(process.pid, 'SIGKILL') },
    /** What is on its way is answered; then the process ends. */
    drain: { strike: stop },
    /** The instance lives, and does nothing: a long pause of a garbage collector, a loop, a frozen machine. */
    stall: { body: stallBody, strike: ({ body }) => block((body as { ms: number }).ms) },
  };
  for (const [name, { body, strike }] of Object.entries(table)) {
    fastify.post(`/${name}`, { schema: { ...(body && { body }) } }, async (request, reply) => {
      // Not before the answer is out.
      reply.raw.once('close', () => strike(request));
      return reply.code(202).send({ fault: name });
    });
  }
}

/** Holds up everything in this process for so long, without using the processor. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
