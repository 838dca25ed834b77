// A fault experiment from the page: its table is that of the report.
import { toTables } from '@scale-out-lab/loadtest';
import { expect } from 'vitest';
import { experimentsPanel } from '../support/browser/experiments-panel.js';
import { it } from '../support/browser/page-test.js';

it('a run that crashes an instance ends with the table of faults', async ({ control, open }) => {
  const modes = ['session-memory', 'jwt-shared-key'];
  const { page, language } = await open(`mode=${modes[0]}&vs=${modes[1]}&panel=experiments`);
  const panel = experimentsPanel(page, language);
  await panel.chooseLanes();
  await panel.chooseExperiment('crash');
  const id = await panel.begin();
  await expect.poll(panel.ended).toEqual([id, panel.words.agreed]);
  const run = await control.run(id);
  expect(run).toMatchObject({ experiments: ['crash'], modes, total: modes.length });
  const [matrix] = toTables(await control.report(id));
  expect(await panel.table(panel.words.faults)).toEqual({ columns: matrix?.columns, rows: matrix?.rows });
  expect(matrix?.rows.map(([mode]) => mode)).toEqual(modes);
  const shown = run.rows.map(({ mode, experiment, result, client }) => [mode, experiment, result, client]);
  expect(await panel.trials()).toEqual(shown);
});
