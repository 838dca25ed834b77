import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trial } from '@scale-out-lab/core/wire';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadInterruptedRun, type PreviousRun } from '../runner/previous-run.js';
import { parseThreshold } from '../statistics/samples.js';
import { type LabOptions, type LabServer, startLabServer } from '../testing/lab-server.js';
import { defaults, type LoadtestOptions } from './options.js';
import { runAndReport } from './run-and-report.js';

let folder: string;
let server: LabServer | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loadtest-'));
});
afterEach(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

const portable = ['session-redis', 'jwt-shared-key'];

/** @param isTimeToStop gets all progress so far; true interrupts the run */
async function run(
  lab: LabOptions,
  changes: Partial<LoadtestOptions> = {},
  isTimeToStop: (progress: string) => boolean = () => false,
  previousRun?: PreviousRun,
  isTerminal = true,
) {
  server = await startLabServer(lab);
  const options: LoadtestOptions = {
    ...defaults,
    modes: portable,
    clients: ['pinned'],
    users: 7,
    requests: 210,
    repeats: 1,
    logOuts: 20,
    families: 2,
    reports: null,
    ...changes,
  };
  const stop = new AbortController();
  const stdout = captureOutput();
  const stderr = captureOutput();
  const watched = {
    isTTY: isTerminal,
    write(text: string | Uint8Array) {
      stderr.write(text);
      if (isTimeToStop(toLines(stderr.text()))) stop.abort();
      return true;
    },
  };
  const context = { url: server.url, stdout, stderr: watched, isColored: false };
  const exitCode = await runAndReport(options, {
    ...context,
    versions: { redis: '7.0.15' },
    signal: stop.signal,
    previousRun,
  });
  return { exitCode, stdout: stdout.text(), stderr: toLines(stderr.text()) };
}

/** The line that a terminal rewrites, as lines. */
const toLines = (text: string) => text.replaceAll('\r\u001b[K', '\n');

/** An output that keeps the written text. */
function captureOutput() {
  const written: string[] = [];
  return {
    write: (chunk: string | Uint8Array) => written.push(String(chunk)) > 0,
    text: () => written.join(''),
  };
}

async function findSchemaErrors(document: unknown) {
  const schema = await readFile(new URL('../../report.schema.json', import.meta.url), 'utf8');
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
    JSON.parse(schema),
  );
  validate(document);
  return validate.errors;
}

