import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeReport } from '../testing/report.js';
import { loadInterruptedRun, requireSameCount } from './previous-run.js';

let reports: string;
beforeEach(async () => {
  reports = await mkdtemp(join(tmpdir(), 'loadtest-'));
});
afterEach(() => rm(reports, { recursive: true }));

const report = makeReport({ interrupted: true, trials: [] });

/** Returns the folder of the new report. */
async function write(name: string, content: unknown): Promise<string> {
  const folder = join(reports, name);
  await mkdir(folder);
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(join(folder, 'report.json'), text);
  return folder;
}

describe('the interrupted run', () => {
  it('--resume with a folder loads the report in it', async () => {
    const folder = await write('renamed', report);
    expect(await loadInterruptedRun({ resume: folder, reports: null })).toEqual({ folder, report });
  });

  it('--resume without a folder loads the latest interrupted report', async () => {
    await write('2026-11-22T09-00-00Z', report);
    await write('2026-11-23T19-15-02Z', report);
    await write('2026-11-23T19-15-02Z-2', report);
    const latest = await write('2026-11-23T19-15-02Z-10', report);
    await write('2026-11-24T08-00-00Z', { ...report, interrupted: false });
    await write('2026-11-25T08-00-00Z', 'half a rep');
    await mkdir(join(reports, '2026-11-26T08-00-00Z'));
    await writeFile(join(reports, 'notes.txt'), '');
    expect(await loadInterruptedRun({ resume: true, reports })).toEqual({ folder: latest, report });
  });
});

describe('wrong usage of --resume', () => {
  const trial = { mode: 'jwt-shared-key', experiment: 'steady', client: 'pinned', repeat: 1 };

  it.each([
    ['is no JSON', 'half a rep'],
    ['is not an object', []],
    ['has another schema version', { ...report, schemaVersion: 2 }],
    ['lacks a setting', { ...report, settings: { ...report.settings, faultRate: undefined } }],
    ['has an engine unknown here', { ...report, settings: { ...report.settings, engine: 'wrk' } }],
    ['has an experiment unknown here', { ...report, settings: { ...report.settings, experiments: ['x'] } }],
    ['names no instance', { ...report, environment: { ...report.environment, instances: [] } }],
    ['has a trial without numbers', { ...report, trials: [trial] }],
  ])('a report that %s is exit code 2', async (_what, content) => {
    const resume = await write('broken', content);
    await expect(loadInterruptedRun({ resume, reports })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(
        /^Cannot read report\.json in ".*": unsupported version or invalid format\. Name /,
      ),
    });
  });

  it('a report that was not interrupted is exit code 2', async () => {
    const resume = await write('complete', { ...report, interrupted: false });
    await expect(loadInterruptedRun({ resume, reports })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/ was not interrupted: nothing is missing\. Name the folder /),
    });
  });

  it('a folder that does not exist, or has no report, is exit code 2', async () => {
    const nowhere = join(reports, 'nowhere');
    await expect(loadInterruptedRun({ resume: nowhere, reports })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`There is no folder "${nowhere}". Name the folder `),
    });
    await expect(loadInterruptedRun({ resume: reports, reports })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(`"${reports}" has no report.json. Name the folder `),
    });
  });

  it.each([null, 'none', 'nowhere'] as const)(
    '--resume without a folder is exit code 2 when --reports is %j',
    async (where) => {
      const folder = where === null ? where : join(reports, where);
      if (where === 'none') await mkdir(join(reports, where));
      await expect(loadInterruptedRun({ resume: true, reports: folder })).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining('after --resume'),
      });
    },
  );

  it('modes together with --resume are exit code 2', async () => {
    const resume = await write('interrupted', report);
    await expect(loadInterruptedRun({ modes: ['session-redis'], resume, reports })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('modes are given (session-redis); leave them out.'),
    });
  });
});

it('a cluster of another size is exit code 3, one with other names is accepted', async () => {
  const folder = await write('interrupted', report);
  const previousRun = await loadInterruptedRun({ resume: folder, reports });
  expect(() => requireSameCount(previousRun, 3)).not.toThrow();
  expect(() => requireSameCount(previousRun, 1)).toThrow(
    expect.objectContaining({
      exitCode: 3,
      message: `The report in "${folder}" was made with 3 instances, but there is 1 now. Start as many as before (INSTANCES=3), or start a new run without --resume.`,
    }),
  );
});
