// Six projects: `unit`, whose files share their modules; `page`, whose files share a lab and a browser too; `lab`, whose files
// have modules and processes of their own; `measuring`, which has the machine alone; `compose`, which needs containers; and `swarm`, which needs machines.
import { defineConfig } from 'vitest/config';

const unitTests = '{services/{api,core,dashboard,http,lab,provider},loadtest}/src/**/*.test.ts';
const pageTests = 'services/e2e/src/page/*.test.ts';
const otherTests = 'services/!(api|core|dashboard|http|lab|provider)/{src,setup}/**/*.test.{ts,mjs}';
/** A file that replaces a module, counts what one holds, or runs for long, has modules of its own. */
const ownModules = [
  'loadtest/src/cli/{cli,run-and-report}.test.ts',
  'loadtest/src/experiments/scored/**/*.test.ts',
  'loadtest/src/runner/{instrument,run-load-test}.test.ts',
  'loadtest/src/users/autocannon.test.ts',
  'services/api/src/{control/process,guesses/guesses}.test.ts',
  'services/api/src/{caches,contract,main,redis-*,users}.test.ts',
  'services/lab/src/main.test.ts',
];
const composeTests = 'services/e2e/src/**/*.compose.test.ts';
const swarmTests = 'services/e2e/src/**/*.swarm.test.ts';
/** They hold durations and rates against what was predicted, so they have the machine alone, one after the other. */
const measuringTests = [
  'services/e2e/src/page/fault-experiment.test.ts',
  'loadtest/src/traffic/traffic.test.ts',
  'services/e2e/src/api/log-in-attack.test.ts',
  'services/e2e/src/cluster/{fault-experiments,redis-topologies,scorecard}.test.ts',
];

/** A test that waits for a process or a page leaves its core to another. */
const waitingWorkers = 3;

const shared = {
  maxWorkers: 2,
  // A busy machine delays a test and does not fail it.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // The commands print in the language of the locale.
  env: { LC_ALL: '', LC_MESSAGES: '', LANG: 'C.UTF-8' },
};

const withPages = {
  ...shared,
  testTimeout: 180_000,
  // Each poll costs the browser and the test a few milliseconds.
  expect: { poll: { timeout: 30_000, interval: 100 } },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [unitTests],
          exclude: [...ownModules, ...measuringTests],
          ...shared,
          // Loading the modules again for each file takes longer than most of these tests.
          isolate: false,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'page',
          include: [pageTests],
          exclude: measuringTests,
          ...withPages,
          maxWorkers: waitingWorkers,
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'lab',
          include: [otherTests, ...ownModules],
          exclude: [pageTests, composeTests, swarmTests, ...measuringTests],
          ...shared,
          maxWorkers: waitingWorkers,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'measuring',
          include: measuringTests,
          ...withPages,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'compose',
          include: [composeTests],
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        test: {
          name: 'swarm',
          include: [swarmTests],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 5 },
        },
      },
    ],
  },
});