describe('report', () => {
  it('the report is one JSON document on stdout that its published schema describes', async () => {
    const modes = ['session-memory', ...portable];
    const thresholds = ['p99<10000', '100%'].map((text) => parseThreshold(text) ?? expect.fail());
    const { stdout } = await run({}, { json: true, modes, clients: ['pinned', 'persistent'], thresholds });
    const document = JSON.parse(stdout);
    expect(await findSchemaErrors(document)).toBeNull();
    expect(document.trials).toHaveLength(6);
    expect(document.settings.thresholds).toEqual(['p99<10000', '100%']);
    expect(document.environment.versions).toEqual({ redis: '7.0.15' });
  });

  it('the schema of the report rejects a missing, a mistyped and an unknown name', async () => {
    const { stdout } = await run({}, { json: true });
    for (const change of [{ goodput: undefined }, { failureRate: '0' }, { wrongUser: 0 }]) {
      const document = JSON.parse(stdout);
      document.trials[0] = JSON.parse(JSON.stringify({ ...document.trials[0], ...change }));
      expect(await findSchemaErrors(document)).toHaveLength(1);
    }
  });

  it('the report is written as JSON, Markdown and HTML into a new folder', async () => {
    const { exitCode, stderr } = await run({}, { reports: join(folder, 'new', 'reports') });
    const [name = ''] = await readdir(join(folder, 'new', 'reports'));
    expect(exitCode).toBe(0);
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/);
    expect(stderr).toContain(name);
    const own = join(folder, 'new', 'reports', name);
    expect(await findSchemaErrors(JSON.parse(await readFile(join(own, 'report.json'), 'utf8')))).toBeNull();
    expect(await readFile(join(own, 'report.md'), 'utf8')).toContain('| session-redis | 0.0% (0.0) |');
    expect(await readFile(join(own, 'report.html'), 'utf8')).toContain('<th scope="row">session-redis</th>');
  });

  it('with --quiet no trial is reported while the run lasts', async () => {
    const isOfTrial = /^\d+ of \d+: steady/m;
    expect((await run({})).stderr).toMatch(isOfTrial);
    const { stdout, stderr } = await run({}, { quiet: true });
    expect(stderr).not.toMatch(isOfTrial);
    expect(stdout).toContain('Logged-in requests lost');
  });

  it('off a terminal, progress has one line an experiment, and each failure once', async () => {
    const experiments = ['steady', 'exposure'] as const;
    const modes = ['jwt-shared-key', 'session-sticky'];
    const { stderr } = await run({}, { experiments, modes, repeats: 2 }, undefined, undefined, false);
    expect(stderr.replaceAll(/http:\S+/g, '<url>').split('\n')).toEqual([
      '3 instances, 2 modes.',
      expect.stringMatching(
        /^\d of 6: steady, session-sticky, pinned: not measured\. .* 404: unknown-mode\./,
      ),
      'steady: 2 of 2 trials agree with the prediction. 2 trials could not be measured.',
      expect.stringMatching(/^\d of 6: exposure, session-sticky, pinned: not measured\. /),
      'exposure: 1 trial agrees with the prediction. 1 trial could not be measured.',
      '',
    ]);
  });

  it('with --lang ko the tables, the verdict and the next command are in Korean', async () => {
    const { stdout, stderr } = await run({}, { lang: 'ko', reports: folder });
    expect(stdout).toContain('로그인한 사용자의 실패한 요청');
    expect(stdout).toContain('시행 2회 중 2회가 예측과 같음.');
    expect(stderr).toContain('steady: 장애가 없을 때');
    expect(stderr).toContain('보고서: ');
  });

  it('a report that cannot be written ends the run before anything is measured', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(run({}, { reports: join(folder, 'file') })).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('Name another folder with --reports, or use --no-reports.'),
    });
    expect(server?.counts.logIns).toBe(0);
  });
});

describe('exit code', () => {
  it('the exit code is 0 when every trial agrees, and the table has a row a mode', async () => {
    const { exitCode, stdout } = await run({});
    expect(exitCode).toBe(0);
    for (const mode of portable) expect(stdout).toMatch(new RegExp(`^${mode} +0\\.0% \\(0\\.0\\)`, 'm'));
    expect(stdout).toContain('2 of 2 trials agree with the prediction.');
  });

  it('the exit code is 99 when a trial disagrees, and the reason is spelled out', async () => {
    const { exitCode, stdout } = await run({ wrongUserEvery: 50 });
    expect(exitCode).toBe(99);
    expect(stdout).toContain('✗ session-redis, pinned, repeat 1: No prediction accounts for 4 × wrongUser.');
  });

  it('the exit code is 99 when a threshold is exceeded', async () => {
    const thresholds = [parseThreshold('goodput>=10000000') ?? expect.fail()];
    const { exitCode, stdout } = await run({}, { thresholds });
    expect(exitCode).toBe(99);
    expect(stdout).toContain('threshold goodput>=10000000 not met');
  });

  it('the exit code is 3 when a mode refuses all log-ins, and the other modes are measured', async () => {
    const { exitCode, stdout } = await run({}, { modes: ['session-sticky', 'jwt-shared-key'], json: true });
    const document = JSON.parse(stdout);
    expect(exitCode).toBe(3);
    expect(document.trials).toHaveLength(1);
    expect(document.failedTrials[0]).toMatchObject({
      mode: 'session-sticky',
      reason: expect.stringContaining('the log-in was refused with 404: unknown-mode.'),
    });
    expect(await findSchemaErrors(document)).toBeNull();
  });

  it('the exit code is 130 when the run is interrupted, and the finished trials are reported', async () => {
    const hasFinishedThree = (progress: string) => progress.includes('3 of 200: steady');
    const { exitCode, stdout } = await run({}, { json: true, repeats: 100 }, hasFinishedThree);
    const document = JSON.parse(stdout);
    expect(exitCode).toBe(130);
    expect(document.interrupted).toBe(true);
    expect(document.trials.length).toBeGreaterThan(0);
    expect(document.trials.length).toBeLessThan(200);
    expect(await findSchemaErrors(document)).toBeNull();
  });
});

