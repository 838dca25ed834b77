// Runs tests that are named, with Vitest in a checkout, and returns the result of each.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '@scale-out-lab/core';
import { type ChildContext, startChild } from '@scale-out-lab/launcher/process/child';
import type { NamedTest } from './mutation.js';

export interface TestRunContext extends ChildContext {
  /** The checkout in which the tests run. */
  readonly folder: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Tests that take longer are ended. */
  readonly timeoutMs: number;
}

export interface RanTest extends NamedTest {
  readonly hasPassed: boolean;
  /** Why it failed, in one line. */
  readonly reason: string;
}

export interface TestRun {
  readonly ran: readonly RanTest[];
  /** Why files or the whole run gave no results. */
  readonly errors: readonly string[];
}

/** Vitest's JSON report, as far as it is used here. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export async function runTests(tests: readonly NamedTest[], context: TestRunContext): Promise<TestRun> {
  const { folder, env, signal, timeoutMs } = context;
  const outputFile = join(folder, 'test-results.json');
  await rm(outputFile, { force: true });
  const files = [...new Set(tests.map(({ file }) => file))];
  const names = tests.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const child = await startChild(
    {
      name: 'vitest',
      command: process.execPath,
      args: [
        join(folder, 'node_modules', 'vitest', 'vitest.mjs'),
        ...['run', ...files, '--testNamePattern', names],
        ...['--reporter', 'json', '--outputFile', outputFile],
      ],
      env,
      cwd: folder,
    },
    context,
  );
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const stop = () => void child.stop(2000);
  deadline.addEventListener('abort', stop, { once: true });
  if (deadline.aborted) stop();
  await child.exited;
  deadline.removeEventListener('abort', stop);
  if (deadline.aborted) return { ran: [], errors: [`no result within ${timeoutMs / 1000} s`] };
  const report = await readFile(outputFile, 'utf8').catch(() => undefined);
  const { ran, errors } = report ? parseReport(JSON.parse(report), tests) : { ran: [], errors: [] };
  return { ran, errors: ran.length + errors.length > 0 ? errors : [child.lastLines()] };
}

function parseReport({ testResults }: Report, tests: readonly NamedTest[]): TestRun {
  const ran = testResults.flatMap(({ name: path, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages }) => ({
        file: tests.find(({ file }) => path.endsWith(`/${file}`))?.file ?? path,
        name: fullName,
        hasPassed: status === 'passed',
        reason: summarize(failureMessages?.[0] ?? ''),
      })),
  );
  return { ran, errors: testResults.flatMap(({ message }) => (message ? [summarize(message)] : [])) };
}

/** The first line without tokens, at most 100 characters. For a timeout Vitest reports an error that is not filled in. */
function summarize(text: string): string {
  if (text.startsWith('Error: STACK_TRACE_ERROR')) return 'The test timed out.';
  const line = (text.split('\n', 1)[0] ?? '').replace(/[\w-]{30,}(\.[\w-]+)*/g, '…');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
