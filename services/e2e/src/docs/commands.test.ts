// Every `npm run …` of the documents exists, and takes the arguments that stand there; every link to a step leads to one.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '@scale-out-lab/core';
import { stepNames } from '@scale-out-lab/core/workshop';
import { addLoadtestOptions, chooseModes } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');
const documents = [
  ...['README.md', 'README.ko.md', 'CONTRIBUTING.md'],
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

interface Cited {
  readonly script: string;
  readonly args: readonly string[];
}

/** In code, up to its end, a comment or the next command. */
function commandsIn(document: string): Cited[] {
  const found = read(document).matchAll(/npm run (?:-s )?([a-z:]+)(?: -- ([^`\n#|&;]*))?/g);
  return [...found].map(([, script = '', args = '']) => ({
    script,
    args: args.split(/ {2,}/)[0]?.split(' ').filter(Boolean) ?? [],
  }));
}

/** A placeholder such as `<name>` or `[mode…]` means a value. */
const isConcrete = ({ args }: Cited) => !args.some((arg) => /[<[…$\\'"(]/.test(arg));

it.each(documents)('the npm commands in %s exist', (document) => {
  expect(commandsIn(document).filter(({ script }) => !Object.hasOwn(scripts, script))).toEqual([]);
});

it.each(documents)('the load test accepts the arguments in %s', (document) => {
  const runs = commandsIn(document).filter(({ script }) => script === 'demo' || script === 'loadtest');
  for (const { script, args } of runs.filter(isConcrete)) {
    const command = addLoadtestOptions(new Command('loadtest'), 'steady').exitOverride();
    // `npm run demo` starts its own cluster, so it has none of these.
    if (script === 'loadtest')
      for (const name of ['url', 'ca', 'control', 'redis']) command.option(`--${name} <value>`);
    command.configureOutput({ writeErr: () => {} }).parse(args, { from: 'user' });
    // A document may measure the mode that it tells the reader to add.
    const modes = command.args.filter((name) => name !== 'session-redis-sticky');
    expect(chooseModes(catalogue, modes).length, args.join(' ')).toBeGreaterThan(0);
  }
});

it.each(documents)('the links to a step of the workshop in %s lead to one', (document) => {
  const named = [...read(document).matchAll(/[?&]step=([a-z-]+)/g)].map(([, name]) => name);
  expect(named.filter((name) => !stepNames.some((step) => step === name))).toEqual([]);
});
