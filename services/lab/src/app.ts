// Builds the control room from its parts, in reading order. main.ts runs it.
import { endConnections, httpServer, jsonBody, notFound, problemHandler } from '@scale-out-lab/http';
import { type Faults, type KnownSecrets, toPrintable } from '@scale-out-lab/loadtest';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { createClients } from './clients/clients.js';
import { clusterRoutes, createClusterActions } from './faults/cluster.js';
import { createHolds, type HoldMeans, redisPart } from './faults/holds.js';
import { instanceRoutes } from './faults/instances.js';
import { createKeyRings } from './faults/key-rings.js';
import { redisRoutes } from './faults/redis.js';
import { nodeRoutes } from './faults/redis-nodes.js';
import { type Configured, createReset, resetRoute } from './faults/reset.js';
import { guard, responseHeaders } from './guard.js';
import { createLoad } from './load/load.js';
import { predictLoad } from './load/predict-load.js';
import { openapi } from './openapi.js';
import { createOperationLock } from './operation-lock.js';
import { page } from './page.js';
import { createProbe } from './probe/probe.js';
import { explainFailure } from './problem.js';
import { guests } from './room/guests.js';
import { hostKey } from './room/host-key.js';
import { createRoom, type RoomOptions } from './room/room.js';
import { clients as clientRoutes } from './routes/clients.js';
import { events } from './routes/events.js';
import { load as loadRoutes } from './routes/load.js';
import { probe as probeRoutes } from './routes/probe.js';
import { room as roomRoutes } from './routes/room.js';
import { runs as runRoutes } from './routes/runs.js';
import { signIns } from './routes/sign-ins.js';
import { state } from './routes/state.js';
import { createRuns } from './runs/runs.js';
import { createStream } from './stream/stream.js';
import { createTraffic } from './stream/traffic.js';
import { createIncidents } from './watch/incidents.js';
import { createWatch } from './watch/watch.js';
import { createWorkshop, followVisitors, workshopRoute } from './workshop/workshop.js';

export type { HoldMeans } from './faults/holds.js';
export { isLoopback, ownHosts } from './own-hosts.js';

export interface NetworkOptions extends RoomOptions {
  readonly hostKey: string;
  /** Whether any IP address is a name of the lab, since a container cannot read those of its machine. */
  readonly acceptsAddresses?: boolean;
}

export interface LabOptions {
  /** The balancer, as the experiments and the page's clients reach it. */
  readonly url: URL;
  /** The means of fault injection. */
  readonly faults: Faults;
  /** The means to keep a part down; undefined where its supervisor restarts it in any case. */
  readonly holds?: HoldMeans | undefined;
  /** The folder of the built page. */
  readonly pages: string;
  /** Host names besides those of this machine under which a browser may reach it, against DNS rebinding. */
  readonly hosts: readonly string[];
  /** Of a lab that is open to a network. Left out: only this machine reaches it. */
  readonly network?: NetworkOptions | undefined;
  /** The initial state that a reset restores, as far as this process can. */
  readonly configured?: Configured;
  /** Product to version, for a report. */
  readonly versions?: Readonly<Record<string, string>>;
  /** The secrets of the instances, if known: the experiment `forgery` then tests more. */
  readonly secrets?: KnownSecrets;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Ends the stream of every page, which reconnects and resumes. */
    disconnectStreams(): void;
  }
}

/** JSON does not escape every control character of a terminal. */
const toStderr = (line: string) => void process.stderr.write(`${toPrintable(line.trimEnd())}\n`);

const bodyLimitKb = 64;

