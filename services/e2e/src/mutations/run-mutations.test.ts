// The run on a tiny checkout: one function, and one test that covers half of it.
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { Mutation } from './mutation.js';
import { renderSummary, survivorsOf } from './render-results.js';
import { runMutations } from './run-mutations.js';

const timeout = 60_000;
const packages = fileURLToPath(new URL('../../../../node_modules', import.meta.url));

const files = {
  'package.json': '{ "type": "module" }',
  'src/sign.ts': "export const sign = (n: number): string => (n < 0 ? 'minus' : n > 0 ? 'plus' : 'zero');\n",
  'src/sign.test.ts': `
    import { expect, it } from 'vitest';
    import { sign } from './sign.js';
    it('a number below zero (n < 0) is minus', () => expect(sign(-1)).toBe('minus'));
    it('a number above zero is plus', () => expect(sign(1)).toBe('plus'));
    it.fails('a test that fails', () => expect(sign(0)).toBe('zero'));
  `,
};

function makeCheckout(): string {
  const root = mkdtempSync(join(tmpdir(), 'mutations-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'src'));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  symlinkSync(packages, join(root, 'node_modules'));
  return root;
}

const below = 'a number below zero (n < 0) is minus';
const above = 'a number above zero is plus';

const replacing = (find: string, replace: string, names = [below]): Mutation => ({
  ...{ name: `${find} becomes ${replace}`, file: 'src/sign.ts', find, replace },
  tests: names,
});

async function run(mutations: readonly Mutation[]) {
  const root = makeCheckout();
  const results = await runMutations({
    ...{ root, mutations, env: { PATH: process.env.PATH }, signal: new AbortController().signal },
    ...{ say: () => {}, onResult: () => {} },
  });
  expect(readFileSync(join(root, 'src/sign.ts'), 'utf8')).toBe(files['src/sign.ts']);
  expect(readdirSync(root).sort()).toEqual(['node_modules', 'package.json', 'src']);
  return results;
}

it('a mutation that fails a test is caught, and one that fails none survives', { timeout }, async () => {
  const results = await run([
    replacing('n < 0', 'n < -1'),
    replacing("'zero'", "'none'"),
    { ...replacing('n < 0', 'n < -1'), tests: { 'src/sign.test.ts': [below, above] } },
    replacing('n < 0', 'n < ('),
  ]);
  expect(results.map(({ isCaught, reason }) => [isCaught, reason])).toEqual([
    [true, expect.stringContaining("expected 'zero' to be 'minus'")],
    [false, '"a number below zero (n < 0) is minus" passes'],
    [false, '"a number above zero is plus" passes'],
    [false, expect.stringMatching(/^no test ran: ./)],
  ]);
  expect(survivorsOf(results)).toHaveLength(3);
  const summary = renderSummary(results, 12.3);
  expect(summary).toMatch(/^\nSURVIVED .* 'zero' becomes 'none'\n.* passes\n.*src\/sign\.ts\n/);
  expect(summary).toMatch(/\n3 survived of 4, in 12 s$/);
});

it.each<[string, Mutation, string]>([
  [
    'a text that is not there',
    replacing('n <= 0', 'n < 0'),
    'The mutation "n <= 0 becomes n < 0" does not fit: src/sign.ts has its text 0 times, not once.',
  ],
  ['a text that is there more than once', replacing('n', 'm'), 'times, not once'],
  [
    'a test that is not there',
    replacing('n < 0', 'n < -1', ['a number is odd']),
    'src/sign.test.ts ran no test named "a number is odd"',
  ],
  [
    'a test that fails without any mutation',
    replacing('n < 0', 'n < -1', ['a test that fails']),
    'src/sign.test.ts "a test that fails" fails (',
  ],
])('%s is an error that names it', { timeout }, async (_what, mutation, sentence) => {
  await expect(run([mutation])).rejects.toMatchObject({
    exitCode: 1,
    message: expect.stringContaining(sentence),
  });
});
