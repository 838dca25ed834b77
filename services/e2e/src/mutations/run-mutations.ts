// Makes the mutations in a copy of a checkout, one at a time, and reports those that no test catches.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, ExitError, exitCodes } from '@scale-out-lab/core';
import { makeFolder, makeFolderAt, startGuardian } from '@scale-out-lab/launcher/process/guardian';
import { transformWithOxc } from 'vite';
import { copyCheckout } from '../support/copy-checkout.js';
import { type Mutation, mutate, type NamedTest, testsOf } from './mutation.js';
import { type RanTest, runTests, type TestRun, type TestRunContext } from './run-tests.js';

interface MutationRun {
  /** The checkout; nothing in it is changed. */
  readonly root: string;
  readonly mutations: readonly Mutation[];
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Progress, for people. */
  readonly say: (text: string) => void;
  readonly onResult: (result: MutationResult) => void;
}

export interface MutationResult {
  readonly mutation: Mutation;
  readonly isCaught: boolean;
  readonly seconds: number;
  /** How the test failed, or why no failure counts. */
  readonly reason: string;
}

const baselineTimeoutMs = 600_000;
const mutantTimeoutMs = 120_000;

/**
 * The results so far when the signal is aborted; otherwise one for each mutation.
 * @throws a failure (exit code 1) when a mutation does not fit the code or a test fails without any
 */
export async function runMutations(run: MutationRun): Promise<readonly MutationResult[]> {
  const { root, mutations, signal, say, onResult } = run;
  for (const mutation of mutations) mutate(await readFile(join(root, mutation.file), 'utf8'), mutation);
  const temporary = await makeFolder();
  const guardian = startGuardian(temporary);
  try {
    const folder = join(temporary, 'copy');
    await copyCheckout(root, folder);
    const env = { ...run.env, NO_COLOR: '1', TMPDIR: join(temporary, 't') };
    await makeFolderAt(env.TMPDIR, 'passage');
    const context = { guardian, onLine: () => {}, folder, env, signal };

    const tests = mutations.flatMap(testsOf);
    say(`checking that the tests of ${mutations.length} mutations pass without any`);
    const baseline = await runTests(tests, { ...context, timeoutMs: baselineTimeoutMs });
    if (!signal.aborted) requireAllPass(tests, baseline);

    const results: MutationResult[] = [];
    for (const mutation of mutations) {
      if (signal.aborted) break;
      say(`${results.length + 1} of ${mutations.length}: ${mutation.name}`);
      const result = await tryMutation(mutation, { ...context, timeoutMs: mutantTimeoutMs });
      if (signal.aborted) break;
      results.push(result);
      onResult(result);
    }
    return results;
  } finally {
    await guardian.end();
  }
}

async function tryMutation(mutation: Mutation, context: TestRunContext): Promise<MutationResult> {
  const startedAt = performance.now();
  const path = join(context.folder, mutation.file);
  const restore = await write(path, mutate(await readFile(path, 'utf8'), mutation));
  try {
    const tests = testsOf(mutation);
    const verdict = judge(tests, await runTests(tests, context));
    return { mutation, ...verdict, seconds: (performance.now() - startedAt) / 1000 };
  } finally {
    await restore();
  }
}

/** Caught: each named test failed. A file that cannot be loaded is no failed test: anything breaks that. */
function judge(tests: readonly NamedTest[], { ran, errors }: TestRun): { isCaught: boolean; reason: string } {
  const failures = tests.map((test) => selected(ran, test).find(({ hasPassed }) => !hasPassed));
  const missed = tests.filter((_, index) => !failures[index]);
  if (missed.length === 0) return { isCaught: true, reason: failures[0]?.reason ?? '' };
  const passed = missed.map(({ name }) => `"${name}" passes`).join(', ');
  return { isCaught: false, reason: ran.length > 0 ? passed : `no test ran: ${errors.join('; ')}` };
}

function requireAllPass(tests: readonly NamedTest[], { ran, errors }: TestRun): void {
  const absent = tests.filter((test) => selected(ran, test).length === 0);
  const broken = ran.filter(({ hasPassed }) => !hasPassed);
  const faults = [
    ...absent.map(({ file, name }) => `${file} ran no test named "${name}"`),
    ...broken.map(({ file, name, reason }) => `${file} "${name}" fails (${reason})`),
  ];
  if (faults.length === 0) return;
  throw new ExitError(
    exitCodes.unexpected,
    `Without any mutation:\n${[...new Set([...faults, ...errors])].join('\n')}`,
  );
}

function selected(ran: readonly RanTest[], { file, name }: NamedTest): readonly RanTest[] {
  return ran.filter((test) => test.file === file && test.name.includes(name));
}

/** Writes a source and its build output, which other packages and processes use. Returns a function that restores both. */
async function write(path: string, text: string): Promise<() => Promise<void>> {
  const built = path.replace('/src/', '/dist/').replace(/\.ts$/, '.js');
  const texts = new Map([[path, text]]);
  if (built !== path && existsSync(built)) texts.set(built, (await transformWithOxc(text, path)).code);
  const originals = await Promise.all(
    [...texts.keys()].map(async (file) => [file, await readFile(file, 'utf8')] as const),
  );
  const writeAll = async (files: Iterable<readonly [string, string]>) => {
    for (const [file, content] of files) await writeFile(file, content);
  };
  await writeAll(texts);
  return () => writeAll(originals);
}
