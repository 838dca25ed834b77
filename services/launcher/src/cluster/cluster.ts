// The cluster as plain processes: Redis, then N instances and the OpenID providers, then nginx. It stops in the reverse order.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mostInstances, randomSecret, usageError } from '@scale-out-lab/core';
import type { LauncherConfig } from '../config.js';
import { explainFullDisk, makeFolder, startGuardian } from '../process/guardian.js';
import { holdPort } from '../process/port.js';
import { prepareCertificate } from './certificate.js';
import { type InstancePart, prepareInstances, type StartInstance } from './instances.js';
import { type NginxPart, startNginx } from './nginx.js';
import type { Part, PartContext } from './part.js';
import { startProviders } from './providers.js';
import { type RedisPart, startRedis } from './redis/redis.js';
import { findRedisVersion, productOf } from './redis/version.js';
import { findVersion } from './write-nginx-config.js';

interface ClusterConfig extends LauncherConfig {
  /** Where a control room will listen on 127.0.0.1, for nginx to pass the page on to. Undefined: there will be none. */
  readonly labPort?: number;
}

export interface ClusterReports {
  /** Receives a sentence for each event after the start. */
  readonly say?: (text: string) => void;
  /** Receives the lines that the parts print. */
  readonly onLine?: (part: string, line: string) => void;
  /** Called after a reload, so that streams reconnect: the former workers of nginx wait for open streams. */
  readonly onReload?: () => void;
}

