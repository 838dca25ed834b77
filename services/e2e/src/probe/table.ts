// The command `npm run probe:table`: probes each application of the confusion table again and again, and writes docs/probe.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { numberWithin } from '@scale-out-lab/bench/number-within';
import { usageError } from '@scale-out-lab/core';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { cases, type KnownCase } from './cases.js';
import { probeApp } from './probe-app.js';

const document = fileURLToPath(new URL('../../../../docs/probe.md', import.meta.url));
const heading = [
  '| application | balancing | instances | true cause | right | verdicts | other first diagnoses |',
  '|---|---|---|---|---|---|---|',
];

const command = parseCommandLine(
  new Command('npm run probe:table --')
    .description('Probes applications with known faults, and writes the confusion table of docs/probe.md.')
    .argument('[words...]', 'only the rows with all of these words; the others stay as they are')
    .option('--repeats <number>', 'probes for each row', numberWithin(1, 999), 20)
    .option('--few', 'few checks for each probe; prints the rows and leaves the document'),
);
const { repeats, few } = command.opts<{ repeats: number; few?: true }>();
const fewer = ['--users', '12', '--checks', '12', '--precision', '2', '--threshold', 'failed<5%'];
const chosen = cases.filter((each) => command.args.every((word) => keyOf(each).includes(word)));
if (chosen.length === 0) {
  const { exitCode, message } = usageError(`No row has the words ${command.args.join(' ')}.`);
  process.stderr.write(`${message}\n`);
  process.exit(exitCode);
}
for (const each of chosen) {
  const row = await measure(each);
  if (!few) writeRow(each, row);
  process.stdout.write(`${row}\n`);
}

async function measure(known: KnownCase): Promise<string> {
  const verdicts = new Map<string, number>();
  const wrong = new Map<string, number>();
  let right = 0;
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const { verdict, diagnoses } = await probeApp(known, [...(known.more ?? []), ...(few ? fewer : [])]);
    const first = diagnoses[0]?.cause ?? 'none';
    count(verdicts, verdict);
    if (first === known.cause) right += 1;
    else count(wrong, first);
  }
  const list = (counts: Map<string, number>) =>
    [...counts].map(([name, times]) => `${times} ${name}`).join(', ') || '–';
  return `| ${keyOf(known)} | ${right} of ${repeats} | ${list(verdicts)} | ${list(wrong)} |`;
}

function keyOf({ app, balancing, instances, cause }: KnownCase): string {
  return `${app} | ${balancing} | ${instances} | \`${cause}\``;
}

/** The rows that are not measured now keep their results. */
function writeRow(measured: KnownCase, row: string): void {
  const text = readFileSync(document, 'utf8');
  const begin = text.indexOf(heading[0] ?? '');
  const end = text.indexOf('\n\n', begin);
  const earlier = text.slice(begin, end).split('\n');
  const rows = cases.flatMap((each) => {
    if (each === measured) return [row];
    return earlier.find((line) => line.startsWith(`| ${keyOf(each)} |`)) ?? [];
  });
  writeFileSync(document, text.slice(0, begin) + [...heading, ...rows].join('\n') + text.slice(end));
}
