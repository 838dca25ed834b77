// @ts-check
// `npm run test:compose`: the tests that need a container engine.
import { parseTestArguments } from './parse-test-arguments.mjs';
import { runChecks } from './run-checks.mjs';

const description = 'Runs the tests of the Docker Compose cluster, with a real container engine.';
const chosen = parseTestArguments('npm run test:compose --', description);

await runChecks([['vitest', 'run', '--project', 'compose', ...chosen]]);
