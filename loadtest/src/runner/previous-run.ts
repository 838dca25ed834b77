// The interrupted run that --resume names: its report is found, checked and continued.

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { missingError, usageError } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { countOf } from '../model/words.js';

export interface PreviousRun {
  /** The folder of its report. */
  readonly folder: string;
  readonly report: ReportDocument;
}

interface ResumeOptions {
  readonly modes?: readonly string[];
  /** The folder of a report, or true for the latest interrupted one. */
  readonly resume: string | true;
  readonly reports?: string | null;
}

const remedy =
  'Name the folder of an interrupted report after --resume, or no folder for the latest one in the folder of --reports.';

/** @throws ExitError (exit code 2) where there is nothing to resume */
export async function loadInterruptedRun({
  modes = [],
  resume,
  reports = 'reports',
}: ResumeOptions): Promise<PreviousRun> {
  if (modes.length > 0) {
    throw usageError(
      `--resume takes the modes from the report, but modes are given (${modes.join(', ')}); leave them out.`,
    );
  }
  const folder = resume === true ? await latestIn(reports) : resume;
  const report = await loadReport(folder, remedy);
  if (!report.interrupted) {
    throw usageError(`The report in "${folder}" was not interrupted: nothing is missing. ${remedy}`);
  }
  return { folder, report };
}

/** @throws ExitError (exit code 2), with the remedy, where the folder has no report that can be read */
export async function loadReport(folder: string, remedy: string): Promise<ReportDocument> {
  const report = await parseReport(await readReport(folder, remedy));
  if (report) return report;
  throw usageError(
    `Cannot read report.json in "${folder}": unsupported version or invalid format. ${remedy}`,
  );
}

/** @throws ExitError (exit code 3): the prediction depends on the number of instances, not on their names */
export function requireSameCount({ folder, report }: PreviousRun, instances: number): void {
  const before = report.environment.instances.length;
  if (before === instances) return;
  throw missingError(
    `The report in "${folder}" was made with ${countOf(before, 'instances')}, but there ${instances === 1 ? 'is' : 'are'} ${instances} now. Start as many as before (INSTANCES=${before}), or start a new run without --resume.`,
  );
}

async function latestIn(reports: string | null): Promise<string> {
  if (reports === null) {
    throw usageError(
      '--resume alone looks into the folder of --reports, but --no-reports is given; name the folder of a report after --resume.',
    );
  }
  const latest = await findLatest(reports, ({ interrupted }) => interrupted);
  if (latest !== undefined) return latest;
  throw usageError(
    `There is no interrupted report in "${reports}". Name the folder of one after --resume, or another folder with --reports.`,
  );
}

/** Reports are named by their time; unreadable ones are skipped. */
export async function findLatest(
  reports: string,
  isWanted: (report: ReportDocument) => boolean,
): Promise<string | undefined> {
  const names = await readdir(reports).catch(() => []);
  // `…Z-10` is later than `…Z-2`, which is later than `…Z`.
  const latestFirst = names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  for (const name of latestFirst) {
    const folder = join(reports, name);
    const text = await readFile(join(folder, 'report.json'), 'utf8').catch(() => '');
    const report = await parseReport(text);
    if (report && isWanted(report)) return folder;
  }
  return undefined;
}

async function readReport(folder: string, remedy: string): Promise<string> {
  try {
    return await readFile(join(folder, 'report.json'), 'utf8');
  } catch (error) {
    const what = existsSync(folder) ? `"${folder}" has no report.json` : `There is no folder "${folder}"`;
    throw usageError(`${what}${describeCode(error)}. ${remedy}`, { cause: error });
  }
}

/** Only for an error other than a missing file. */
function describeCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['', 'ENOENT', 'ENOTDIR'].includes(code) ? '' : ` that can be read (${code})`;
}

/** Undefined if it is not a complete report of this schema version. */
async function parseReport(text: string): Promise<ReportDocument | undefined> {
  // Loaded here because few runs are resumed, and it slows the start of every command.
  const { default: Schema } = await import('typebox/schema');
  const { reportDocument } = await import('@scale-out-lab/core/wire');
  try {
    const report: unknown = JSON.parse(text);
    return Schema.Check(reportDocument, report) ? (report as ReportDocument) : undefined;
  } catch {
    return undefined;
  }
}
