import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { renderJson } from '../report/write.js';
import { makeReport } from '../testing/report.js';

const cli = fileURLToPath(new URL('../../dist/cli/report-cli.js', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
  for (const name of ['2026-11-23T19-15-02Z', '2026-11-23T19-15-02Z-2']) {
    await mkdir(join(folder, 'reports', name), { recursive: true });
    await writeFile(join(folder, 'reports', name, 'report.json'), renderJson(makeReport()));
  }
});
afterEach(() => rm(folder, { recursive: true }));

const report = (...args: string[]) => reportIn('C', ...args);
const reportIn = (locale: string, ...args: string[]) =>
  spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: locale },
  });

it('the latest run is rendered again next to its report.json, and its tables are printed', async () => {
  const { status, stdout, stderr } = report();
  const latest = join(folder, 'reports/2026-11-23T19-15-02Z-2');
  expect(stderr).toMatch(/^Report: file:\/\/.*Z-2\/report\.html\n$/);
  expect(status).toBe(0);
  expect(stdout).toContain('4 of 6 trials agree with the prediction');
  expect((await readdir(latest)).sort()).toEqual(['report.html', 'report.json', 'report.md']);
  expect(await readFile(join(latest, 'report.html'), 'utf8')).toContain('<!doctype html>');
});

it('two runs are compared, and nothing is written', async () => {
  const [first, second] = [
    'reports/2026-11-23T19-15-02Z/report.json',
    'reports/2026-11-23T19-15-02Z-2',
  ] as const;
  const { status, stdout } = reportIn('ko_KR.UTF-8', first, second, '--lang', 'en');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Two runs compared\n/);
  expect(await readdir(join(folder, second))).toEqual(['report.json']);
});

it('a Korean locale gives Korean tables, and a report.html that shows Korean first', async () => {
  const { stdout, stderr } = reportIn('ko_KR.UTF-8', 'reports/2026-11-23T19-15-02Z');
  expect(stdout).toContain('시행 6회 중 4회가 예측과 같음');
  expect(stderr).toMatch(/^보고서: file:/);
  const html = await readFile(join(folder, 'reports/2026-11-23T19-15-02Z/report.html'), 'utf8');
  expect(html).toContain('<html lang="ko">');
});

it.each([
  { args: ['nope'], says: 'There is no folder "nope". Name the folder of a run' },
  { args: ['.'], says: '"." has no report.json. Name the folder of a run' },
  { args: ['reports/2026-11-23T19-15-02Z', 'nope'], says: 'There is no folder "nope".' },
  { args: ['a', 'b', '--csv'], says: '--csv and --open are for one run' },
  { args: ['--cvs'], says: 'Did you mean --csv?' },
])('wrong usage, such as $args, is exit code 2 and a sentence', ({ args, says }) => {
  const { status, stdout, stderr } = report(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(says);
});
