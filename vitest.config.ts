// Three projects: what can share the machine, what measures it and so has it alone, and what needs a container engine.
import { defineConfig } from 'vitest/config';

const tests = '{services,loadtest}/**/src/**/*.test.ts';
const composeTests = '{services,loadtest}/**/src/**/*.compose.test.ts';
/** Their figures are compared with what was predicted, for a machine that does nothing else. */
const measuringTests = [
  'loadtest/src/{instrument,run}.test.ts',
  'loadtest/src/traffic/traffic.test.ts',
  'services/launcher/src/{added-mode,demo,engines,fault-experiments,faults,forgery,log-in-attack,reasons,retry,scaling,scorecard}.test.ts',
  'services/launcher/src/bench/*.test.ts',
  'services/launcher/src/control-room/*.test.ts',
  'services/launcher/src/page/experiments.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'lab',
          include: [tests],
          exclude: [composeTests, ...measuringTests],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: { name: 'measuring', include: measuringTests, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
      {
        test: {
          name: 'compose',
          include: [composeTests],
          testTimeout: 300_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
