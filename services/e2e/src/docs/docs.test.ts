// The references of the documents exist: the tests that they name, and the files that they link to. The README is tested
// says in both languages.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const docs = readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' }).map((file) => `docs/${file}`);
const documents = ['README.md', 'README.ko.md', 'CONTRIBUTING.md', ...docs].filter((file) =>
  file.endsWith('.md'),
);

const read = (path: string) => readFileSync(resolve(root, path), 'utf8');

/** Where a document links to, as far as that is a file of this repository. */
function linksIn(document: string): string[] {
  const targets = [...read(document).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].map(([, target = '']) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => resolve(root, dirname(document), target));
}

/** The paths in code spans, as in `services/core/src/catalogue.ts`; none with a placeholder or a list in braces. */
function pathsIn(document: string): string[] {
  const paths = read(document).matchAll(/`((?:services|loadtest|nginx|docs)\/[^`\s*…<{]+)`/g);
  return [...paths].map(([, path = '']) => path);
}

interface Citation {
  readonly file: string;
  readonly test: string;
}

/** `[name](path/to/name.test.ts): `, and the names of tests as code, separated by commas. */
function testsCitedIn(document: string): Citation[] {
  const passages = read(document).matchAll(/\]\(([^)]+\.test\.ts)\):((?:,?\s`[^`]+`)+)/g);
  return [...passages].flatMap(([, path = '', names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, test = '']) => ({
      file: resolve(root, dirname(document), path),
      test,
    })),
  );
}

interface Section {
  readonly heading: string;
  /** Links and code in its sentences. The Korean variant of a file counts as that file. */
  readonly names: Set<string>;
  /** Its fenced blocks, and the code in its tables. */
  readonly lines: string[];
}

/** The sections of a document, as far as a translation keeps them: all but the words. */
function sectionsOf(document: string): Section[] {
  let section: Section = { heading: '', names: new Set(), lines: [] };
  const sections = [section];
  let isCode = false;
  for (const line of withoutTables(read(document)).split('\n')) {
    const isFence = line.startsWith('```');
    if (isCode || isFence) section.lines.push(line);
    else if (/^#+ /.test(line)) {
      section = { heading: line, names: new Set(), lines: [] };
      sections.push(section);
    } else if (line.startsWith('|')) {
      section.lines.push(line.replace(/[^|]+/g, (cell) => [...namesIn(cell)].sort().join(' ')));
    } else for (const name of namesIn(line)) section.names.add(name);
    isCode = isCode !== isFence;
  }
  return sections;
}

/** Without the tables of recorded runs, which are in the language of the document. */
const withoutTables = (text: string) =>
  text.replace(/(?<=<!-- docs\/runs\/\w+, by npm run readme -->\n)[\s\S]*?(?=<!-- end -->)/g, '');

const namesIn = (text: string) =>
  [...text.matchAll(/`[^`]+`|\]\([^)#]+/g)].map(([name]) => name.replace(/^\]\(/, '→ ').replace('.ko.', '.'));

const render = ({ heading, names, lines }: Section) =>
  [heading.replace(/ .*/, ''), ...[...names].sort(), ...lines].join('\n');

/** The rows of the tables in which each row is about a numbered requirement: the number, and where it is shown. */
function requirementsIn(document: string): { number: string; shown: string }[] {
  const rows = read(document).matchAll(/^\| (\d+\.\d+(?:\.\d+)?) \|.*\| (.+) \|$/gm);
  return [...rows].map(([, number = '', shown = '']) => ({ number, shown }));
}

it.each(documents)('the files that %s links to exist', (document) => {
  expect(linksIn(document).filter((path) => !existsSync(path))).toEqual([]);
});

it.each(documents)('the paths that %s names in code exist', (document) => {
  expect(pathsIn(document).filter((path) => !existsSync(resolve(root, path)))).toEqual([]);
});

it.each(documents)('the tests that %s names exist', (document) => {
  const lost = testsCitedIn(document).filter(({ file, test }) => {
    const source = existsSync(file) ? readFileSync(file, 'utf8') : '';
    return ![`'${test}'`, `"${test}"`].some((title) => source.includes(title));
  });
  expect(lost).toEqual([]);
});

it('README.ko.md has the sections of README.md, and in each the same links, code and tables', () => {
  const korean = sectionsOf('README.ko.md');
  const english = sectionsOf('README.md');
  for (const [index, section] of english.entries()) {
    const translation = korean[index] ?? { heading: '(no more)', names: new Set(), lines: [] };
    const where = `README.md “${section.heading}” and README.ko.md “${translation.heading}” differ`;
    expect(render(translation), where).toBe(render(section));
  }
  expect(korean.slice(english.length).map(({ heading }) => heading)).toEqual([]);
});

describe('docs/security.md', () => {
  const requirements = requirementsIn('docs/security.md');

  it('has a row for each requirement of the two standards', () => {
    const numbers = (first: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${first}.${index + 1}`);
    const expected = [
      ...numbers('3', 12),
      ...[3, 4, 2, 5, 3, 2].flatMap((count, index) => numbers(`7.${index + 1}`, count)),
      ...[3, 4].flatMap((count, index) => numbers(`9.${index + 1}`, count)),
    ];
    expect([...new Set(requirements.map(({ number }) => number))]).toEqual(expected);
  });

  it('has a row for each step of OpenID Connect Core §3.1.3.7, with a test or a reason', () => {
    const rows = [...read('docs/security.md').matchAll(/^\| step (\d+) \|.*\| (.+) \|$/gm)];
    expect(rows.map(([, step]) => Number(step))).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    expect(rows.filter(([, , shown]) => !/\.test\.ts\): `|^Does not apply/.test(shown ?? ''))).toEqual([]);
  });

  it('names a test for each of them, or the reason why it does not apply', () => {
    const empty = requirements.filter(({ shown }) => !/\.test\.ts\): `|^Does not apply/.test(shown));
    expect(empty).toEqual([]);
    expect(testsCitedIn('docs/security.md').length).toBeGreaterThan(50);
  });
});
