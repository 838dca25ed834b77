// `npm run readme`: writes the tables of both READMEs from the recorded runs, after recording the runs that are named.
import { exitCodes } from '@scale-out-lab/core';
import { runCommand } from '@scale-out-lab/launcher/process/run-command';
import { parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { readmeNames, readmes, readReadme, record, withTables, writeReadme } from './readme.js';

const say = (text: string) => process.stderr.write(`readme: ${text}\n`);

const command = new Command('npm run readme --')
  .description('Writes the tables of README.md and README.ko.md from the runs in docs/runs.')
  .argument('[run...]', 'folders of runs to record first, made by "npm run demo"')
  .addHelpText(
    'before',
    `Examples:
  npm run readme                                  the recorded runs
  npm run readme -- reports/<run> reports/<run>   records the tables and the faults
`,
  )
  .addHelpText('after', '\nExit codes: 0 written, 2 wrong usage or no such run.');

await runCommand(async () => {
  for (const folder of parseCommandLine(command).args) say(`docs/runs/${await record(folder)}/report.json`);
  for (const readme of readmeNames) {
    await writeReadme(readme, await withTables(await readReadme(readme), readmes[readme]));
    say(readme);
  }
  return exitCodes.ok;
}, process.env);
