#!/usr/bin/env node
// `npm run report`: renders the report of a run again, as text, HTML or CSV, or compares two runs.
import { spawn } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  exitCodes,
  type Language,
  languageOfLocale,
  languages,
  missingError,
  usageError,
} from '@scale-out-lab/core';
import { Command, Option } from 'commander';
import { comparisonTable } from '../report/compare.js';
import { renderCsv } from '../report/csv.js';
import { renderTable, renderTerminal } from '../report/terminal.js';
import { type ReportTexts, reportTexts } from '../report/texts/index.js';
import { renderAgain } from '../report/write.js';
import { findLatest, loadReport } from '../runner/previous-run.js';
import { hasColors, runProgram } from './command.js';

const remedy = 'Name the folder of a run, such as reports/2026-11-23T19-15-02Z.';

const command = new Command('npm run report --')
  .description(
    'Renders the report of a run again: prints its tables, and writes report.md and report.html next to its report.json. Compares two runs.',
  )
  .argument('[run]', 'folder of a run (default: the latest in the folder "reports")')
  .argument('[other]', 'folder of another run to compare it with; nothing is written')
  .option('--csv', 'print every number as CSV instead of the tables')
  .option('--open', 'open report.html in the browser')
  .addOption(
    new Option('--lang <language>', 'the language of the tables')
      .choices(languages)
      .default(languageOfLocale(process.env), 'from the locale'),
  )
  .addHelpText(
    'before',
    `Examples:
  npm run report -- --open                        the latest run, in the browser
  npm run -s report -- reports/<run> --csv        every number, for a spreadsheet
  npm run report -- reports/<run> reports/<run>   two runs, with intervals
`,
  )
  .addHelpText(
    'after',
    '\nExit codes: 0 rendered, 2 wrong usage or no such run, 3 report.html cannot be written.',
  );

interface ReportValues {
  readonly csv?: true;
  readonly open?: true;
  readonly lang: Language;
}

await runProgram(command, run);

async function run(parsed: Command): Promise<number> {
  const { csv, open, lang }: ReportValues = parsed.opts();
  const [named, otherNamed] = parsed.args;
  const { stdout, stderr, env } = process;
  const texts = reportTexts[lang];
  const style = { isColored: hasColors(stdout, env), hasBars: stdout.isTTY === true, language: lang };
  if (otherNamed !== undefined && (csv || open)) {
    throw usageError('--csv and --open are for one run, but two are named; name one.');
  }
  const folder = folderOf(named ?? (await latest()));
  const document = await loadReport(folder, remedy);
  if (otherNamed !== undefined) {
    const other = await loadReport(folderOf(otherNamed), remedy);
    stdout.write(`${renderTable(comparisonTable(document, other, texts), style)}\n`);
    return exitCodes.ok;
  }
  stdout.write(csv ? renderCsv(document) : renderTerminal(document, style));
  await renderAgain(folder, document, lang).catch((error: Error) => {
    throw missingError(
      `report.html cannot be written to "${folder}": ${error.message}. Copy the folder to one of your own.`,
    );
  });
  const url = pathToFileURL(resolve(folder, 'report.html')).href;
  stderr.write(`${texts.next.written(url)}\n`);
  if (open) openInBrowser(url, texts);
  return exitCodes.ok;
}

/** The path of the report.json itself works like that of its folder. */
function folderOf(path: string): string {
  return basename(path) === 'report.json' ? dirname(path) : path;
}

async function latest(): Promise<string> {
  const found = await findLatest('reports', () => true);
  if (found !== undefined) return found;
  throw usageError(
    `There is no report in "${join('reports', '/')}". Make one with "npm run demo", or name the folder of a run.`,
  );
}

/** Without a browser, only the line with the address remains. */
function openInBrowser(url: string, { next }: ReportTexts): void {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(program, [url], { detached: true, stdio: 'ignore' });
  child.on('error', () => process.stderr.write(`${next.noBrowser(program)}\n`));
  child.unref();
}
