// The control room: every part it consists of, in reading order. Builds it; does not run it.
import type { Faults, Secrets } from '@scale-out-lab/loadtest';
import Fastify, { type FastifyInstance } from 'fastify';

export interface LabOptions {
  /** Where the balancer is, as the experiments and the page's clients reach it. */
  readonly url: URL;
  /** What can be broken, and by what means. */
  readonly faults: Faults;
  /** The folder of the built page. */
  readonly pages: string;
  /** Host names besides those of this machine under which a browser may reach it, against DNS rebinding. */
  readonly hosts: readonly string[];
  /** Product to version, for a report. */
  readonly versions?: Readonly<Record<string, string>>;
  /** What the instances sign with, where whoever started them says so. */
  readonly secrets?: Secrets;
}

export async function buildLab(_options: LabOptions): Promise<FastifyInstance> {
  return Fastify();
}
