// The process of an instance: its CPU time, its memory, and how late its event loop is.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from '@platformatic/prom-client';

/** How often the delay is sampled. Node adds it to each sample. */
const resolutionMs = 10;

/** Returns the function that ends it. */
export function measureProcess(registry: Registry): () => void {
  const registers = [registry];
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  const read = {
    p50: () => delay.percentile(50),
    p99: () => delay.percentile(99),
    max() {
      const longest = delay.max;
      // The figures are collected in this order, so the next period begins here.
      delay.reset();
      return longest;
    },
  };
  for (const [name, nanoseconds] of Object.entries(read)) {
    new Gauge({
      name: `nodejs_eventloop_delay_${name}_seconds`,
      help: `The ${name} of the delay of the event loop since the previous reading.`,
      registers,
      collect() {
        const isSampled = delay.count > 0;
        this.set(isSampled ? Math.max(0, nanoseconds() / 1e9 - resolutionMs / 1000) : 0);
      },
    });
  }
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
  return () => delay.disable();
}