describe('scored experiments', () => {
  it('trials of scored experiments follow those of steady in the document', async () => {
    const { exitCode, stdout } = await run(
      {},
      {
        json: true,
        modes: ['jwt-refresh', 'jwt-shared-key'],
        experiments: ['steady', 'refresh-race', 'exposure'],
      },
    );
    const document = JSON.parse(stdout);
    expect(await findSchemaErrors(document)).toBeNull();
    expect(document.trials.map((trial: Trial) => `${trial.experiment} ${trial.mode}`)).toEqual([
      'steady jwt-shared-key',
      'steady jwt-refresh',
      'refresh-race jwt-refresh',
      'exposure jwt-shared-key',
      'exposure jwt-refresh',
    ]);
    expect(document.settings).toMatchObject({
      experiment: 'steady',
      families: 2,
      faultRate: 300,
      faultRequests: 1,
    });
    expect(exitCode).toBe(0);
  });

  it('a scored trial that disagrees is exit code 99, with a mark in its cell and the reason below', async () => {
    const experiments = ['logout-race'] as const;
    const { exitCode, stdout } = await run(
      { forgetLogOutEvery: 10 },
      { experiments, modes: ['jwt-denylist'] },
    );
    expect(exitCode).toBe(99);
    expect(stdout).toMatch(/^jwt-denylist +2 ≠\(0\)$/m);
    expect(stdout).toContain('✗ jwt-denylist, logout-race: log-ins that still work: 2 of 20 log-ins');
  });

  it('scored trials that finished before an interruption are reported', async () => {
    const experiments = ['single-login', 'revocation'] as const;
    // A copied token works for 8 s, so no revocation ends before the log-ins do.
    const modes = ['jwt-shared-key', 'jwt-own-keys'];
    const areLogInsCounted = (progress: string) => progress.match(/pinned: log-ins left/g)?.length === 2;
    const { exitCode, stdout } = await run({}, { json: true, experiments, modes }, areLogInsCounted);
    const document = JSON.parse(stdout);
    expect(exitCode).toBe(130);
    expect(document.trials.map(({ experiment }: Trial) => experiment)).toEqual([
      'single-login',
      'single-login',
    ]);
    expect(await findSchemaErrors(document)).toBeNull();
  });
});

