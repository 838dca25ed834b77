// An application that is probed, and one running instance of it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { isListening } from '@scale-out-lab/core/testing/is-listening';
import { listen } from '@scale-out-lab/core/testing/listen';

export interface Instance {
  readonly port: number;
  close(): Promise<void>;
}

/** The parts of an application that its instances share, or not. */
export interface App {
  /** Makes one instance; its number counts from 0. */
  readonly start: (number: number) => RequestListener | Promise<Instance>;
  /** How the probe logs in to it and checks it, if not by the form of most. */
  readonly args?: readonly string[];
}

/** An instance in this process. */
export function serveInstance(listener: RequestListener): Promise<Instance> {
  return listen(createServer(listener));
}

/** A process that stays in the foreground and listens on this port. @param folder its own, which is deleted when it ends */
export async function startProcess(
  name: string,
  args: readonly string[],
  folder: string,
  port: number,
  env: NodeJS.ProcessEnv = {},
): Promise<Instance> {
  const child = spawn(name, args, { stdio: 'ignore', env: { ...process.env, ...env } });
  const exit = once(child, 'exit');
  const close = async () => {
    child.kill('SIGTERM');
    await exit;
    await rm(folder, { recursive: true });
  };
  try {
    await waitUntilListening(name, port, exit);
  } catch (error) {
    await close();
    throw error;
  }
  return { port, close };
}

async function waitUntilListening(name: string, port: number, exit: Promise<unknown>): Promise<void> {
  let isOver = false;
  void exit.then(() => {
    isOver = true;
  });
  for (const deadline = Date.now() + 120_000; Date.now() < deadline && !isOver; ) {
    if (await isListening(port)) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`${name} does not listen on ${port}.`);
}