export interface Cluster {
  readonly url: string;
  /** The origin of the page with the hole, which has the API too. */
  readonly storageUrl: string;
  readonly redisUrl: string;
  /** Product to version, for a report. */
  readonly versions: Readonly<Record<string, string>>;
  readonly nginx: Part;
  /** The instances that nginx balances now. */
  readonly instances: readonly InstancePart[];
  /** The OpenID providers, behind nginx at /provider/. */
  readonly providers: readonly Part[];
  /** The bearer token of the control ports. */
  readonly controlToken: string;
  /** A file with that token, which only the owner of this process can read. */
  readonly controlTokenFile: string;
  readonly redis: RedisPart;
  readonly redisPassword: string;
  /** A file with that password, of the same kind. */
  readonly redisPasswordFile: string;
  /** Starts or drains instances while the others work. Resolves once nginx balances this many, and the others have ended. */
  scaleTo(count: number): Promise<void>;
  /** Ends every process and removes the temporary folder. May be called again. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster behind `config.port`, where 0 means any free ports, and resolves once an instance has answered
 * through nginx. @throws a failure, with nothing left behind, when a part does not come up
 */
export async function startCluster(config: ClusterConfig, reports: ClusterReports = {}): Promise<Cluster> {
  const versions = {
    nginx: await findVersion('nginx', config.forwardedEnv),
    [productOf(config.redisServer)]: await findRedisVersion(config),
  };
  await prepareCertificate(config);
  const folder = await makeFolder();
  const guardian = startGuardian(folder);
  const stopping = new AbortController();
  const context: PartContext = {
    folder,
    guardian,
    signal: stopping.signal,
    say: reports.say ?? (() => {}),
    onLine: reports.onLine ?? (() => {}),
    onReload: reports.onReload,
  };
  try {
    const controlToken = randomSecret();
    const controlTokenFile = join(folder, 'control-token');
    await writeFile(controlTokenFile, `${controlToken}\n`, { mode: 0o600 });
    const redis = await startRedis(config, context);
    const { url: redisUrl, password: redisPassword, passwordFile: redisPasswordFile } = redis;
    const nginxPorts = await holdNginxPorts(config);
    const withPorts = { ...config, port: nginxPorts.port, storagePort: nginxPorts.storagePort };
    const options = { ...withPorts, redisUrl, redisPasswordFile, controlToken };
    const startInstance = await prepareInstances(options, context);
    const numbers = Array.from({ length: config.instances }, (_, index) => index + 1);
    const [providers, ...first] = await Promise.all([
      startProviders(options, context),
      ...numbers.map(startInstance),
    ]);
    const instancePorts = first.map(({ port }) => port);
    const providerPorts = providers.map(({ port }) => port);
    await nginxPorts.release();
    const nginxOptions = { ...withPorts, instancePorts, providerPorts, version: versions.nginx };
    const nginx = await startNginx(nginxOptions, context);
    const scaling = createScaling(first, startInstance, nginx);

    async function stopInOrder() {
      stopping.abort();
      await nginx.stop();
      await Promise.all([...scaling.instances, ...providers].map((part) => part.stop()));
      await redis.stop();
      await guardian.end();
    }
    let stopped: Promise<void> | undefined;
    return {
      url: nginx.url,
      storageUrl: nginx.storageUrl,
      redisUrl,
      versions,
      nginx,
      get instances() {
        return scaling.instances;
      },
      providers,
      controlToken,
      controlTokenFile,
      redis,
      redisPassword,
      redisPasswordFile,
      scaleTo: scaling.scaleTo,
      stop() {
        stopped ??= stopInOrder();
        return stopped;
      },
    };
  } catch (error) {
    stopping.abort();
    await guardian.end();
    throw explainFullDisk(error);
  }
}

/**
 * The ports of nginx, known before nginx starts, because they are in the name of the providers. Any free ones, held until
 * their release, if the configuration leaves the choice.
 */
async function holdNginxPorts({ port, storagePort }: ClusterConfig) {
  if (port !== 0) return { port, storagePort, release: async () => {} };
  const held = await Promise.all([holdPort(), holdPort()]);
  const [main, storage] = held;
  const release = async () => void (await Promise.all(held.map((each) => each.release())));
  return { port: main.port, storagePort: storage.port, release };
}

type Secrets = Pick<LauncherConfig, 'sessionSecret' | 'jwtSecret'>;

/**
 * The secrets of a cluster, which its load test gets too: `forgery` signs with them. Those of the environment; random
 * ones where it has none.
 */
export function makeSecrets({ sessionSecret, jwtSecret }: Secrets): Secrets {
  return { sessionSecret: sessionSecret ?? randomSecret(), jwtSecret: jwtSecret ?? randomSecret() };
}

/** All or none: an instance outside nginx's list would block its name for the next one. */
export async function startAll<Started extends Pick<Part, 'stop'>>(
  numbers: readonly number[],
  start: (number: number) => Promise<Started>,
): Promise<readonly Started[]> {
  const results = await Promise.allSettled(numbers.map(start));
  const started = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = results.find((each) => each.status === 'rejected');
  if (failed === undefined) return started;
  await Promise.all(started.map((instance) => instance.stop()));
  throw failed.reason;
}

/** Scales without losing a request: an instance gets requests once it listens, and ends once it gets none. */
function createScaling(first: readonly InstancePart[], start: StartInstance, nginx: NginxPart) {
  let instances = first;
  let lastChange: Promise<void> = Promise.resolve();

  async function change(count: number): Promise<void> {
    // A reload costs most of a second, and moves every connection.
    if (count === instances.length) return;
    const numbers = Array.from({ length: count }, (_, index) => index + 1).slice(instances.length);
    const added = await startAll(numbers, start);
    const surplus = instances.slice(count);
    const wanted = [...instances.slice(0, count), ...added];
    try {
      await nginx.balance(wanted.map(({ port }) => port));
    } catch (error) {
      await Promise.all(added.map((instance) => instance.stop()));
      throw error;
    }
    instances = wanted;
    await Promise.all(surplus.map((instance) => instance.stop()));
  }

  return {
    get instances() {
      return instances;
    },
    /** A second change waits for the first. */
    async scaleTo(count: number): Promise<void> {
      if (!Number.isInteger(count) || count < 1 || count > mostInstances) {
        const sentence = `The cluster cannot have ${count} instances; expected a whole number from 1 to ${mostInstances}.`;
        throw usageError(sentence);
      }
      const next = lastChange.then(() => change(count));
      lastChange = next.catch(() => {});
      await next;
    },
  };
}
