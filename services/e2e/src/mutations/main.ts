// `npm run test:mutations`: small breakages of the code, one at a time, each of which a test has to notice.
import { fileURLToPath } from 'node:url';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { mutations } from './list/index.js';
import { chooseMutations } from './options.js';
import { renderResult, renderSummary, survivorsOf } from './render-results.js';
import { runMutations } from './run-mutations.js';

// dist/mutations and src/mutations lie at the same depth.
const root = fileURLToPath(new URL('../../../..', import.meta.url));
const { PATH, HOME, LANG, npm_lifecycle_event } = process.env;

await runCommand(
  async (signal) => {
    const chosen = chooseMutations(mutations);
    const startedAt = performance.now();
    const results = await runMutations({
      root,
      mutations: chosen,
      env: { PATH, HOME, LANG },
      signal,
      say: (text) => process.stderr.write(`mutations: ${text}\n`),
      onResult: (result) => console.log(renderResult(result)),
    });
    if (signal.aborted) return 130;
    console.log(renderSummary(results, (performance.now() - startedAt) / 1000));
    return survivorsOf(results).length === 0 ? 0 : 99;
  },
  { hasNpm: npm_lifecycle_event !== undefined },
);
