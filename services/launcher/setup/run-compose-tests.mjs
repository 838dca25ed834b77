// @ts-check
// `npm run test:compose`: the tests that need a container engine. Further arguments are vitest's.
import { runChecks } from './run-checks.mjs';

await runChecks([['vitest', 'run', '--project', 'compose', ...process.argv.slice(2)]]);
