// PUT /control/restore-epoch changes the restore epoch of a running instance, which otherwise takes a restart with RESTORE_EPOCH.
import type { FastifyInstance } from 'fastify';
import { type Static, Type } from 'typebox';
import { epochForm, type RestoreEpoch } from '../restore-epoch.js';

/** Null means the epoch of the instance's environment. */
const body = Type.Object({
  epoch: Type.Union([Type.String({ pattern: epochForm.source }), Type.Null()]),
});

export async function restoreEpoch(
  fastify: FastifyInstance,
  { epoch }: { readonly epoch: RestoreEpoch },
): Promise<void> {
  const { current: configured } = epoch;
  fastify.put<{ Body: Static<typeof body> }>('/restore-epoch', { schema: { body } }, async (request) => {
    epoch.current = request.body.epoch ?? configured;
    return { epoch: epoch.current || null };
  });
}
