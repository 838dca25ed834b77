// Spans in containers: the commands of the image and of the files for the engines load the tracing where an endpoint is set.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { copyManifests, type KubernetesObject, kustomize, root } from './kustomize.js';

const read = (path: string) => readFileSync(root + path, 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true });

const commandOfImage: string[] = JSON.parse(/^CMD (.*)$/m.exec(read('Dockerfile'))?.[1] ?? '');
/** Compose reads `$$` as a dollar sign. */
const commandOfProvider = (compose.services.provider.command as string[]).map((word) =>
  word.replaceAll('$$', '$'),
);

it.each([
  ['the image', commandOfImage],
  ['the provider in Compose', commandOfProvider],
])('the command of %s loads the tracing only with an endpoint', (_whose, [program = '', ...args]) => {
  const run = (OTEL_EXPORTER_OTLP_ENDPOINT: string) =>
    spawnSync(program, args, {
      cwd: root,
      env: { PATH: process.env.PATH, OTEL_EXPORTER_OTLP_ENDPOINT, PORT: 'wrong' },
      encoding: 'utf8',
    }).stderr;
  expect(run('wrong')).toMatch(/^OTEL_EXPORTER_OTLP_ENDPOINT is "wrong"/);
  expect(run('')).not.toContain('OTEL_EXPORTER_OTLP_ENDPOINT');
  expect(run('')).toMatch(/expected|at least/);
});

it.each(['api', 'provider'])('Compose passes the endpoint on to the service %s', (name) => {
  expect(compose.services[name].environment).toHaveProperty('OTEL_EXPORTER_OTLP_ENDPOINT', null);
});

it('the stack passes the endpoint on to the instances', () => {
  const stack = parse(read('services/deploy/swarm/stack.yml'), { merge: true });
  const { OTEL_EXPORTER_OTLP_ENDPOINT: value } = stack.services.api.environment;
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the stack file has this variable.
  expect(value).toBe('${OTEL_EXPORTER_OTLP_ENDPOINT:-}');
});

describe.skipIf(!kustomize)('the example for Kubernetes (skipped without kustomize or kubectl)', () => {
  let copy: ReturnType<typeof copyManifests>;
  beforeAll(() => {
    copy = copyManifests();
  });
  afterAll(() => copy?.remove());

  it('gives the instances an endpoint', () => {
    const api = copy.build('examples/tracing').find(isApi);
    const [{ env }] = api.spec.template.spec.containers;
    const endpoint = env.find(({ name }: { name: string }) => name === 'OTEL_EXPORTER_OTLP_ENDPOINT');
    expect(endpoint?.value).toMatch(/^http:.*:4318$/);
  });
});

const isApi = ({ kind, metadata }: KubernetesObject) => kind === 'Deployment' && metadata.name === 'api';
