// Writes the report into a new folder, named by the time, and never over another.

import { constants, existsSync } from 'node:fs';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ExitError, type Language, missingError } from '@scale-out-lab/core';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { renderHtml } from './html/html.js';
import { renderMarkdown } from './markdown.js';

/** Makes the folder for all reports: a run does not start if its report cannot be written. */
export async function prepareReports(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    // The dot, which join() would drop, makes this fail for a file of that name too.
    await access(`${folder}/.`, constants.W_OK);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Returns the new folder: `<folder>/2026-11-23T19-15-02Z`, or `…Z-2` if that exists. */
export async function writeReport(
  folder: string,
  document: ReportDocument,
  language?: Language,
): Promise<string> {
  try {
    const own = await makeOwnFolder(join(folder, timeName(document.environment.date)));
    await writeFile(join(own, 'report.json'), renderJson(document));
    await renderAgain(own, document, language);
    return own;
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

/** Writes report.md and report.html into the folder of a report.json. */
export async function renderAgain(
  folder: string,
  document: ReportDocument,
  language?: Language,
): Promise<void> {
  await writeFile(join(folder, 'report.md'), renderMarkdown(document));
  await writeFile(join(folder, 'report.html'), renderHtml(document, language));
}

export function renderJson(document: ReportDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Colons are not allowed in file names everywhere. */
export function timeName(date: string): string {
  return date.replace(/\.\d+/, '').replaceAll(':', '-');
}

/** mkdir's `recursive` never returns below a folder that takes no new ones, such as /proc. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  if (!existsSync(dirname(path))) await makeFolder(dirname(path));
  await mkdir(path);
}

async function makeOwnFolder(path: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const candidate = attempt === 1 ? path : `${path}-${attempt}`;
    try {
      await mkdir(candidate);
      return candidate;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || attempt === 100) throw error;
    }
  }
}

function cannotWrite(folder: string, error: unknown): ExitError {
  const reason = codeOf(error) ?? String(error);
  return missingError(
    `The report cannot be written to "${folder}" (${reason}). Name another folder with --reports, or use --no-reports.`,
    { cause: error },
  );
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
