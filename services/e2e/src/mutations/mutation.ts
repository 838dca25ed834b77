// A mutation: one small breakage of the code, and the tests that must fail because of it.
import { ExitError, exitCodes } from '@scale-out-lab/core';

type TestsByFile = Readonly<Record<string, readonly string[]>>;

export interface Mutation {
  /** The breakage, in plain words. */
  readonly name: string;
  /** From the root of the checkout. */
  readonly file: string;
  /** Text that occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The full names of the tests that must fail, or parts of these: in the test next to the file, or by the path of the test. */
  readonly tests: readonly string[] | TestsByFile;
}

export interface NamedTest {
  /** From the root of the checkout. */
  readonly file: string;
  /** The test's full name or a part of it. A part that several tests share means all of them: one has to fail. */
  readonly name: string;
}

export function testsOf({ file, tests }: Mutation): readonly NamedTest[] {
  const byFile = isList(tests) ? { [file.replace(/tsx?$/, 'test.ts')]: tests } : tests;
  return Object.entries(byFile).flatMap(([path, names]) => names.map((name) => ({ file: path, name })));
}

const isList = (tests: Mutation['tests']): tests is readonly string[] => Array.isArray(tests);

/**
 * The text of the mutation's file with the breakage in it.
 * @throws a failure (exit code 1) unless the text to replace occurs exactly once: the code has moved on
 */
export function mutate(text: string, { name, file, find, replace }: Mutation): string {
  const parts = text.split(find);
  if (parts.length === 2) return parts.join(replace);
  const remedy = 'Write it for the code as it is now, in services/e2e/src/mutations/list/.';
  throw new ExitError(
    exitCodes.unexpected,
    `The mutation "${name}" does not fit: ${file} has its text ${parts.length - 1} times, not once. ${remedy}`,
  );
}
