// A mode is one entry: the README's own example, pasted into a copy of the repository, builds, passes the tests and runs.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyCheckout } from '../support/copy-checkout.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const catalogue = 'services/core/src/catalogue.ts';
/** The tests of the tables, texts and reports that a missing mode would break. They start no server. */
const unitTests = ['services/core', 'services/dashboard', 'loadtest/src/model', 'loadtest/src/report'];

const newModes = ['session-redis-sticky', 'jwt-denylist-sticky'];

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'added-mode-'));
  await copyCheckout(root, copy, ['dist']);
  const example = await readExample();
  await addModes(example, withTokens(example));
}, 30_000);
afterAll(() => rm(copy, { recursive: true, force: true }));

it('the entry has the format of the catalogue and compiles', { timeout: 120_000 }, async () => {
  await run('npx', ['biome', 'ci', catalogue]);
  await run('npx', ['tsc', '--build']);
});

it('the unit tests pass with it, and it keeps the contract of every mode', { timeout: 180_000 }, async () => {
  await run('npx', ['vitest', 'run', ...unitTests, 'services/api/src/contract.test.ts']);
});

it('the demo finds it and its variant with tokens as predicted, also while instances are added', {
  timeout: 120_000,
}, async () => {
  const small = ['--users', '5', '--requests', '60', '--repeats', '1', '--log-outs', '20', '--families', '2'];
  const experiments = ['--experiment', 'steady,scorecard,scale-out', '--fault-rate', '30'];
  const printed = ['--json', '--no-reports'];
  const demo = 'services/launcher/dist/commands/demo.js';
  const output = await run('node', [demo, ...newModes, ...experiments, ...small, ...printed]);
  const { trials } = JSON.parse(output) as ReportDocument;
  expect(new Set(trials.map(({ mode }) => mode))).toEqual(new Set(newModes));
  expect(trials.filter(({ agrees }) => !agrees)).toEqual([]);
});

/** Runs a program in the copy. @throws with its output, when it fails */
async function run(program: string, args: readonly string[]): Promise<string> {
  const options = { cwd: copy, maxBuffer: 1e8, env: { PATH: process.env.PATH, NO_COLOR: '1' } };
  try {
    return (await promisify(execFile)(program, args, options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  }
}

/** The only block of TypeScript in the README. */
async function readExample(): Promise<string> {
  const blocks = [...(await readFile(join(root, 'README.md'), 'utf8')).matchAll(/^```ts\n(.*?)^```$/gms)];
  expect(blocks).toHaveLength(1);
  return blocks[0]?.[1] ?? '';
}

/** The same place of the state and the same balancing, with another credential. */
function withTokens(example: string): string {
  const entry = example.replace('session-redis-sticky', 'jwt-denylist-sticky').replace("'session'", "'jwt'");
  expect(entry).not.toContain('session');
  return entry;
}

/** As the last entries. */
async function addModes(...entries: readonly string[]): Promise<void> {
  const source = await readFile(join(copy, catalogue), 'utf8');
  const end = source.indexOf('} as const satisfies');
  expect(end).toBeGreaterThan(0);
  const indented = entries.join('').replace(/^(?=.)/gm, '  ');
  await writeFile(join(copy, catalogue), source.slice(0, end) + indented + source.slice(end));
}
