// Every npm command prints its help on request, refuses unknown arguments, and does nothing else meanwhile.
import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { launch } from '../support/launch.js';

const commands = {
  start: 'Starts Redis, the instances, the OpenID provider, nginx and the page',
  record: 'Records the page on a real run',
  demo: 'compares the losses of each mode',
  workshop: 'Prepares and supports a workshop',
  doctor: 'Checks whether this machine is ready',
  loadtest: 'Logs virtual users in',
  report: 'Renders the report of a run again',
  readme: 'Writes the tables of README.md and README.ko.md',
  probe: 'Probes whether log-in survives',
  'probe:table': 'Probes applications with known faults',
  bench: 'Measures how fast one instance answers',
  'bench:scale': 'Measures the cost of a request for instances, nginx and Redis',
  'bench:tracing': 'Measures the cost of tracing for an instance',
  'bench:failover': 'Measures how soon log-ins are acknowledged after a failover of Redis',
  swarm: 'Runs the lab on the machines of a Docker Swarm',
  'bench:page': 'Measures how fast the page loads',
  screenshots: 'Takes the pictures of the page',
  test: 'every test that needs no container engine',
  'test:mutations': 'Breaks the code in small ways',
  'test:compose': 'the tests of the Docker Compose cluster',
  'test:swarm': 'the tests of the stack on a Docker Swarm',
};
/** The line names the command to type. */
const usageOf = (command: string) =>
  new RegExp(`^Usage: npm ${['start', 'test'].includes(command) ? '' : 'run '}${command}( --|$)`, 'm');
const startsWithExamples = ['demo', 'loadtest', 'report', 'readme'];
const images = fileURLToPath(new URL('../../../../docs/images/', import.meta.url));

async function timesOfImages() {
  const names = await readdir(images);
  return Promise.all(names.map(async (name) => [name, (await stat(images + name)).mtimeMs]));
}

describe.each(Object.entries(commands))('npm run %s', { timeout: 40_000 }, (command, purpose) => {
  // All commands read flags with the same code, so one of them covers the short flag.
  it.each(command === 'start' ? ['--help', '-h'] : ['--help'])(
    '%s prints its own help, and exits with 0',
    async (flag) => {
      const before = await timesOfImages();
      const launched = await launch({}, [command, flag]);
      expect((await launched.ended).code).toBe(0);
      const { stdout } = launched.output();
      expect(stdout).toMatch(startsWithExamples.includes(command) ? /^Examples:\n/ : /^Usage: /);
      expect(stdout).toMatch(usageOf(command));
      expect(stdout.replace(/\s+/g, ' ')).toContain(purpose);
      expect(await timesOfImages()).toEqual(before);
    },
  );
});

/** One for each way to read flags; the other commands share that of `start`. */
const readers = ['start', 'workshop', 'doctor', 'loadtest', 'probe', 'test'];

it.each(readers)(
  'npm run %s refuses an unknown flag with exit code 2',
  { timeout: 40_000 },
  async (command) => {
    const before = await timesOfImages();
    const launched = await launch({}, [command, '--bogus']);
    expect((await launched.ended).code).toBe(2);
    const { stdout, stderr } = launched.output();
    // The first lines of the set-up are about a checkout that is not built yet.
    const said = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('setup: '));
    expect(stdout).toBe('');
    expect(said).toEqual(["error: unknown option '--bogus'", 'Run with --help to see the options.']);
    expect(await timesOfImages()).toEqual(before);
  },
);

it('npm run workshop finds its check after the language too', { timeout: 40_000 }, async () => {
  const launched = await launch({}, ['workshop', '--lang', 'ko', 'check', '--help']);
  expect((await launched.ended).code).toBe(0);
  expect(launched.output().stdout).toMatch(/^사용법: npm run doctor/);
});

it('npm run workshop names the address where the lab listens', { timeout: 40_000 }, async () => {
  const launched = await launch({ LAB_ADDRESS: '192.168.0.7', LAB_PORT: '9090' }, ['workshop', 'step', '1']);
  expect((await launched.ended).code).toBe(0);
  expect(launched.output().stdout).toContain('http://192.168.0.7:9090/');
});

it.each([
  {
    args: ['step'],
    says: "error: missing required argument 'number'\nRun with --help to see the options.\n",
  },
  {
    args: ['reset', '--bogus'],
    says: "error: unknown option '--bogus'\nRun with --help to see the options.\n",
  },
  { args: ['reset', '--url', 'http://[::1'], says: '--url is "http://[::1"; expected http://host:port.\n' },
  {
    args: ['reset', '--url', 'http://host:secret@127.0.0.1'],
    says: '--url is "http://…@127.0.0.1"; expected http://host:port.\n',
  },
  {
    args: ['reset'],
    env: { HOST_KEY: '한글' },
    says: 'HOST_KEY is not the key of a host; copy the text after "host=" in the link of the host.\n',
  },
])('npm run workshop -- $args is wrong usage', { timeout: 40_000 }, async ({ args, env = {}, says }) => {
  const launched = await launch(env, ['workshop', ...args]);
  expect((await launched.ended).code).toBe(2);
  expect(launched.output().stderr).toContain(says);
});

it('npm run swarm refuses a LAB_PORT that is no port', { timeout: 40_000 }, async () => {
  const launched = await launch({ LAB_PORT: 'abc' }, ['swarm', 'status']);
  expect((await launched.ended).code).toBe(2);
  expect(launched.output().stderr).toContain('LAB_PORT is "abc"; expected a whole number from 1 to 65535.\n');
});
