// The plan of the house: imports point down, each is declared, and no circle of files exists, neither of values nor of types.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
/** services/deploy has no code. */
const services = readdirSync(join(root, 'services')).filter((name) => name !== 'deploy');
const packages = [...services.map((name) => `services/${name}`), 'loadtest'];
const files = new Set(packages.flatMap(sourcesOf));

function sourcesOf(folder: string): string[] {
  const names = readdirSync(join(root, folder, 'src'), { encoding: 'utf8', recursive: true });
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => join(folder, 'src', name));
}

/** The packages that each package may import, itself aside. */
const mayImport: Record<string, readonly string[]> = {
  core: [],
  http: ['core'],
  api: ['core', 'http'],
  provider: ['core', 'http', 'api'],
  dashboard: ['core'],
  loadtest: ['core', 'http'],
  lab: ['core', 'http', 'loadtest'],
  launcher: ['core', 'http', 'loadtest', 'dashboard', 'api', 'provider', 'lab'],
  bench: ['core', 'http', 'api', 'provider', 'loadtest', 'lab', 'dashboard', 'launcher'],
  e2e: ['core', 'http', 'api', 'provider', 'loadtest', 'lab', 'dashboard', 'launcher', 'bench'],
};

const imports = new Map([...files].map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [
    ...text.matchAll(/^(?:import|export (?:type )?[{*]|\} from)[^'"\n]*'([^']+)'|import\('([^']+)'\)/gm),
  ].flatMap(([, fixed, dynamic]) => fixed ?? dynamic ?? []);
}

function fileOf(importer: string, specifier: string): string[] {
  if (!specifier.startsWith('.')) return [];
  const path = normalize(join(dirname(importer), specifier)).replace(/\.js$/, '');
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`]
    .filter((candidate) => files.has(candidate))
    .slice(0, 1);
}

/** The files that remain once every file is removed that imports no other remaining one, or that none imports. */
function findCircles(): string[] {
  const remaining = new Map(
    [...imports].map(([file, specifiers]) => [file, specifiers.flatMap((each) => fileOf(file, each))]),
  );
  for (let size = -1; size !== remaining.size; ) {
    size = remaining.size;
    const imported = new Set([...remaining.values()].flat());
    for (const [file, targets] of remaining) {
      if (!imported.has(file) || !targets.some((each) => remaining.has(each))) remaining.delete(file);
    }
  }
  return [...remaining.keys()].sort();
}

it('finds no circle of imports between files, neither of values nor of types', () => {
  expect(files.size).toBeGreaterThan(200);
  expect(findCircles()).toEqual([]);
});

it('finds no import of a package that stands higher in the plan', () => {
  const upward = [...imports].flatMap(([file, specifiers]) => {
    const from = file.split('/')[file.startsWith('services/') ? 1 : 0] ?? '';
    const to = specifiers.flatMap((each) => /^@scale-out-lab\/([a-z0-9]+)/.exec(each)?.[1] ?? []);
    return to
      .filter((each) => each !== from && !mayImport[from]?.includes(each))
      .map((each) => `${file} → ${each}`);
  });
  expect(upward).toEqual([]);
});

it('finds no import of a package that package.json does not name', () => {
  const undeclared = [...imports].flatMap(([file, specifiers]) => {
    const declared = packagesNamedIn(file.slice(0, file.indexOf('/src/')));
    const names = specifiers.flatMap((each) => /^(?!node:)(@[\w-]+\/)?\w[^/]*/.exec(each)?.[0] ?? []);
    return names.filter((name) => !declared.has(name)).map((name) => `${file} → ${name}`);
  });
  expect(undeclared).toEqual([]);
});

it('no file of the load test loads the schemas before it needs them, because they slow the start of every command', () => {
  const own = [...files].filter((file) => file.startsWith('loadtest/') && !file.includes('.test.'));
  const atStart = /^import (?!type )[^;]*'(typebox[^']*|@scale-out-lab\/core\/wire)'/m;
  expect(own.filter((file) => atStart.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
});

/** Its own name, and the dependencies of it and the root. */
function packagesNamedIn(folder: string): Set<string> {
  const [own, whole] = [folder, '.'].map((each) =>
    JSON.parse(readFileSync(join(root, each, 'package.json'), 'utf8')),
  );
  return new Set([
    own.name,
    ...[own.dependencies, own.devDependencies, whole.devDependencies].flatMap((each) =>
      Object.keys(each ?? {}),
    ),
  ]);
}
