// The tables of the READMEs come from the recorded runs, and a recorded run keeps every number that a table shows.
import { catalogue } from '@scale-out-lab/core';
import { renderTerminal } from '@scale-out-lab/loadtest';
import { expect, it } from 'vitest';
import {
  loadRecorded,
  readmeNames,
  readmes,
  readReadme,
  recordedRuns,
  renderCompact,
  withTables,
} from './readme.js';

it.each(readmeNames)(
  'the tables of %s are those of the recorded runs (npm run readme writes them)',
  async (readme) => {
    const text = await readReadme(readme);
    expect(text).toBe(await withTables(text, readmes[readme]));
  },
);

it.each(recordedRuns)(
  'the recorded run "%s" has no trial that failed, and modes of the catalogue',
  async (name) => {
    const { interrupted, failedTrials, settings, trials } = await loadRecorded(name);
    expect([interrupted, failedTrials]).toEqual([false, []]);
    expect(settings.modes.filter((mode) => !catalogue.some((each) => each.name === mode))).toEqual([]);
    expect(trials.length).toBeGreaterThan(settings.modes.length);
  },
);

it('a run without its timelines gives the same tables', async () => {
  const document = await loadRecorded('faults');
  const [first, ...others] = document.trials;
  if (!first) throw new Error('The recorded run has no trial.');
  const timeline = { events: [{ atSeconds: 1, what: 'crash' }], seconds: [], survival: [] };
  const text = renderCompact({ ...document, trials: [{ ...first, timeline }, ...others] });
  expect(text).not.toContain('"timeline"');
  expect(renderTerminal(JSON.parse(text), { isColored: false })).toBe(
    renderTerminal(document, { isColored: false }),
  );
});

it('a README without markers is refused', async () => {
  await expect(withTables('# A lab\n', 'en')).rejects.toThrow('docs/runs/demo');
});
