// The texts keep to the glossary: no word that it avoids, the Korean terms of its table, and percentages as each language writes them.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');
const filesIn = (folder: string, pattern: RegExp) =>
  readdirSync(root + folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => `${folder}/${file}`);

/** Decision records quote earlier texts, and the glossary lists the words. */
const documents = filesIn('docs', /\.md$/).filter((file) => !/decisions|glossary/.test(file));
const texts = [
  ...['README.md', 'README.ko.md', ...documents],
  ...filesIn('services/dashboard/src/texts', /\.ts$/),
  ...['services/launcher/src/workshop/texts.ts', 'services/launcher/setup/doctor/texts.mjs'],
  ...['services/provider/src/pages/texts.ts', 'services/core/src/catalogue.ts'],
  ...['services/api/src/problem.ts', 'services/http/src/problem.ts', 'services/lab/src/problem.ts'],
];

const [terms = '', avoided = ''] = read('docs/glossary.md').split('## Words to avoid');
const rowsOf = (table: string) =>
  [...table.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | ')).slice(1);
const words = rowsOf(avoided).map(([word = '']) => word);

/** An English word in its forms; a Korean one with any ending. */
function patternOf(word: string): RegExp {
  return /[가-힣]/.test(word) ? new RegExp(word) : new RegExp(`\\b${word}(s|d|ed|ing)?\\b`, 'i');
}

/** Without blocks of code and figures, which are quoted. */
const proseOf = (file: string) => read(file).replace(/^```[\s\S]*?^```/gm, '');

it('the glossary lists words to avoid in both languages', () => {
  expect(words.filter((word) => /[가-힣]/.test(word)).length).toBeGreaterThan(5);
  expect(words.filter((word) => /[a-z]/.test(word)).length).toBeGreaterThan(5);
});

it.each(texts)('%s has no word that the glossary avoids', (file) => {
  const lines = proseOf(file).split('\n');
  const found = words.flatMap((word) => lines.filter((line) => patternOf(word).test(line)));
  expect(found).toEqual([]);
});

it.each(texts.filter((file) => /\.ko\.md$|\/ko\//.test(file)))(
  '%s puts no space before a percent sign',
  (file) => {
    expect(proseOf(file).match(/[\d}] %/g) ?? []).toEqual([]);
  },
);

it('the glossary itself uses no word that it avoids', () => {
  expect(words.filter((word) => patternOf(word).test(terms))).toEqual([]);
});
