// The control room: every part it consists of, in reading order. Builds it; does not run it.

import { httpServer, jsonBody, notFound, problemHandler } from '@scale-out-lab/http';
import { type Faults, type KnownSecrets, toPrintable } from '@scale-out-lab/loadtest';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { createBusy } from './busy.js';
import { createClients } from './clients/clients.js';
import { createActions } from './faults/actions.js';
import { createKeyRings } from './faults/key-rings.js';
import { guard } from './guard.js';
import { openapi } from './openapi.js';
import { page } from './page.js';
import { explainFailure } from './problem.js';
import { responseHeaders } from './response-headers.js';
import { clients as clientRoutes } from './routes/clients.js';
import { events } from './routes/events.js';
import { experiments } from './routes/experiments.js';
import { instances } from './routes/instances.js';
import { keys as keyRoutes } from './routes/keys.js';
import { redis } from './routes/redis.js';
import { restart } from './routes/restart.js';
import { runs as runRoutes } from './routes/runs.js';
import { state } from './routes/state.js';
import { createRuns } from './runs/runs.js';
import { createStream } from './stream/stream.js';
import { createTraffic } from './stream/traffic.js';
import { createIncidents } from './watch/incidents.js';
import { createWatch } from './watch/watch.js';

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
  readonly secrets?: KnownSecrets;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Ends the stream of every page, which opens another and goes on where it was. */
    renewStreams(): void;
  }
}

/** Line by line, since JSON leaves in some characters that a terminal obeys. */
const toStderr = (line: string) => void process.stderr.write(`${toPrintable(line.trimEnd())}\n`);

const bodyLimitKb = 64;

export async function buildLab({
  url,
  faults,
  pages,
  hosts,
  ...known
}: LabOptions): Promise<FastifyInstance> {
  const server = { name: 'lab' };
  const app = Fastify({
    // Stdout is for data, and may be a report's.
    logger: { level: 'warn', base: { part: 'lab' }, stream: { write: toStderr } },
    logController: new LogController({ disableRequestLogging: true }),
    ...httpServer({ server, bodyLimitKb, needsHost: true }),
    return503OnClosing: false,
  });

  const stream = createStream();
  const busy = createBusy();
  const incidents = createIncidents(stream);
  const keys = createKeyRings(faults);
  const watch = createWatch({
    ...{ faults, busy, stream },
    onChange(change) {
      const { what, instance } = change;
      // Whoever is taken away does not die.
      if (what === 'died' && busy.what() === 'scale') return;
      incidents.record({ ...change, isAsked: false });
      // A rotated key is in the memory of the others alone. Should it fail, the instance is gone again.
      if (what === 'back' && instance !== null) keys.syncKeys(instance).catch(() => {});
    },
  });
  const clients = createClients(url, watch.countReady);
  const actions = createActions({ faults, keys, watch, busy, incidents });
  const traffic = createTraffic(url, stream);
  const runs = createRuns({
    ...{ context: { url, faults, ...known }, busy, stream },
    async prepare() {
      traffic.start();
      const { instances } = await watch.state();
      // An experiment begins, and ends, with the keys that were configured.
      await keys.reset(instances.filter(({ isAlive }) => isAlive).map(({ id }) => id));
    },
    tidy() {
      traffic.stop();
      return watch.forgetTheGone();
    },
    onError: (error) => app.log.error({ err: error }, 'run failed'),
  });
  const snapshot = () => ({
    state: watch.latest(),
    run: runs.list()[0] ?? null,
    incidents: incidents.latest(),
  });

  await app.register(responseHeaders, { serverName: server.name });
  await app.register(problemHandler, { server, bodyLimitKb, explain: explainFailure });
  await app.register(jsonBody);
  await app.register(guard, { hosts });
  await app.register(notFound, { server });
  await app.register(page, { pages });
  await app.register(openapi);
  const prefix = '/lab';
  await app.register(state, { prefix, watch });
  await app.register(clientRoutes, { prefix, clients, watch });
  await app.register(instances, { prefix, actions });
  await app.register(redis, { prefix, actions });
  await app.register(keyRoutes, { prefix, actions });
  await app.register(restart, { prefix, actions });
  await app.register(experiments, { prefix, faults });
  await app.register(runRoutes, { prefix, runs });
  await app.register(events, { prefix, stream, watch, snapshot });

  app.decorate('renewStreams', stream.renew);
  // Before Fastify waits for what is under way: a stream never ends by itself.
  app.addHook('preClose', async () => {
    watch.close();
    traffic.stop();
    const ended = Promise.all([runs.close(), actions.close()]);
    await clients.close();
    await ended;
    stream.close();
    endIdleConnections(app.server);
  });
  return app;
}

/** Until the server has ended. Fastify closes those alone that are idle when it begins to. */
function endIdleConnections(server: FastifyInstance['server']): void {
  if (!server.listening) return;
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  server.once('close', () => clearInterval(sweep));
}
