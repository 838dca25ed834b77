// The Docker command line on a manager of the Swarm: its output, or a sentence with the remedy.
import { execFile } from 'node:child_process';
import { ExitError, exitCodes, missingError } from '@scale-out-lab/core';

interface DockerOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** For standard input: a secret is never an argument, which every process could read. */
  readonly input?: string;
}

/** @throws ExitError (1) with Docker's own words, (3) if there is no Docker, or (130) if a signal ends it */
export function docker(args: readonly string[], { env, input }: DockerOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('docker', args, { env: env ?? process.env }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout.trim());
      if (error.code === 'ENOENT') return reject(missingError('docker: not found. Install Docker Engine.'));
      const words = `docker ${args.slice(0, 2).join(' ')} failed: ${stderr.trim() || error.message}`;
      // Ctrl-C reaches it too.
      const isInterrupted = Boolean(error.signal) || error.code === exitCodes.interrupted;
      reject(new ExitError(isInterrupted ? exitCodes.interrupted : exitCodes.unexpected, words));
    });
    // A command that reads nothing may end before this is written.
    child.stdin?.on('error', () => {}).end(input ?? '');
  });
}

/** One object for each line of a list. Older clients do not have `--format json`. */
export async function dockerList(
  args: readonly string[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const output = await docker([...args, '--format', '{{json .}}']);
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** @throws ExitError (3) unless this engine manages a Swarm */
export async function requireManager(): Promise<void> {
  const state = await docker([
    'info',
    '--format',
    '{{.Swarm.LocalNodeState}} {{.Swarm.ControlAvailable}}',
  ]).catch((error: unknown) => {
    if (error instanceof ExitError && error.exitCode !== exitCodes.unexpected) throw error;
    throw missingError('The Docker engine does not answer; start it.');
  });
  if (state !== 'active true') {
    throw missingError(
      'This engine manages no Swarm. Run: docker swarm init, or run the command on a manager.',
    );
  }
}
