// @ts-check
// `npm test`: style, types, then every test that needs no container engine. Further arguments are vitest's.
import { runChecks } from './run-checks.mjs';

await runChecks([
  ['biome', 'ci', '.'],
  ['tsc', '--build'],
  ['vitest', 'run', '--project', 'lab', '--project', 'measuring', ...process.argv.slice(2)],
]);
