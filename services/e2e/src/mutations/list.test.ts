// The list of mutations matches the code: the replaced text and the named tests of each entry exist.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { mutations } from './list/index.js';
import { mutate, testsOf } from './mutation.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (file: string) => readFileSync(root + file, 'utf8');

it.each(mutations)('the text that "$name" replaces is there once', (mutation) => {
  const text = read(mutation.file);
  expect(mutate(text, mutation)).not.toBe(text);
});

it.each(mutations)('"$name" names tests that exist', (mutation) => {
  const tests = testsOf(mutation);
  expect(tests).not.toEqual([]);
  for (const { file } of tests) expect(existsSync(root + file), file).toBe(true);
});

it('no two mutations have one name', () => {
  expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
});
