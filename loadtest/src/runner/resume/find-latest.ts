// The latest report in a folder of reports that says of itself that it was interrupted.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseReport } from './parse-report.js';

/** Its folder, or undefined. Reports are named by their time; what cannot be read is passed over. */
export async function findLatestInterrupted(reports: string): Promise<string | undefined> {
  const names = await readdir(reports).catch(() => []);
  // `…Z-10` is later than `…Z-2`, which is later than `…Z`.
  const latestFirst = names.sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  for (const name of latestFirst) {
    const folder = join(reports, name);
    const text = await readFile(join(folder, 'report.json'), 'utf8').catch(() => '');
    if (parseReport(text)?.interrupted) return folder;
  }
  return undefined;
}
