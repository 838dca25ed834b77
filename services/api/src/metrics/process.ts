// The process of an instance: its CPU time, its memory, and how late its event loop is.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from '@platformatic/prom-client';

/** How often the delay is sampled. Node adds it to each sample. */
const resolutionMs = 10;

/** How long a period is. A figure covers this one and the one before, so that a lost scrape does not lose it. */
const periodMs = 10_000;

/** Returns the function that ends it. */
export function measureProcess(registry: Registry): () => void {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const seconds = (nanoseconds: number) => Math.max(0, nanoseconds / 1e9 - resolutionMs / 1000);
  const read = () =>
    delay.count === 0
      ? { p50: 0, p99: 0, max: 0 }
      : { p50: seconds(delay.percentile(50)), p99: seconds(delay.percentile(99)), max: seconds(delay.max) };
  let before = read();
  const timer = setInterval(() => {
    before = read();
    delay.reset();
  }, periodMs).unref();
  for (const name of ['p50', 'p99', 'max'] as const) {
    new Gauge({
      name: `nodejs_eventloop_delay_${name}_seconds`,
      help: `The ${name} of the delay of the event loop, the larger one of this period of 10 s and the one before.`,
      registers,
      collect() {
        this.set(Math.max(before[name], read()[name]));
      },
    });
  }
  const startedAt = new Gauge({
    name: 'process_start_time_seconds',
    help: 'When the process started, in seconds since the epoch. A change is a restart.',
    registers,
  });
  startedAt.set(performance.timeOrigin / 1000);
  new Gauge({
    name: 'process_memory_usage_bytes',
    help: 'The resident memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: 'process_cpu_time_seconds_total',
    help: 'The CPU time of the process.',
    labelNames: ['cpu_mode'],
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc({ cpu_mode: 'user' }, user / 1e6);
      this.inc({ cpu_mode: 'system' }, system / 1e6);
    },
  });
  return () => {
    clearInterval(timer);
    delay.disable();
  };
}
