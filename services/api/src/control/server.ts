// The control port: a second, internal server of the instance. It reports the instance's state, and injects faults.
// Every request needs its token; other clients cannot even discover the routes.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Timeouts } from '@scale-out-lab/http';
import Fastify, { type FastifyInstance, LogController, type onRequestHookHandler } from 'fastify';
import { instanceServer, registerHttp } from '../http-server.js';
import { Problem } from '../problem.js';
import { faults } from './faults.js';
import type { InstanceHold } from './hold.js';
import { keys as keyRoutes, namesOfKeys } from './keys.js';
import { restoreEpoch } from './restore-epoch.js';

interface ControlOptions {
  /** The instance that it reports on. */
  readonly app: FastifyInstance;
  readonly token: string;
  readonly secrets: { readonly sessionSecret: string; readonly jwtSecret: string };
  /** Stops the process as a signal would. */
  readonly stop: () => void;
  readonly hold: InstanceHold;
  /** How long a request may take to arrive; `timeouts` by default. */
  readonly timeouts?: Timeouts;
}

export async function buildControl(options: ControlOptions): Promise<FastifyInstance> {
  const { app, token, secrets, stop, hold, timeouts } = options;
  const { instanceState: state } = app;
  const { instanceId, startedAt, clock, keys, logInCounters } = state;
  const control = Fastify({
    loggerInstance: app.log,
    logController: new LogController({ disableRequestLogging: true }),
    ...instanceServer(instanceId, timeouts),
  });
  await registerHttp(control, instanceId);
  control.addHook('onRequest', requireToken(token));
  control.get('/control/state', async () => {
    const { rss, heapUsed } = process.memoryUsage();
    return {
      instanceId,
      startedAt,
      now: new Date(clock.now()).toISOString(),
      isReady: !state.isDraining,
      isDraining: state.isDraining,
      requests: state.traffic,
      memory: { rssBytes: rss, heapUsedBytes: heapUsed },
      logIns: Object.fromEntries([...logInCounters].map(([mode, count]) => [mode, count()])),
      keys: await namesOfKeys(keys),
    };
  });
  const { metrics } = app;
  if (metrics) {
    control.get('/metrics', async (_request, reply) =>
      reply.type(metrics.contentType).send(await metrics.render()),
    );
  }
  await control.register(faults, { prefix: '/control', stop, clock, hold });
  await control.register(restoreEpoch, { prefix: '/control', epoch: state.epoch });
  await control.register(keyRoutes, { prefix: '/control/keys', keys, secrets });
  return control;
}

const challenge = 'Bearer realm="scale-out-lab-control"';

function requireToken(token: string): onRequestHookHandler {
  const expected = hashOf(token);
  return ({ headers: { authorization = '' } }, _reply, done) => {
    // Another scheme is no credential here, so its challenge names no error (RFC 6750 §3.1).
    if (!/^Bearer(?: |$)/i.test(authorization)) {
      const headers = { 'www-authenticate': challenge };
      const detail = 'Send "Authorization: Bearer" and the control token.';
      throw new Problem('missing-credential', detail, { headers });
    }
    // Hashes have equal lengths, and the comparison takes the same time wherever they differ.
    const sent = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
    if (!timingSafeEqual(hashOf(sent), expected)) {
      const headers = { 'www-authenticate': `${challenge}, error="invalid_token"` };
      throw new Problem('wrong-token', 'This is not the token of the control port.', { headers });
    }
    done();
  };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
