// A project of the compose file for one test, apart from any other on this machine, and the commands to drive it.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@scale-out-lab/core/testing/free-port';
import type { ReportDocument } from '@scale-out-lab/core/wire';

interface Result {
  readonly code: number;
  readonly stdout: string;
  /** stdout and stderr. */
  readonly output: string;
}

type Environment = Readonly<Record<string, string | undefined>>;
export type Project = Awaited<ReturnType<typeof createProject>>;

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** The settings of the lab that the shell may have, so that the test means the same everywhere. */
const settings = [
  ...['AUTH_MODE', 'SESSION_SECRET', 'JWT_SECRET', 'LAB_ADDRESS', 'LAB_HOSTS'],
  ...['REDIS_TOPOLOGY', 'COMPOSE_PROFILES'],
];
const unset = Object.fromEntries(settings.map((name) => [name, undefined]));

/**
 * Builds the image, once for all files: a second build tags it again, and `up` would recreate the containers of other projects.
 * @throws Error when no container engine answers
 */
export async function setup(): Promise<void> {
  const engine = await run('docker', ['version', '--format', '{{.Server.Version}}'], {});
  if (engine.code !== 0)
    throw new Error(`These tests need a container engine; start Docker.\n${engine.output}`);
  const { code, output } = await run('docker', ['compose', 'build', '--quiet'], unset);
  if (code !== 0) throw new Error(`docker compose build: exit ${code}\n${output}`);
}

export async function createProject(name: string, ownSettings: Environment = {}) {
  const port = await freePort();
  const storagePort = await freePort();
  const scratch = mkdtempSync(join(tmpdir(), 'lab-compose-'));
  // As on a train: no name server outside answers, so a stopped container's name is looked up in vain.
  const offline = join(scratch, 'offline.yml');
  writeFileSync(offline, 'services: { api: { dns: [192.0.2.1] } }\n');

  function tryCompose(args: readonly string[], env: Environment = {}): Promise<Result> {
    const files = ['--file', join(root, 'docker-compose.yml'), '--file', offline];
    const ports = { LAB_PORT: String(port), STORAGE_PORT: String(storagePort) };
    const own = { ...unset, ...ports, ...ownSettings, ...env };
    return run('docker', ['compose', '--project-name', name, ...files, ...args], own);
  }

  /** @throws Error with its whole output, when the command fails */
  async function compose(args: readonly string[], env?: Environment): Promise<Result> {
    const result = await tryCompose(args, env);
    if (result.code === 0) return result;
    throw new Error(`docker compose ${args.join(' ')}: exit ${result.code}\n${result.output}`);
  }

  return {
    port,
    storagePort,
    compose,
    tryCompose,

    /** The report of a load test in a container. @throws Error unless every trial agrees with its prediction */
    async runLoadTest(options: readonly string[], env?: Environment): Promise<ReportDocument> {
      const command = ['run', '--rm', '-T', 'loadtest', '--json', ...options];
      const { code, stdout, output } = await tryCompose(command, env);
      if (stdout === '') throw new Error(`The load test: exit ${code}\n${output}`);
      const report: ReportDocument = JSON.parse(stdout);
      const flaws = flawsOf(report);
      if (code !== 0 || flaws.length > 0)
        throw new Error([`The load test: exit ${code}`, ...flaws].join('\n'));
      return report;
    },

    /** The output of a command in a container of a service. */
    async execIn(service: string, command: readonly string[], options: readonly string[] = []) {
      return (await tryCompose(['exec', '-T', ...options, service, ...command])).stdout;
    },

    /** The output of `docker inspect` for every container of a service. */
    async inspect(service: string, format: string): Promise<string[]> {
      const ids = (await compose(['ps', '--all', '--quiet', service])).stdout.split('\n').filter(Boolean);
      const { stdout } = await run('docker', ['inspect', '--format', format, ...ids], {});
      return stdout.split('\n').slice(0, -1);
    },

    /** The containers, networks and volumes that there are of the project. */
    async remains(): Promise<string> {
      const filter = ['--quiet', '--filter', `label=com.docker.compose.project=${name}`];
      const lists = [
        ['ps', '--all'],
        ['network', 'ls'],
        ['volume', 'ls'],
      ];
      const found = await Promise.all(lists.map((list) => run('docker', [...list, ...filter], {})));
      return found.map(({ stdout }) => stdout).join('');
    },

    async remove(): Promise<void> {
      await tryCompose(['--profile', '*', 'down', '--volumes', '--timeout', '0']);
      rmSync(scratch, { recursive: true });
    },
  };
}

function run(program: string, args: readonly string[], env: Environment): Promise<Result> {
  const options = { cwd: root, env: { ...process.env, ...env }, maxBuffer: 64 * 2 ** 20 };
  return new Promise((resolve) => {
    const child = execFile(program, args, options, (error, stdout, stderr) => {
      const output = `${stdout}${stderr}${error && child.pid === undefined ? error.message : ''}`;
      resolve({ code: error ? (child.exitCode ?? 127) : 0, stdout, output });
    });
  });
}

/** A line for each trial that disagrees or could not be measured. */
function flawsOf({ trials, failedTrials }: ReportDocument): string[] {
  const name = ({ experiment, mode, client }: { experiment: string; mode: string; client: string }) =>
    `${experiment}, ${mode}, ${client}`;
  return [
    ...trials.flatMap((trial) =>
      trial.disagreement === null ? [] : `${name(trial)}: ${trial.disagreement}`,
    ),
    ...failedTrials.map((trial) => `${name(trial)}: ${trial.reason}`),
  ];
}
