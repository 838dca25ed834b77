// The figures of an instance for operators. Loaded only with METRICS=on, and answered at /metrics on the control port.
// Names follow the semantic conventions of OpenTelemetry, as Prometheus writes them.
import { Gauge, Registry } from '@platformatic/prom-client';
import { findMode } from '@scale-out-lab/core';
import type { FastifyInstance } from 'fastify';
import { measureProcess } from './process.js';
import { measureRequests, type RequestFigures } from './requests.js';
import { measureStore } from './store.js';

interface Metrics extends Pick<RequestFigures, 'countRefusal'> {
  /** Of the text that `render` resolves to. */
  readonly contentType: string;
  /** All figures in Prometheus's text format 0.0.4. Durations are in seconds. */
  render(): Promise<string>;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Undefined with METRICS=off. */
    metrics: Metrics | undefined;
  }
}

/** Measures an instance from now on. Its routes must be registered later, so that the hooks apply to them. */
export function createMetrics(app: FastifyInstance): Metrics {
  const registry = new Registry();
  const { instanceId, logInCounters, traffic, redis } = app.instanceState;
  registry.setDefaultLabels({ service_instance_id: instanceId });
  const { countRefusal } = measureRequests(app, registry);
  const ends = [measureStore(registry), measureProcess(registry)];
  app.addHook('onClose', async () => {
    for (const end of ends) end();
  });

  gauge('http_server_active_requests', 'Requests without an answer yet.', () => traffic.inFlight);
  if (!redis.isAbsent)
    gauge('auth_store_up', '1 while Redis works, 0 while it refuses log-ins or is silent.', () =>
      redis.current().problem === undefined ? 1 : 0,
    );
  new Gauge({
    name: 'auth_log_ins',
    help: 'Live log-ins in the memory of this instance, in modes whose state is memory.',
    labelNames: ['mode'],
    registers: [registry],
    collect() {
      for (const [mode, count] of logInCounters) {
        if (findMode(mode)?.state === 'memory') this.set({ mode }, count());
      }
    },
  });

  function gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(read());
      },
    });
  }
  return { contentType: registry.contentType, render: () => registry.metrics(), countRefusal };
}
