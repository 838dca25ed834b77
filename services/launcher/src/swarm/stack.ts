// The stack of the lab on a Swarm: deploys it, removes it, scales its instances, and lists where its parts run.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  catalogue,
  type Environment,
  ExitError,
  exitCodes,
  missingError,
  randomSecret,
  renderPolicyMap,
  replicationLines,
} from '@scale-out-lab/core';
import { docker, dockerList } from './docker.js';
import { readTopology, storeVariables, swarmStore, topologyOf } from './store.js';
import { listTasks, stackName } from './tasks.js';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const stackFile = join(root, 'services/deploy/swarm/stack.yml');

/** Deploys the stack, or updates it, and waits until every part runs and nginx at `url` leads to every instance. */
export async function up(env: NodeJS.ProcessEnv, url: string, signal: AbortSignal): Promise<void> {
  const variables = await storeVariables(env);
  await requireSameTopology(env);
  await makeSecrets();
  const startedAt = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'lab-swarm-'));
  try {
    const policyMap = join(folder, 'policies.map');
    writeFileSync(policyMap, renderPolicyMap(catalogue));
    const values = { POLICY_MAP_FILE: policyMap, CONFIG_VERSION: configVersion() };
    // No registry is queried: each machine has the image, or pulls it by its tag.
    const deploy = ['stack', 'deploy', '--resolve-image', 'never', '--compose-file', stackFile];
    await docker([...deploy, stackName], { env: { ...variables, ...env, ...values } });
  } finally {
    rmSync(folder, { recursive: true });
  }
  await allRunning(signal);
  await requireNoRollback(startedAt);
  await redisIsWhole(signal);
  await allServed(url, signal);
}

/** Changes with each file that may be a config of the stack. */
function configVersion(): string {
  const hash = createHash('sha256').update(renderPolicyMap(catalogue));
  for (const folder of ['nginx', 'services/deploy/redis'].map((name) => join(root, name))) {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    for (const file of files.sort()) hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 10);
}

const secretNames = ['session-secret', 'jwt-secret', 'control-token', 'redis-password', 'redis.conf'].map(
  (name) => `lab-${name}`,
);

async function makeSecrets(): Promise<void> {
  // A secret cannot be read again, so both forms of the password are made together.
  const password = randomSecret();
  const configuration = [`requirepass "${password}"`, ...replicationLines(password), ''].join('\n');
  const values = [randomSecret(), randomSecret(), randomSecret(), password, configuration];
  const present = (await dockerList(['secret', 'ls'])).map(({ Name }) => Name);
  for (const [index, name] of secretNames.entries()) {
    if (!present.includes(name))
      await docker(['secret', 'create', name, '-'], { input: values[index] ?? '' });
  }
}

const inspectUpdates = ['service', 'inspect', '--format', '{{json .UpdateStatus}}'];

/**
 * Instances cannot start while Redis moves, so Swarm would roll their update back.
 * @throws ExitError (3) if the lab runs with another topology
 */
async function requireSameTopology(env: Environment): Promise<void> {
  const services = await dockerList(['service', 'ls', '--filter', `name=${stackName}_redis`]);
  if (services.length === 0) return;
  const running = topologyOf(await listTasks());
  const wanted = readTopology(env);
  if (running === wanted) return;
  const remedy = 'Run `npm run swarm -- down` first.';
  throw missingError(
    `The lab runs with REDIS_TOPOLOGY=${running}, and REDIS_TOPOLOGY=${wanted} moves Redis. ${remedy}`,
  );
}

/** @throws ExitError (1) with the service that went back to its former version, since a new task did not start */
async function requireNoRollback(since: number): Promise<void> {
  const services = await dockerList(['stack', 'services', stackName]);
  for (const { Name = '' } of services) {
    const update = JSON.parse(await docker([...inspectUpdates, Name])) as UpdateStatus | null;
    if (!update?.State.startsWith('rollback') || Date.parse(update.StartedAt) < since) continue;
    const sentence = `${Name} runs its former version, because a new task did not start. See the cause with: docker service logs ${Name}`;
    throw new ExitError(exitCodes.unexpected, sentence);
  }
}

/** As Docker describes the last update of a service. */
interface UpdateStatus {
  readonly State: string;
  readonly StartedAt: string;
}

