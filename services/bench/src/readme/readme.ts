// The tables of both READMEs: they are rendered from runs that are recorded in docs/runs, and stand between markers.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Language, usageError } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { loadReport, renderTerminal } from '@scale-out-lab/loadtest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** Each README, and the language of its tables. */
export const readmes = { 'README.md': 'en', 'README.ko.md': 'ko' } as const;
type Readme = keyof typeof readmes;
export const readmeNames = Object.keys(readmes) as readonly Readme[];
/** The recorded run of `npm run demo`, and the one with `--experiment faults`. */
export const recordedRuns = ['demo', 'faults'] as const;
type RecordedRun = (typeof recordedRuns)[number];

const folderOf = (name: RecordedRun) => join(root, 'docs', 'runs', name);
const start = (name: RecordedRun) => `<!-- docs/runs/${name}, by npm run readme -->\n`;
const end = '\n<!-- end -->';

/** Keeps the numbers of a run without its timelines. @throws ExitError (exit code 2) where the run is not whole */
export async function record(folder: string): Promise<RecordedRun> {
  const document = await loadReport(
    folder,
    'Name the folder of a run, such as reports/2026-11-23T19-15-02Z.',
  );
  if (document.interrupted || document.failedTrials.length > 0) {
    throw usageError(`The run in "${folder}" has trials that are not measured; record a whole run.`);
  }
  const name = document.settings.experiments.includes('steady') ? 'demo' : 'faults';
  await mkdir(folderOf(name), { recursive: true });
  await writeFile(join(folderOf(name), 'report.json'), renderCompact(document));
  return name;
}

/** One line a trial, so that a difference between two runs is readable. */
export function renderCompact({ trials, ...others }: ReportDocument): string {
  const lines = trials.map(({ timeline: _, ...trial }) => JSON.stringify(trial));
  return `${JSON.stringify(others).slice(0, -1)},"trials":[\n${lines.join(',\n')}\n]}\n`;
}

export function loadRecorded(name: RecordedRun): Promise<ReportDocument> {
  return loadReport(folderOf(name), 'Record a run with: npm run readme -- reports/<run>');
}

export function readReadme(readme: string): Promise<string> {
  return readFile(join(root, readme), 'utf8');
}

export function writeReadme(readme: string, text: string): Promise<void> {
  return writeFile(join(root, readme), text);
}

/** The text with the tables of the recorded runs. @throws Error where a pair of markers is missing */
export async function withTables(text: string, language: Language): Promise<string> {
  let result = text;
  for (const name of recordedRuns) {
    const tables = renderTerminal(await loadRecorded(name), { isColored: false, language });
    result = replaceBlock(result, start(name), `\`\`\`\n${tables}\`\`\``);
  }
  return result;
}

function replaceBlock(text: string, from: string, block: string): string {
  const [before, after] = text.split(from);
  const to = after?.indexOf(end) ?? -1;
  if (before === undefined || after === undefined || to < 0) throw new Error(`There is no "${from}…${end}".`);
  return `${before}${from}${block}${after.slice(to)}`;
}
