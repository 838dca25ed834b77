// Starts a Node process that answers HTTP on a port of its choice, and stops it.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

export interface Running {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** What is still alive after this is killed. */
const graceMs = 4000;

/** The process gets the given environment and no more. @throws when it ends instead of listening */
export async function startProcess(path: URL, env: Readonly<Record<string, string>>): Promise<Running> {
  const child = fork(path, {
    env: { NODE_ENV: 'production', ...env },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${path.pathname} ended with ${code} before it listened`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return { origin: `http://127.0.0.1:${message.port}`, stop: () => stopProcess(child) };
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited;
  clearTimeout(impatience);
}
