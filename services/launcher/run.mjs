// @ts-check
// The entry of every npm script: sets up the needs of a command, then runs it in this very process.
// It uses nothing but Node, because a fresh machine has nothing else. Usage: node run.mjs <command> [args…]
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkNodeVersion } from './setup/node-version.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const servers = ['nginx', 'redis-server'];

/**
 * For each command the programs that it needs, and its module: the import runs it, except for the tests. One with null needs
 * nothing but Node, not even the npm packages.
 * @type {Record<string, { programs: string[] | null, optional?: string[], module: string }>}
 */
const commands = {
  demo: { programs: servers, module: 'services/launcher/dist/commands/demo.js' },
  start: { programs: servers, module: 'services/launcher/dist/commands/start.js' },
  record: { programs: servers, module: 'services/launcher/dist/commands/record.js' },
  swarm: { programs: [], module: 'services/launcher/dist/swarm/cli.js' },
  bench: { programs: servers, module: 'services/bench/dist/modes/main.js' },
  'bench:scale': { programs: servers, module: 'services/bench/dist/scale/main.js' },
  'bench:tracing': { programs: servers, module: 'services/bench/dist/tracing/main.js' },
  'bench:failover': { programs: servers, module: 'services/bench/dist/failover/main.js' },
  'bench:page': { programs: [...servers, 'chromium'], module: 'services/bench/dist/page/main.js' },
  screenshots: {
    programs: [...servers, 'chromium', 'a Korean font'],
    module: 'services/bench/dist/screenshots/main.js',
  },
  readme: { programs: [], module: 'services/bench/dist/readme/main.js' },
  workshop: { programs: servers, module: 'services/launcher/dist/commands/workshop.js' },
  doctor: { programs: null, module: 'services/launcher/setup/doctor/doctor.mjs' },
  loadtest: { programs: [], module: 'loadtest/dist/cli/cli.js' },
  report: { programs: [], module: 'loadtest/dist/cli/report-cli.js' },
  probe: { programs: [], module: 'loadtest/dist/probe/cli.js' },
  'probe:table': { programs: ['nginx'], module: 'services/e2e/dist/probe/table.js' },
  // Without Kustomize, the tests of the manifests are skipped. Without the headless shell, Chromium takes its place.
  test: {
    programs: [...servers, 'chromium'],
    optional: ['kustomize', 'chromium-headless-shell'],
    module: 'services/launcher/setup/run-tests.mjs',
  },
  'test:mutations': { programs: servers, module: 'services/e2e/dist/mutations/main.js' },
  'test:compose': { programs: [], module: 'services/launcher/setup/run-tests.mjs' },
  'test:swarm': { programs: [], module: 'services/launcher/setup/run-tests.mjs' },
};

// `2>&1 | head` and a closed terminal end no set-up.
process.stderr.on('error', () => {});
try {
  checkNodeVersion();
  const [name = '', ...args] = withDoctor(process.argv.slice(2));
  if (!Object.hasOwn(commands, name)) {
    const { fail } = await import('./setup/run-program.mjs');
    fail(2, `The command is "${name}"; expected one of ${Object.keys(commands).join(', ')}.`);
  }
  const { programs = [], optional = [], module = '' } = commands[name] ?? {};
  const asksForHelp = args.includes('--help') || args.includes('-h');
  if (programs) {
    const { offered } = await import('./setup/programs.mjs');
    const { setUp } = await import('./setup/set-up.mjs');
    // Help needs no server and no browser.
    const needed = asksForHelp || !needsServers(name, args) ? [] : [...programs, ...offered(optional)];
    await setUp(root, needed);
  }

  const path = resolve(root, module);
  process.argv = [process.argv[0] ?? 'node', path, ...args];
  const { runTests } = await import(pathToFileURL(path).href);
  await runTests?.(name);
} catch (error) {
  const exitCode = error instanceof Error && 'exitCode' in error ? Number(error.exitCode) : undefined;
  console.error(exitCode === undefined ? error : /** @type {Error} */ (error).message);
  process.exitCode = exitCode ?? 1;
}

/** `workshop check` is the doctor, which needs no build; the language may come first, as with the other commands. */
function withDoctor(/** @type {readonly string[]} */ given) {
  const [name, ...args] = given;
  const isCheck = name === 'workshop' && /^(--lang[ =]\S+ )?check( |$)/.test(args.join(' '));
  return isCheck ? ['doctor', ...args.filter((arg) => arg !== 'check')] : given;
}

/** Of the workshop, only the commands that prepare a lab: a step is checked in a running lab, perhaps elsewhere. */
function needsServers(/** @type {string} */ name, /** @type {readonly string[]} */ args) {
  return name !== 'workshop' || args.includes('prepare');
}
