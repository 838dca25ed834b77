// The control port: a second, internal server of the instance. It reports the instance's state, and injects faults.
import type { Timeouts } from '@scale-out-lab/http';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { instanceServer, registerHttp } from '../http-server.js';
import { authentication } from './authentication.js';
import { faults } from './faults.js';
import { keys as keyRoutes } from './keys.js';
import { state } from './state.js';

export interface ControlOptions {
  /** The instance that it reports on. */
  readonly app: FastifyInstance;
  /** The token that every request must carry. */
  readonly token: string;
  readonly secrets: { readonly sessionSecret: string; readonly jwtSecret: string };
  /** Stops the process as a signal would. */
  readonly stop: () => void;
  /** How long a request may take to arrive; `timeouts` by default. */
  readonly timeouts?: Timeouts;
}

export async function buildControl({
  app,
  token,
  secrets,
  stop,
  timeouts,
}: ControlOptions): Promise<FastifyInstance> {
  const { instanceState } = app;
  const { instanceId, keys } = instanceState;
  const control = Fastify({
    loggerInstance: app.log,
    logController: new LogController({ disableRequestLogging: true }),
    ...instanceServer(instanceId, timeouts),
  });
  await registerHttp(control, instanceId);
  await control.register(authentication, { token });
  await control.register(state, { prefix: '/control', instanceState });
  await control.register(faults, { prefix: '/control', stop, clock: instanceState.clock });
  await control.register(keyRoutes, { prefix: '/control/keys', keys, secrets });
  return control;
}
