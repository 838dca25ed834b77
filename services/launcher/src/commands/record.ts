// `npm run record`: plays the lesson on a separate cluster, and writes the page with that recording into one file.
import { execFile } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { exitCodes, usageError } from '@scale-out-lab/core';
import { type SceneName, sceneNames } from '@scale-out-lab/core/wire';
import { countOf, parseCommandLine } from '@scale-out-lab/loadtest';
import { Command } from 'commander';
import { startLabCluster } from '../cluster/lab-cluster.js';
import { parseLauncherConfig } from '../config.js';
import { runCommand } from '../process/run-command.js';
import { recordPage } from '../record/record-page.js';
import { renderReplay } from '../record/render-replay.js';

const help = `
The file needs no server and no network: open it, send it, or put it on a
static site. It shows session-memory, session-sticky, session-redis,
jwt-own-keys and jwt-shared-key, and a crash in two of them.

Examples:
  npm run record
  npm run record -- --out docs/replay.html
  INSTANCES=5 npm run record

Exit codes: 0 recorded, 1 unexpected, 2 wrong option, 3 something is missing,
130 interrupted (no file is written)`;

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const page = fileURLToPath(import.meta.resolve('@scale-out-lab/dashboard/replay.html'));
const say = (text: string) => process.stderr.write(`record: ${text}\n`);

await runCommand(async (signal) => {
  const { out } = parseArguments();
  const file = await prepareFile(out);
  // The port and the address of the cluster are not those of a lab that may run meanwhile.
  const config = { ...parseLauncherConfig(process.env), port: 0, storagePort: 0, address: '127.0.0.1' };
  if (config.instances < 2) throw usageError('INSTANCES is "1"; a recording needs 2 to 9.');
  say(`starting Redis, ${countOf(config.instances, 'instances')} and nginx`);
  const { cluster, stop } = await startLabCluster(config);
  try {
    if (signal.aborted) return exitCodes.interrupted;
    const about = { url: cluster.url, version: await readVersion(), commit: await readCommit() };
    const recording = await recordPage({ ...about, onScene: sayScene, signal });
    const html = renderReplay(await readFile(page, 'utf8'), recording);
    await writeFile(file, html);
    const seconds = Math.round(recording.durationMs / 1000);
    process.stdout.write(`${file}  ${seconds} s, ${Math.ceil(html.length / 1000)} kB\n`);
    return exitCodes.ok;
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    await stop();
  }
}, process.env);

function parseArguments() {
  const command = new Command('npm run record --')
    .description(
      'Records the page on a real run of about a minute, and writes it into one file that plays it.',
    )
    .option('--out <file>', 'where to write it', 'replay.html')
    .addHelpText('after', help);
  return parseCommandLine(command).opts<{ readonly out: string }>();
}

function sayScene(scene: SceneName, atMs: number): void {
  say(`${sceneNames.indexOf(scene) + 1} of ${sceneNames.length}  ${scene}  (${Math.round(atMs / 1000)} s)`);
}

/** Checked before the recording, not after it. @throws ExitError (2) if it cannot be a file */
async function prepareFile(out: string): Promise<string> {
  const file = resolve(out);
  await mkdir(dirname(file), { recursive: true }).catch((cause: Error) => {
    throw usageError(`--out is "${out}", whose folder cannot be made: ${cause.message}`, { cause });
  });
  const isFolder = await stat(file).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder)
    throw usageError(`--out is "${out}", which is a folder; expected a file such as replay.html.`);
  return file;
}

async function readVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8')) as { version: string };
  return version;
}

/** Null where the lab is no clone of the repository. */
async function readCommit(): Promise<string | null> {
  const asked = promisify(execFile)('git', ['rev-parse', '--short=10', 'HEAD'], { cwd: root });
  return asked.then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
}
