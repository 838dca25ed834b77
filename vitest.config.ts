// Eight projects: `unit`, whose files share their modules; `page`, whose files share a lab and a browser too; `lab`, whose files
// start processes of their own; `own`, whose files replace a module; `measuring`, which runs two files at a time; `alone`, which has
// the machine alone; `compose`, which needs containers; and `swarm`, which needs machines.
import { defineConfig } from 'vitest/config';

const unitTests = '{services/{api,core,dashboard,http,lab,provider},loadtest}/src/**/*.test.ts';
const pageTests = 'services/e2e/src/page/*.test.ts';
const otherTests = 'services/!(api|core|dashboard|http|lab|provider)/{src,setup}/**/*.test.{ts,mjs}';
/** A file that replaces a module has modules of its own. */
const ownModules = [
  'loadtest/src/users/autocannon.test.ts',
  'services/api/src/{caches,guesses/guesses,users}.test.ts',
];
const composeTests = 'services/e2e/src/**/*.compose.test.ts';
const swarmTests = 'services/e2e/src/**/*.swarm.test.ts';
/** They hold durations and rates against what was predicted, and wait most of the time. */
const measuringTests = [
  'services/e2e/src/page/fault-experiment.test.ts',
  'services/e2e/src/cluster/{fault-experiments,redis-topologies,scorecard}.test.ts',
];
/** They measure how long requests take while a server is at its limit. */
const loneTests = ['loadtest/src/traffic/traffic.test.ts', 'services/e2e/src/api/log-in-attack.test.ts'];
const laterTests = [...measuringTests, ...loneTests];

const shared = {
  globalSetup: 'services/launcher/setup/bundle-servers.mjs',
  // A third worker uses the time in which the tests of the others wait.
  maxWorkers: 3,
  // Loading the modules again for each file takes longer than most of the tests.
  isolate: false,
  // Node loads the compiled packages in half the time that Vite takes to transform them.
  server: { deps: { external: [/\/(services\/\w+|loadtest)\/dist\//] } },
  // A busy machine delays a test and does not fail it.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } },
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
          exclude: [...ownModules, ...laterTests],
          ...shared,
        },
      },
      {
        test: {
          name: 'page',
          include: [pageTests],
          exclude: laterTests,
          ...withPages,
        },
      },
      {
        test: {
          name: 'lab',
          include: [otherTests],
          exclude: [pageTests, composeTests, swarmTests, ...laterTests],
          ...shared,
        },
      },
      {
        test: {
          name: 'own',
          include: ownModules,
          ...shared,
          isolate: true,
        },
      },
      {
        test: {
          name: 'measuring',
          include: measuringTests,
          ...withPages,
          isolate: true,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'alone',
          include: loneTests,
          ...shared,
          isolate: true,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'compose',
          include: [composeTests],
          globalSetup: 'services/e2e/src/support/compose.ts',
          // Two clusters at a time delay commands of Redis beyond their timeout on two cores.
          maxWorkers: 1,
          testTimeout: 300_000,
          hookTimeout: 600_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'swarm',
          include: [swarmTests],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