export async function buildLab({
  url,
  faults,
  holds: means,
  pages,
  hosts,
  network,
  configured,
  ...known
}: LabOptions): Promise<FastifyInstance> {
  const server = { name: 'lab' };
  const app = Fastify({
    // Stdout is for data, such as a report.
    logger: { level: 'warn', base: { part: 'lab' }, stream: { write: toStderr } },
    logController: new LogController({ disableRequestLogging: true }),
    ...httpServer({ server, bodyLimitKb, needsHost: true }),
  });

  const stream = createStream();
  const holds = createHolds(means);
  await holds.resume();
  const lock = createOperationLock(holds.requireNone);
  const incidents = createIncidents(stream);
  const keys = createKeyRings(faults);
  const watch = createWatch({
    faults,
    holds,
    lock,
    stream,
    onChange(change, seenAt) {
      const { what, instance } = change;
      // An instance that is removed on purpose has not crashed.
      if (what === 'died' && lock.current() === 'scale') return;
      if (lock.current() === 'reset') return;
      incidents.record({ ...change, isAsked: false });
      if (what.endsWith('back')) {
        const part = 'node' in change ? change.node : (instance ?? redisPart);
        holds.noticeBack(part, seenAt).catch(() => {});
      }
    },
    // Only the memory of the other instances has a rotated key. If this fails, the instance has ended again.
    onStarted: (instance) => void keys.syncKeys(instance).catch(() => {}),
  });
  const room = network ? createRoom(network, stream) : null;
  const clients = createClients(url, watch.countReady);
  const controls = { faults, keys, holds, watch, lock, incidents };
  const actions = createClusterActions(controls);
  const traffic = createTraffic(url, stream);
  const load = createLoad({
    url,
    stream,
    requireQuiet() {
      if (lock.current() === 'run' || lock.current() === 'reset') lock.requireFree();
    },
    predict: (mode, loggedIn) =>
      predictLoad(mode, { loggedIn, state: watch.latest(), incidents: incidents.latest() }),
    instances: () => watch.latest().instances,
    onFlow: (isFlowing) => (isFlowing ? traffic.start() : traffic.stop()),
    onFailure: (error) => app.log.error({ err: error }, 'the load failed'),
  });
  const workshop = createWorkshop({ incidents: incidents.latest, run: () => runs.list()[0] ?? null });
  const reset = createReset({ ...controls, clients, load, room, workshop, configured });
  const runs = createRuns({
    context: { url, faults, ...known },
    lock,
    stream,
    async prepare() {
      await load.stop();
      traffic.start();
      const { instances } = await watch.state();
      // An experiment begins and ends with the configured keys.
      await keys.reset(instances.filter(({ isAlive }) => isAlive).map(({ id }) => id));
    },
    cleanUp() {
      traffic.stop();
      return watch.dropRemovedInstances();
    },
    onError: (error) => app.log.error({ err: error }, 'run failed'),
  });
  const probe = createProbe({ lock, onError: (error) => app.log.error({ err: error }, 'probe failed') });
  const snapshot = () => ({
    state: watch.latest(),
    run: runs.list()[0] ?? null,
    load: load.view(),
    incidents: incidents.latest(),
    room: room?.view() ?? null,
  });

  await app.register(responseHeaders, { serverName: server.name });
  await app.register(problemHandler, { server, bodyLimitKb, explain: explainFailure });
  await app.register(jsonBody);
  await app.register(guard, { hosts, acceptsAddresses: network?.acceptsAddresses ?? false });
  if (room && network) await app.register(hostKey, { key: network.hostKey, ...room });
  await app.register(notFound, { server });
  await app.register(page, { pages });
  await app.register(openapi);
  const prefix = '/lab';
  await app.register(state, { prefix, watch });
  await app.register(instanceRoutes, { prefix, ...controls });
  await app.register(redisRoutes, { prefix, ...controls });
  await app.register(nodeRoutes, { prefix, ...controls });
  await app.register(clusterRoutes, { prefix, actions });
  await app.register(resetRoute, { prefix, reset });
  await app.register(async (scope) => {
    const countInstances = watch.countReady;
    if (room && network) {
      await scope.register(guests, { room, clients, hostKey: network.hostKey, countInstances });
    }
    await scope.register(followVisitors, { workshop });
    await scope.register(clientRoutes, { prefix, clients, watch });
    await scope.register(signIns, { prefix, url, countInstances });
  });
  await app.register(roomRoutes, { prefix, room, hostKey: network?.hostKey ?? '' });
  await app.register(runRoutes, { prefix, runs, faults });
  await app.register(probeRoutes, { prefix, probe });
  await app.register(workshopRoute, { prefix, workshop });
  await app.register(loadRoutes, { prefix, load });
  await app.register(events, { prefix, stream, watch, snapshot, room });

  app.decorate('disconnectStreams', stream.disconnectAll);
  // Before Fastify waits for open responses: a stream never ends by itself.
  app.addHook('preClose', async () => {
    watch.close();
    holds.close();
    traffic.stop();
    room?.close();
    const ended = Promise.all([runs.close(), probe.cancel(), actions.close(), load.close(), reset.close()]);
    await clients.close();
    await ended;
    stream.disconnectAll();
    endConnections(app.server);
  });
  return app;
}
