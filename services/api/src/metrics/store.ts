// The commands that the instance sends to Redis: how long each takes, and how many fail. The client publishes them in a
// diagnostics channel of Node, at no cost without a subscriber.
import { tracingChannel } from 'node:diagnostics_channel';
import { Histogram, type Registry } from '@platformatic/prom-client';

interface SentCommand {
  readonly command: string;
  readonly error?: Error;
}

/** The buckets that OpenTelemetry gives for db.client.operation.duration, in seconds. */
const buckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

/** Measures every client of Redis in this process. Returns the function that ends it. */
export function measureStore(registry: Registry): () => void {
  const durations = new Histogram({
    name: 'db_client_operation_duration_seconds',
    help: 'The time from a command to the answer of Redis, for commands that were sent. No error type: it was accepted.',
    labelNames: ['db_system_name', 'db_operation_name', 'error_type'],
    buckets,
    registers: [registry],
  });
  const startedAt = new WeakMap<object, number>();
  const channel = tracingChannel<string, SentCommand>('ioredis:command');
  const listeners = {
    start(sent: SentCommand) {
      startedAt.set(sent, performance.now());
    },
    // After the answer, or the error in its place.
    asyncStart(sent: SentCommand) {
      const seconds = (performance.now() - (startedAt.get(sent) ?? 0)) / 1000;
      const labels = { db_system_name: 'redis', db_operation_name: sent.command };
      if (startedAt.delete(sent))
        durations.observe({ ...labels, error_type: sent.error?.name ?? '' }, seconds);
    },
    end() {},
    asyncEnd() {},
    error() {},
  };
  channel.subscribe(listeners);
  return () => void channel.unsubscribe(listeners);
}