describe('resumed run', () => {
  const nameOf = ({ experiment, mode, client, repeat }: Trial) => `${experiment} ${mode} ${client} ${repeat}`;

  /** Interrupts a run after some trials and loads the report that its last line names. */
  async function interrupt(changes: Partial<LoadtestOptions>): Promise<PreviousRun> {
    const hasFinishedThree = (progress: string) => /^3 of \d+: steady/m.test(progress);
    const { exitCode, stderr } = await run({}, { ...changes, reports: folder }, hasFinishedThree);
    await server?.close();
    const [name = ''] = await readdir(folder);
    expect(exitCode).toBe(130);
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(`Resume with: --resume ${join(folder, name)}`);
    return loadInterruptedRun({ resume: true, reports: folder });
  }

  it('a resumed run repeats no trial and loses none', async () => {
    const changes = { experiments: ['steady', 'exposure'], repeats: 6 } as const;
    const previousRun = await interrupt(changes);
    const before = previousRun.report.trials;
    const missing = 14 - before.length;
    expect(missing).toBeGreaterThan(2);

    const { exitCode, stdout, stderr } = await run({}, { ...changes, json: true }, undefined, previousRun);
    const document = JSON.parse(stdout);
    const names = document.trials.map(nameOf);
    expect(await findSchemaErrors(document)).toBeNull();
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`Resumed: ${before.length} of 14 trials already measured.`);
    expect(stderr).not.toContain('Resume with:');
    expect(stderr.match(/^\d+ of 14: /gm)).toHaveLength(missing);
    expect(names).toHaveLength(14);
    expect(new Set(names).size).toBe(14);
    expect(names.slice(0, 3)).toEqual([
      'steady session-redis pinned 1',
      'steady jwt-shared-key pinned 1',
      'steady session-redis pinned 2',
    ]);
    expect(document.trials.slice(0, before.length)).toEqual(before);
    expect(document).toMatchObject({
      interrupted: false,
      resumedFrom: previousRun.report.environment.date,
      settings: previousRun.report.settings,
    });
  });

  it('a resumed run repeats the trials that could not be measured', async () => {
    const previousRun = await interrupt({ repeats: 4 });
    const failed = previousRun.report.trials.filter(({ mode }) => mode === 'session-redis');
    const trials = previousRun.report.trials.filter((trial) => !failed.includes(trial));
    const report = {
      ...previousRun.report,
      trials,
      failedTrials: failed.map((trial) => ({ ...trial, reason: 'It was down.' })),
    };
    const again = { ...previousRun, report };
    const { exitCode, stdout } = await run({}, { repeats: 4, json: true }, undefined, again);
    const document = JSON.parse(stdout);
    expect(exitCode).toBe(0);
    expect(new Set(document.trials.map(nameOf)).size).toBe(8);
    expect(document.failedTrials).toEqual([]);
  });

  it('a resumed fault runs only for the modes that are missing', async () => {
    const previousRun = await interrupt({ repeats: 4 });
    const [trial = expect.fail()] = previousRun.report.trials;
    const crash = { ...trial, experiment: 'crash' as const };
    const report = { ...previousRun.report, trials: [crash] };
    const { stdout } = await run({}, { experiments: ['crash'], json: true }, undefined, {
      ...previousRun,
      report,
    });
    const document = JSON.parse(stdout);
    expect(document.trials).toEqual([crash]);
    expect(document.failedTrials).toMatchObject([{ experiment: 'crash', mode: 'jwt-shared-key' }]);
  });

  it('a resumed run needs as many instances as before', async () => {
    const previousRun = await interrupt({ repeats: 4 });
    await expect(run({ instances: 2 }, {}, undefined, previousRun)).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('was made with 3 instances, but there are 2 now.'),
    });
    expect(server?.counts.logIns).toBe(0);
  });
});

describe('modes', () => {
  const axes = { credential: 'jwt', state: 'none', keys: 'shared', balancing: 'round-robin' };

  it('the modes are those that the server lists, whatever else the list contains', async () => {
    const listed = { name: 'jwt-shared-key', teaches: '', why: '', lost: '0', ...axes };
    const { stdout } = await run({ modes: { modes: [listed], more: 1 } }, { modes: [], json: true });
    expect(JSON.parse(stdout).settings.modes).toEqual(['jwt-shared-key']);
  });

  it('a mode with an unknown axis value is left out', async () => {
    const listed = [
      { name: 'jwt-shared-key', ...axes },
      { name: 'paseto', ...axes, credential: 'paseto' },
      { ...axes, name: '../etc' },
    ];
    const { stdout } = await run({ modes: { modes: listed } }, { modes: [], json: true });
    expect(JSON.parse(stdout).settings.modes).toEqual(['jwt-shared-key']);
  });

  it('an unknown mode is refused with a list of the known ones', async () => {
    await expect(run({}, { modes: ['paseto'] })).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/^There is no mode "paseto"; the server offers session-memory, /),
    });
  });
});
