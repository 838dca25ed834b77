// Three projects: tests that share the machine, tests that measure it and so have it alone, and tests of the containers.
import { defineConfig } from 'vitest/config';

const tests = '{services,loadtest}/**/{src,setup}/**/*.test.{ts,mjs}';
const composeTests = '{services,loadtest}/**/src/**/*.compose.test.ts';
/** They hold durations and rates against what was predicted, so they have the machine alone, one after the other. */
const measuringTests = [
  'loadtest/src/traffic/traffic.test.ts',
  'services/e2e/src/api/log-in-attack.test.ts',
  'services/e2e/src/cluster/{fault-experiments,scorecard}.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'lab',
          include: [tests],
          exclude: [composeTests, ...measuringTests],
          // As many as a small machine has cores: a third one makes requests time out there.
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
