// The images of the containers: downloaded, built and saved in one file, from which a machine without a network loads them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ExitError, exitCodes, missingError } from '@scale-out-lab/core';

interface SaveImages {
  readonly root: string;
  readonly file: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  readonly texts: {
    readonly building: string;
    readonly saving: (file: string) => string;
    readonly dockerFailed: (command: string) => string;
  };
}

/** Each image that is saved has to be there. */
const everyProfile = ['--profile', '*'];

/** Whether the engine of this machine answers. */
export async function hasDocker(signal: AbortSignal): Promise<boolean> {
  return (await run(['info'], { signal, isQuiet: true })) === 0;
}

/** @throws ExitError (3) when the engine cannot do it */
export async function saveImages({ root, file, signal, say, texts }: SaveImages): Promise<void> {
  const docker = async (...args: readonly string[]) => {
    const code = await run(args, { cwd: root, signal, isQuiet: false });
    if (signal.aborted) throw new ExitError(exitCodes.interrupted, '');
    if (code !== 0) throw missingError(texts.dockerFailed(`docker ${args.join(' ')}`));
  };
  say(texts.building);
  await docker('compose', ...everyProfile, 'pull', '--ignore-buildable', '--quiet');
  await docker('compose', ...everyProfile, 'build');
  say(texts.saving(file));
  await docker('save', '--output', file, ...(await imagesOf(root, signal)));
}

/** The images that the Compose file names. */
async function imagesOf(root: string, signal: AbortSignal): Promise<readonly string[]> {
  const child = spawn('docker', ['compose', ...everyProfile, 'config', '--images'], {
    ...{ cwd: root, signal },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  await once(child, 'close');
  return [...new Set(text.split('\n').filter(Boolean))];
}

interface Running {
  readonly cwd?: string;
  readonly signal: AbortSignal;
  readonly isQuiet: boolean;
}

/** The exit code; 127 if Docker is not installed. */
function run(args: readonly string[], { cwd, signal, isQuiet }: Running): Promise<number> {
  const stdio = isQuiet ? 'ignore' : (['ignore', process.stderr, process.stderr] as const);
  const child = spawn('docker', args, { ...(cwd && { cwd }), signal, stdio: stdio as 'ignore' });
  return new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
}