/** @throws ExitError (1) if a server lacks its replicas after three minutes */
async function redisIsWhole(signal: AbortSignal): Promise<void> {
  const store = await swarmStore(listTasks);
  await poll(signal, async () => {
    const problem = `Redis (${store.topology}) is not complete. See why with: docker service logs ${stackName}_redis`;
    return (await store.isWhole()) ? '' : problem;
  });
}

/** @throws ExitError (1) that names the parts that do not run after three minutes */
async function allRunning(signal: AbortSignal): Promise<void> {
  await poll(signal, async () => {
    const services = await dockerList(['stack', 'services', stackName]);
    const updates = await docker([...inspectUpdates, ...services.map(({ Name = '' }) => Name)]);
    const isUpdating = updates.split('\n').map((line) => /"State":"(updating|rollback_started)"/.test(line));
    const late = services.filter(
      ({ Replicas = '' }, index) => isUpdating[index] || !/^(\d+)\/\1\b/.test(Replicas),
    );
    const names = late.map(({ Name = '' }) => Name).join(' and ');
    return names && `${names} did not start. See why with: docker stack ps --no-trunc ${stackName}`;
  });
}

/** Removes the stack with its secrets and configs, and waits until its last container and network are removed. */
export async function down(signal: AbortSignal): Promise<void> {
  await docker(['stack', 'rm', stackName]);
  const ofStack = ['--filter', `label=com.docker.stack.namespace=${stackName}`];
  await poll(signal, async () => {
    const left = [
      ...(await dockerList(['ps', '--all', ...ofStack])),
      ...(await dockerList(['network', 'ls', ...ofStack])),
    ];
    return left.length > 0 ? `${left.length} containers and networks of the stack are left.` : '';
  });
  const secrets = await dockerList(['secret', 'ls']);
  const ours = secrets.map(({ Name = '' }) => Name).filter((name) => secretNames.includes(name));
  if (ours.length > 0) await docker(['secret', 'rm', ...ours]);
  // Those of nginx, which runs on this machine.
  const volumes = await dockerList(['volume', 'ls', ...ofStack]);
  for (const { Name = '' } of volumes) await docker(['volume', 'rm', Name]);
}

/** Polls until there is no problem left. @throws ExitError (1) with the problem after three minutes */
async function poll(signal: AbortSignal, findProblem: () => Promise<string>): Promise<void> {
  const deadline = Date.now() + 180_000;
  for (let problem = await findProblem(); problem !== ''; problem = await findProblem()) {
    if (Date.now() > deadline) throw new ExitError(exitCodes.unexpected, problem);
    await sleep(500, undefined, { signal });
  }
}

async function countInstances(): Promise<number> {
  const replicas = ['service', 'inspect', '--format', '{{.Spec.Mode.Replicated.Replicas}}'];
  return Number(await docker([...replicas, `${stackName}_api`]));
}

/** nginx follows the names of the Swarm some seconds after an instance has started. @throws ExitError (1) after three minutes */
async function allServed(url: string, signal: AbortSignal): Promise<void> {
  const instances = await countInstances();
  await poll(signal, async () => {
    const { size } = await findServing(url, 3 * instances, signal);
    const problem = `nginx at ${url} leads to ${size} of ${instances} instances. See why with: docker service logs ${stackName}_nginx`;
    return size === instances ? '' : problem;
  });
}

/** The instances that answer so many requests. */
async function findServing(
  url: string,
  requests: number,
  signal: AbortSignal,
): Promise<ReadonlySet<string | null>> {
  const names = new Set<string | null>();
  for (let sent = 0; sent < requests; sent += 1) {
    const answer = await fetch(`${url}/api/instance`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
    }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) names.add(answer.headers.get('x-instance-id'));
  }
  return names;
}

/** Loses no request: see `scaleSteps`. */
export async function scale(instances: number, url: string, signal: AbortSignal): Promise<void> {
  const current = await countInstances();
  for (const step of scaleSteps(current, instances)) {
    await docker(['service', 'scale', '--detach', `${stackName}_api=${step}`]);
    await allRunning(signal);
  }
  await allServed(url, signal);
}

/** nginx tries three instances (`proxy_next_upstream_tries`), so with two that have just ended it still finds another. */
const atOnce = 2;

/** The numbers of instances on the way, the wanted one last. */
export function scaleSteps(from: number, to: number): readonly number[] {
  const steps = Math.ceil(Math.abs(to - from) / atOnce);
  const towards = (step: number) => from + Math.sign(to - from) * atOnce * step;
  return Array.from({ length: steps }, (_, index) => (index + 1 < steps ? towards(index + 1) : to));
}
