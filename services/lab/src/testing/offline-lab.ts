// A control room without a cluster: nothing listens at its ports.
import { parseFaults } from '@scale-out-lab/loadtest';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { buildLab, type LabOptions } from '../app.js';

const nowhere = 'http://127.0.0.1:1';

/** The caller closes it. */
export async function buildOfflineLab(options: Partial<LabOptions> = {}): Promise<FastifyInstance> {
  const faults = parseFaults({ control: nowhere }, { token: () => 'token' });
  if (!faults) throw new Error('There is a control port.');
  return buildLab({ url: new URL(nowhere), faults, pages: '/nowhere', hosts: [], ...options });
}

/** One for all tests of a file or a `describe`, closed after them. Returns how to get it. */
export function useOfflineLab(options: Partial<LabOptions> = {}): () => FastifyInstance {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await buildOfflineLab(options);
  });
  afterAll(() => app?.close());
  return () => app;
}
