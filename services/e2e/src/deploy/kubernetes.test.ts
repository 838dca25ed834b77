// The manifests for Kubernetes, without a cluster: each overlay is built, held against the API's types and against our rules.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue, modeNamed, predictFailureRate, renderPolicyMap } from '@scale-out-lab/core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findTypeErrors, hasTypes } from './kubernetes-types.js';
import { copyManifests, type KubernetesObject, kustomize, root } from './kustomize.js';

// The instance is no library: its files are read where they stand.
const { parseConfig } = await import(new URL('../../../api/src/config.ts', import.meta.url).href);
const { longestDrainMs } = await import(new URL('../../../api/src/stop.ts', import.meta.url).href);

const overlays = readdirSync(join(root, 'services/deploy/kubernetes/overlays'));
const built = new Map<string, readonly KubernetesObject[]>();
let copy: ReturnType<typeof copyManifests>;

const objectsOf = (overlay: string) => built.get(overlay) ?? [];
const all = () => [...built.values()].flat();
const ofKind = (objects: readonly KubernetesObject[], kind: string) =>
  objects.filter((each) => each.kind === kind);
const nameOf = ({ kind, metadata }: KubernetesObject) => `${kind} ${metadata.name}`;

/** The pods of a Deployment, a StatefulSet or a CronJob. */
function podsOf(objects: readonly KubernetesObject[]) {
  return objects.flatMap((object) => {
    const template = object.spec?.jobTemplate?.spec.template ?? object.spec?.template;
    return template ? [{ name: nameOf(object), kind: object.kind, ...template }] : [];
  });
}

/** The decoded content of a Secret with this prefix. */
function secretOf(objects: readonly KubernetesObject[], name: string): Record<string, string> {
  const { data } = ofKind(objects, 'Secret').find(({ metadata }) => metadata.name.startsWith(`${name}-`));
  const decode = (text: unknown) => Buffer.from(String(text), 'base64').toString();
  return Object.fromEntries(Object.entries(data).map(([key, text]) => [key, decode(text)]));
}

const settingsOf = (overlay: string) =>
  ofKind(objectsOf(overlay), 'ConfigMap').find(({ metadata }) => metadata.name.startsWith('settings-')).data;

