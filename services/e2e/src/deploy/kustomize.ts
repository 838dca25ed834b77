// Kustomize, without a cluster: builds an overlay from a copy of the manifests, with new secrets.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

// The set-up is no library, because it runs before anything is built.
const { findProgram } = await import(new URL('../../../launcher/setup/programs.mjs', import.meta.url).href);

export const root = fileURLToPath(new URL('../../../../', import.meta.url));
const manifests = 'services/deploy/kubernetes';

/** One object of the API, as far as the tests read it. */
// biome-ignore lint/suspicious/noExplicitAny: the compiler checks each object against the types of its kind in a test.
export type KubernetesObject = any;

/** The command that builds a kustomization; undefined where neither program is installed. */
export const kustomize = ['kustomize', 'kubectl']
  .filter((name) => findProgram(name))
  .map((name) => (name === 'kubectl' ? ['kubectl', 'kustomize'] : ['kustomize', 'build']))[0];

export function copyManifests() {
  const folder = mkdtempSync(join(tmpdir(), 'lab-kubernetes-'));
  const own = (path: string) => join(folder, path);
  mkdirSync(own(manifests), { recursive: true });
  cpSync(join(root, manifests), own(manifests), {
    recursive: true,
    filter: (path) => !path.endsWith('/secrets'),
  });
  cpSync(join(root, 'nginx'), own('nginx'), { recursive: true });
  execFileSync(own(`${manifests}/make-secrets.sh`));
  return {
    folder,
    build(path: string): readonly KubernetesObject[] {
      const [program = '', ...args] = kustomize ?? [];
      const yaml = execFileSync(program, [...args, own(`${manifests}/${path}`)], { encoding: 'utf8' });
      return parseAllDocuments(yaml).map((document) => document.toJS());
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}
