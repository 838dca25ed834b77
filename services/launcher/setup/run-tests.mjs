// @ts-check
// `npm test`: style, types, then every test that needs no container engine.
import { parseTestArguments } from './parse-test-arguments.mjs';
import { runChecks } from './run-checks.mjs';

const description = 'Checks style and types, then runs every test that needs no container engine.';
const chosen = parseTestArguments('npm test --', description);

await runChecks([
  ['biome', 'ci', '.'],
  ['tsc', '--build'],
  ['vitest', 'run', '--project', 'lab', '--project', 'measuring', ...chosen],
]);
