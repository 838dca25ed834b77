// Holds objects against the API's own types: the TypeScript compiler refuses a field that the API does not have.
import { execFile } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type KubernetesObject, root } from './kustomize.js';

/** The module of kubernetes-types for an `apiVersion`. */
const modules: Readonly<Record<string, string>> = {
  v1: 'core/v1',
  'apps/v1': 'apps/v1',
  'batch/v1': 'batch/v1',
  'policy/v1': 'policy/v1',
  'autoscaling/v2': 'autoscaling/v2',
  'networking.k8s.io/v1': 'networking/v1',
};

export const hasTypes = ({ apiVersion }: KubernetesObject) => apiVersion in modules;

/** Every error of the compiler, as `<kind> <name>: <message>`. The folder gets a file for each object. */
export async function findTypeErrors(
  folder: string,
  objects: readonly KubernetesObject[],
): Promise<string[]> {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const files = objects.map((object, index) => {
    const { apiVersion, kind } = object;
    const type = `import type { ${kind} } from 'kubernetes-types/${modules[apiVersion]}';`;
    writeFileSync(
      join(folder, `${index}.ts`),
      `${type}\nexport const object: ${kind} = ${JSON.stringify(object, null, 2)};\n`,
    );
    return `${index}.ts`;
  });
  const options = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'esnext',
    '--moduleResolution',
    'bundler',
    '--pretty',
    'false',
  ];
  const tsc = join(root, 'node_modules/.bin/tsc');
  const output = await promisify(execFile)(tsc, ['--ignoreConfig', ...options, ...files], {
    cwd: folder,
  }).then(
    ({ stdout }) => stdout,
    ({ stdout, message }) => stdout || message,
  );
  return output
    .split('\n')
    .filter((line: string) => line.trim() !== '')
    .map((line: string) => {
      const object = objects[Number(/^(\d+)\.ts\(/.exec(line)?.[1] ?? -1)];
      return object ? `${object.kind} ${object.metadata.name}: ${line.replace(/^.*?: error /, '')}` : line;
    });
}
