// The stack for Docker Swarm, without a Swarm: every service is restricted and limited, and has the settings that it needs.
import { readdirSync, readFileSync } from 'node:fs';
import { randomSecret } from '@scale-out-lab/core';
import { scaleSteps } from '@scale-out-lab/launcher/swarm/stack';
import { renderTasks } from '@scale-out-lab/launcher/swarm/tasks';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { root } from './kustomize.js';

// The instance is no library: its configuration is read where it stands.
const { parseConfig } = await import(new URL('../../../api/src/config.ts', import.meta.url).href);

const stack = parse(readFileSync(`${root}services/deploy/swarm/stack.yml`, 'utf8'), { merge: true });
const names = Object.keys(stack.services);

it.each(names)('%s has no privilege, a limit, a restart policy, and no virtual IP', (name) => {
  const { read_only: isReadOnly, cap_drop: dropped, deploy } = stack.services[name];
  expect([isReadOnly, dropped]).toEqual([true, ['ALL']]);
  expect(deploy).toMatchObject({
    endpoint_mode: 'dnsrr',
    restart_policy: { condition: 'any' },
    resources: { limits: { cpus: expect.any(String), memory: expect.any(String) } },
  });
});

it('an instance accepts its settings', () => {
  const secrets: Record<string, string> = {};
  const config = parseConfig({ ...stack.services.api.environment, INSTANCE_ID: 'api-1' }, (path: string) => {
    const name = path.replace('/run/secrets/', '');
    expect(stack.services.api.secrets).toContain(name);
    secrets[name] ??= randomSecret();
    return secrets[name];
  });
  expect(config).toMatchObject({ publicKeysUrls: 'http://tasks.api:3000', control: { port: 3001 } });
});

it('nginx has every template, every variable of them, and no secret', () => {
  const { environment, configs, secrets } = stack.services.nginx;
  const files = readdirSync(`${root}nginx`, { recursive: true, encoding: 'utf8' });
  // The stack uses plain HTTP, so nothing includes the template of TLS.
  const templates = files.filter((file) => file.endsWith('.template') && !file.startsWith('tls.'));
  expect(environment.TLS).toBe('');
  const inStack = Object.values<{ file: string }>(stack.configs).flatMap(({ file }) =>
    file.startsWith('../redis/') ? [] : [file],
  );
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the stack file has this variable.
  const policyMap = '${POLICY_MAP_FILE}';
  expect(inStack.sort()).toEqual([...templates.map((file) => `../../../nginx/${file}`), policyMap].sort());
  const sources = configs.map(({ source }: { source: string }) => stack.configs[source].file);
  expect(sources.sort()).toEqual(inStack);
  const texts = templates.map((file) => readFileSync(`${root}nginx/${file}`, 'utf8'));
  const used = texts.flatMap((text) => text.match(/(?<=\$\{)[A-Z_]+(?=\})/g) ?? []);
  // A comment names the form of a variable.
  const missing = used.filter((name) => name !== 'UPPER_CASE' && !(name in environment));
  expect(missing).toEqual([]);
  expect(secrets).toBeUndefined();
});

it('each server of Redis and each sentinel has the scripts, the password, and one of three places', () => {
  const parts = names.filter((name) => /^(redis|sentinel)/.test(name));
  expect(parts).toHaveLength(9);
  for (const name of parts) {
    const { configs, secrets, hostname, deploy } = stack.services[name];
    const targets = [...configs, ...secrets].map(({ target }: { target: string }) => target);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the stack file has this variable.
    const ownScript = '/redis/topology/${REDIS_TOPOLOGY:-single}.sh';
    expect(targets).toEqual(expect.arrayContaining(['/redis/ask.sh', '/lab/redis/password', ownScript]));
    expect(hostname).toBe(name);
    expect(deploy.placement.constraints).toEqual([expect.stringMatching(/^\$\{REDIS_PLACEMENT(_[23])?:-/)]);
  }
  const placeOf = (name: string) => stack.services[name].deploy.placement.constraints[0];
  // A primary and its replica, and two of three sentinels, must not be on one machine.
  const apart = [
    ['redis', 'redis-2', 'redis-3'],
    ['redis', 'redis-4'],
    ['redis-2', 'redis-5'],
    ['redis-3', 'redis-6'],
    ['sentinel-1', 'sentinel-2', 'sentinel-3'],
  ];
  for (const group of apart) expect(new Set(group.map(placeOf)).size).toBe(group.length);
});

it.each([
  [3, 9, [5, 7, 9]],
  [9, 3, [7, 5, 3]],
  [3, 4, [4]],
  [4, 1, [2, 1]],
  [3, 3, []],
])('from %i to %i instances, fewer change at once than nginx tries for a request', (from, to, steps) => {
  expect(scaleSteps(from, to)).toEqual(steps);
  const inc = readFileSync(`${root}nginx/api.inc.template`, 'utf8');
  const tries = Number(/proxy_next_upstream_tries (\d+);/.exec(inc)?.[1]);
  const changes = steps.map((count, index) => Math.abs(count - (steps[index - 1] ?? from)));
  for (const change of changes) expect(change).toBeLessThan(tries);
});

it('the status has a line for each part, in columns', () => {
  const tasks = [
    { name: 'api.1', node: 'node-2', state: 'Running 2 minutes ago' },
    { name: 'redis.1', node: 'vm', state: 'Starting 1 second ago' },
  ];
  expect(renderTasks(tasks)).toBe(
    'api.1    node-2  Running 2 minutes ago\nredis.1  vm      Starting 1 second ago\n',
  );
});