describe.skipIf(!kustomize)('the manifests for Kubernetes (skipped without kustomize or kubectl)', () => {
  beforeAll(() => {
    copy = copyManifests();
    for (const overlay of overlays) built.set(overlay, copy.build(`overlays/${overlay}`));
    built.set('examples', copy.build('examples'));
  });
  afterAll(() => copy?.remove());

  it('have only fields that the API has, with values of their types', async () => {
    const { Service, Deployment } = Object.fromEntries(objectsOf('redis').map((each) => [each.kind, each]));
    const misspelt = { ...Service, spec: { ...Service.spec, sesionAffinity: 'ClientIP' } };
    const wrong = { ...Deployment, spec: { ...Deployment.spec, replicas: '3' } };
    const distinct = [...new Map(all().map((object) => [JSON.stringify(object), object])).values()];
    const checked = distinct.filter(hasTypes);
    expect(distinct.filter((each) => !hasTypes(each)).map(nameOf)).toEqual(['HTTPRoute api-sticky']);
    const errors = await findTypeErrors(copy.folder, [...checked, misspelt, wrong]);
    expect(errors.filter((line) => !line.startsWith(' '))).toEqual([
      expect.stringMatching(/sesionAffinity.* does not exist in type 'ServiceSpec'/),
      expect.stringContaining("Type 'string' is not assignable to type 'number'"),
    ]);
  });

  describe.each(overlays)('%s', (overlay) => {
    it('no pod is root, has a privilege, writes to its image or talks to the API server', () => {
      for (const { name, spec } of podsOf(objectsOf(overlay))) {
        expect(spec.automountServiceAccountToken, name).toBe(false);
        expect(spec.securityContext, name).toMatchObject({
          runAsNonRoot: true,
          runAsUser: expect.any(Number),
          seccompProfile: { type: 'RuntimeDefault' },
        });
        expect(spec.securityContext.runAsUser, name).toBeGreaterThan(0);
        for (const { securityContext } of [...(spec.initContainers ?? []), ...spec.containers])
          expect(securityContext, name).toEqual({
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
      }
    });

    it('each container has a fixed version and limits, and each server has probes', () => {
      for (const { name, kind, spec } of podsOf(objectsOf(overlay))) {
        for (const { image, resources } of [...(spec.initContainers ?? []), ...spec.containers]) {
          expect(image, name).toMatch(/^[\w-]+:\d[\w.-]*$/);
          for (const amounts of [resources.requests, resources.limits])
            expect(Object.keys(amounts).sort(), name).toEqual(['cpu', 'memory']);
        }
        if (kind === 'CronJob') continue;
        for (const container of spec.containers)
          expect(container, name).toMatchObject({ livenessProbe: {}, readinessProbe: {} });
      }
    });

    it('each program on Node has half a minute to start before its liveness counts', () => {
      const containers = podsOf(objectsOf(overlay)).flatMap(({ spec }) => spec.containers);
      const programs = containers.filter(({ livenessProbe }) => livenessProbe?.httpGet);
      expect(programs.length).toBeGreaterThanOrEqual(2);
      for (const { name, startupProbe } of programs) {
        const { periodSeconds = 10, failureThreshold = 0 } = startupProbe ?? {};
        expect(periodSeconds * failureThreshold, name).toBeGreaterThanOrEqual(30);
      }
    });

    it('each object is in the namespace, and each name that it refers to exists', () => {
      const objects = objectsOf(overlay);
      for (const each of objects.filter(({ kind }) => kind !== 'Namespace'))
        expect(each.metadata.namespace, nameOf(each)).toBe('scale-out-lab');
      const pods = podsOf(objects);
      for (const { name, spec } of pods) {
        for (const { secret, configMap } of spec.volumes ?? []) {
          const [kind, wanted] = secret ? ['Secret', secret.secretName] : ['ConfigMap', configMap?.name];
          if (wanted)
            expect(
              ofKind(objects, kind).map(({ metadata }) => metadata.name),
              name,
            ).toContain(wanted);
        }
        const volumes = (spec.volumes ?? []).map((volume: { name: string }) => volume.name);
        for (const { volumeMounts = [] } of spec.containers)
          for (const mount of volumeMounts) expect(volumes, name).toContain(mount.name);
      }
      for (const { metadata, spec } of ofKind(objects, 'Service')) {
        const selected = pods.filter(({ metadata: { labels } }) => labels.app === spec.selector.app);
        const ports = selected.flatMap((pod) => pod.spec.containers).flatMap(({ ports: its = [] }) => its);
        for (const { targetPort } of spec.ports)
          expect(
            ports.map((port: { name: string }) => port.name),
            metadata.name,
          ).toContain(targetPort);
      }
    });

    it('no secret is in a command, a variable or a setting, and nginx mounts none', () => {
      const objects = objectsOf(overlay);
      const secrets = ['user-keys', 'control'].flatMap((name) => Object.values(secretOf(objects, name)));
      expect(secrets.length).toBe(3);
      const rest = JSON.stringify(objects.filter(({ kind }) => kind !== 'Secret'));
      for (const secret of secrets) expect(rest).not.toContain(secret);
      const nginx = podsOf(objects).find(({ name }) => name === 'Deployment nginx');
      expect(JSON.stringify(nginx.spec.volumes)).not.toContain('secret');
    });

    it('only the control room and the load test reach the control ports', () => {
      const policies = ofKind(objectsOf(overlay), 'NetworkPolicy');
      expect(policies.find(({ metadata }) => metadata.name === 'nothing-else').spec).toEqual({
        podSelector: {},
        policyTypes: ['Ingress'],
      });
      const rules = policies
        .filter(({ spec }) => spec.podSelector.matchLabels?.app === 'api')
        .flatMap(({ spec }) => spec.ingress)
        .filter(({ ports = [{ port: 'control' }] }) =>
          ports.some(({ port }: { port: string }) => port !== 'http'),
        );
      expect(rules).toHaveLength(1);
      expect(rules[0].from[0].podSelector.matchExpressions[0].values).toEqual(['lab', 'loadtest']);
    });

    it('an instance accepts its settings, and nginx has every variable of its templates', () => {
      const objects = objectsOf(overlay);
      const [api, nginx] = ['Deployment api', 'Deployment nginx'].map(
        (wanted) => podsOf(objects).find(({ name }) => name === wanted).spec.containers[0],
      );
      const settings = settingsOf(overlay);
      const settingOf = ({ value, valueFrom }: KubernetesObject) =>
        value ?? settings[valueFrom.configMapKeyRef.key];
      const env = Object.fromEntries(api.env.map((each: KubernetesObject) => [each.name, settingOf(each)]));
      const files: Record<string, string | undefined> = {
        ...secretOf(objects, 'user-keys'),
        ...secretOf(objects, 'control'),
        ...(env.REDIS_PASSWORD_FILE && secretOf(objects, 'redis')),
      };
      const read = (path: string) => files[path.split('/').at(-1) ?? ''] ?? expect.fail(path);
      const config = parseConfig({ ...env, INSTANCE_ID: 'api-1' }, read);
      expect(config).toMatchObject({ redisUrl: settings.REDIS_URL, control: { port: 3001 } });
      expect(config.publicKeysUrls).toBe('http://instances.scale-out-lab.svc.cluster.local:3000');

      const templates = ofKind(objects, 'ConfigMap').find(({ metadata }) =>
        /^nginx-/.test(metadata.name),
      ).data;
      const used = Object.values(templates).flatMap(
        (text) => String(text).match(/(?<=\$\{)[A-Z_]+(?=\})/g) ?? [],
      );
      const given = nginx.env.map(({ name }: { name: string }) => name);
      // A comment names the form of a variable.
      expect(used.filter((name) => name !== 'UPPER_CASE' && !given.includes(name))).toEqual([]);
      expect(new Set(used).size).toBeGreaterThan(8);
    });

    // A mode that is added to the catalogue needs no place here.
    it('the load test measures only modes that the overlay serves, and that at /api/me among them', () => {
      const { LOADTEST_ARGUMENTS: text, REDIS_URL: redisUrl, AUTH_MODE: mode } = settingsOf(overlay);
      const withoutProvider = catalogue.filter(({ signIn }) => signIn !== 'oidc');
      const served = withoutProvider.filter(({ state }) => redisUrl !== 'none' || state !== 'redis');
      const named = text.split(' ').filter((word: string) => !word.startsWith('--'));
      expect(served.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
      expect(named).toContain(mode);
    });
  });

  it('a draining instance has the time that its drain takes', () => {
    const { spec } = podsOf(objectsOf('redis')).find(({ name }) => name === 'Deployment api');
    const waits = spec.containers[0].lifecycle.preStop.sleep.seconds;
    expect(spec.terminationGracePeriodSeconds).toBeGreaterThan(waits + longestDrainMs / 1000);
  });

  it('nginx gets the balancing policies of the catalogue', () => {
    const { spec } = podsOf(objectsOf('redis')).find(({ name }) => name === 'Deployment nginx');
    const [{ command, args, workingDir }] = spec.initContainers;
    const script = args[0].replace('/lab/nginx', copy.folder);
    execFileSync(process.execPath, [...command.slice(1), script], {
      cwd: join(root, workingDir.replace(/^\/app\//, '')),
    });
    expect(readFileSync(join(copy.folder, 'policies.map'), 'utf8')).toBe(renderPolicyMap(catalogue));
  });

  it('docs/kubernetes.md has the prediction of the code for each overlay', () => {
    const text = readFileSync(join(root, 'docs/kubernetes.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([\w-]+)` \| `([\w-]+)` \|[^|]*\| ([\d.]+%|0) \|/gm)];
    expect(rows.map(([, overlay]) => overlay).sort()).toEqual([...overlays].sort());
    for (const [, overlay = '', mode = '', predicted] of rows) {
      expect(settingsOf(overlay).AUTH_MODE, overlay).toBe(mode);
      const entry = modeNamed(mode);
      const axes = { ...entry, ...(overlay === 'sticky-service' && { balancing: 'sticky' as const }) };
      const rate = predictFailureRate(axes, 'pinned', { instances: 3, requestsPerUser: 30 });
      expect(predicted, overlay).toBe(rate === 0 ? '0' : `${(rate * 100).toFixed(1)}%`);
    }
  });
});

it('without openssl the script for the secrets fails with a message, and makes none', () => {
  const script = join(root, 'services/deploy/kubernetes/make-secrets.sh');
  const { status, stderr } = spawnSync('/bin/sh', [script], { env: { PATH: '/nowhere' }, encoding: 'utf8' });
  expect([status, stderr]).toEqual([3, 'openssl is missing; install it.\n']);
});

it('the script for the secrets fails when openssl fails, and makes none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'make-secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = join(folder, 'make-secrets.sh');
  copyFileSync(join(root, 'services/deploy/kubernetes/make-secrets.sh'), script);
  writeFileSync(join(folder, 'openssl'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const { status } = spawnSync('/bin/sh', [script], { env: { PATH: `${folder}:${process.env.PATH}` } });
  expect(status).toBe(1);
  expect(existsSync(join(folder, 'base/secrets/session-secret'))).toBe(false);
});
