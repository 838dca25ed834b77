// Three projects: what can share the machine, what measures it and so has it alone, and what needs a container engine.
import { defineConfig } from 'vitest/config';

const tests = '{services,loadtest}/**/src/**/*.test.ts';
const composeTests = '{services,loadtest}/**/src/**/*.compose.test.ts';
/** Their figures are compared with what was predicted, for a machine that does nothing else. */
const measuringTests = [
  'loadtest/src/{cli/run,runner/instrument}.test.ts',
  'loadtest/src/traffic/traffic.test.ts',
  'services/bench/src/modes/*.test.ts',
  'services/e2e/src/api/{forgery,log-in-attack}.test.ts',
  'services/e2e/src/cluster/{engines,fault-experiments,faults,reasons,retry,scaling,scorecard}.test.ts',
  'services/e2e/src/commands/demo.test.ts',
  'services/e2e/src/docs/added-mode.test.ts',
  'services/e2e/src/lab/{clients,faults,runs}.test.ts',
  'services/e2e/src/page/experiments.test.ts',
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
