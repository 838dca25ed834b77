// The first part of a run that was interrupted: its report, found where --resume says, and fit to be gone on with.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exitCodes, LoadtestFailure } from '../../model/failure.js';
import type { ReportDocument } from '../../model/report.js';
import { findLatestInterrupted } from './find-latest.js';
import { parseReport } from './parse-report.js';

export interface FirstPart {
  /** The folder that the report is in. */
  readonly folder: string;
  readonly report: ReportDocument;
}

interface ResumeOptions {
  readonly modes?: readonly string[];
  /** The folder of a report, or true for the latest one that was interrupted. */
  readonly resume?: string | true | undefined;
  readonly reports?: string | null;
}

const remedy =
  'Name the folder of an interrupted report after --resume, or nothing for the latest one in the folder of --reports.';

/**
 * Undefined without --resume.
 * @throws LoadtestFailure (exit code 2) where there is nothing to go on with
 */
export async function loadFirstPart({
  modes = [],
  resume,
  reports = 'reports',
}: ResumeOptions): Promise<FirstPart | undefined> {
  if (resume === undefined) return undefined;
  if (modes.length > 0) {
    throw notUsable(
      `--resume takes the modes from the report, but modes are given (${modes.join(', ')}); leave them out.`,
    );
  }
  const folder = resume === true ? await latestIn(reports) : resume;
  const report = parseReport(await readReport(folder));
  if (!report)
    throw notUsable(`The report.json in "${folder}" is none that this version can read. ${remedy}`);
  if (!report.interrupted)
    throw notUsable(`The report in "${folder}" was not interrupted: nothing is missing. ${remedy}`);
  return { folder, report };
}

/** @throws LoadtestFailure (exit code 3): what is lost depends on how many there are, not on which they are */
export function requireSameCount({ folder, report }: FirstPart, instances: number): void {
  const before = report.environment.instances.length;
  if (before === instances) return;
  throw new LoadtestFailure(
    exitCodes.missing,
    `The report in "${folder}" was made with ${countInstances(before)}, but there ${instances === 1 ? 'is' : 'are'} ${instances} now. Start as many as before (INSTANCES=${before}), or begin anew without --resume.`,
  );
}

async function latestIn(reports: string | null): Promise<string> {
  if (reports === null) {
    throw notUsable(
      '--resume alone looks into the folder of --reports, but --no-reports is given; name the folder of a report after --resume.',
    );
  }
  const latest = await findLatestInterrupted(reports);
  if (latest !== undefined) return latest;
  throw notUsable(
    `There is no interrupted report in "${reports}". Name the folder of one after --resume, or another folder with --reports.`,
  );
}

async function readReport(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'report.json'), 'utf8');
  } catch (error) {
    const what = existsSync(folder) ? `"${folder}" has no report.json` : `There is no folder "${folder}"`;
    throw notUsable(`${what}${describeCode(error)}. ${remedy}`, { cause: error });
  }
}

/** Only where it is something else than that it is not there. */
function describeCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return ['', 'ENOENT', 'ENOTDIR'].includes(code) ? '' : ` that can be read (${code})`;
}

function countInstances(count: number): string {
  return count === 1 ? '1 instance' : `${count} instances`;
}

function notUsable(sentence: string, options?: ErrorOptions): LoadtestFailure {
  return new LoadtestFailure(exitCodes.usage, sentence, options);
}
