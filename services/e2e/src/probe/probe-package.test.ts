// The package of the probe, as a stranger installs it: into an empty folder, without a registry, nginx, Redis or the lab.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { apps, startInstances } from './apps.js';

const folderOfPackage = fileURLToPath(new URL('../../../../loadtest/probe-package', import.meta.url));

function run(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(file, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
    child.stdin?.end();
  });
}

/** npm, the compiler and the bundler share a busy machine with other tests. */
const timeoutMs = 300_000;

it(
  'the packed probe installs into an empty folder without a registry, and probes',
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'probe-package-'));
    onTestFinished(() => rm(root, { recursive: true }));
    const empty = join(root, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'package.json'), '{}');
    const packed = await run('npm', ['pack', folderOfPackage, '--pack-destination', root], root);
    expect(packed, packed.stderr).toMatchObject({ code: 0 });
    const [archive = ''] = (await readdir(root)).filter((name) => name.endsWith('.tgz'));
    const installed = await run(
      'npm',
      ['install', '--offline', '--no-audit', '--no-fund', join(root, archive)],
      empty,
    );
    expect(installed, installed.stderr).toMatchObject({ code: 0 });
    expect(await readdir(join(empty, 'node_modules'))).toEqual(expect.arrayContaining(['scale-out-probe']));
    expect((await readdir(join(empty, 'node_modules'))).filter((name) => !name.startsWith('.'))).toHaveLength(
      1,
    );

    const [instance] = await startInstances(apps['express-session, shared store'](), 1);
    onTestFinished(() => instance?.close());
    const args = [
      `http://127.0.0.1:${instance?.port}`,
      ...['--login', 'POST /login user=Alice&password=$PASSWORD'],
      ...['--check', 'GET /account', '--expect', 'Alice', '--rate', '2000', '--json'],
      // Fewer checks give a verdict about a higher limit.
      ...['--threshold', 'failed<5%', '--precision', '2', '--users', '4'],
    ];
    // With this PATH there is nothing but Node.
    const env = { PATH: join(process.execPath, '..'), PASSWORD: 'demo' };
    const probed = await run(join(empty, 'node_modules/.bin/probe'), args, empty, env);
    expect(probed, probed.stderr).toMatchObject({ code: 0 });
    expect(JSON.parse(probed.stdout)).toMatchObject({ verdict: 'healthy', reason: null });

    const help = await run(join(empty, 'node_modules/.bin/probe'), ['--help'], empty, env);
    expect(help.stdout).toContain('npx scale-out-probe https://shop.example');
  },
  timeoutMs,
);
