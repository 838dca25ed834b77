// Two projects: everything that needs no container engine, and the compose test that needs one.
import { defineConfig } from 'vitest/config';

const tests = '{services,loadtest}/**/src/**/*.test.ts';
const composeTests = '{services,loadtest}/**/src/**/*.compose.test.ts';

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'lab', include: [tests], exclude: [composeTests] } },
      { test: { name: 'compose', include: [composeTests], testTimeout: 300_000, hookTimeout: 600_000 } },
    ],
  },
});
