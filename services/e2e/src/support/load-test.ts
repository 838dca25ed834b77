// The load test in the test's own process: its exit code, its output, and the report in it.
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { defaults, type LoadtestOptions, runAndReport } from '@scale-out-lab/loadtest';

type Context = Partial<Pick<Parameters<typeof runAndReport>[1], 'faults' | 'machines' | 'secrets'>>;

/** @param changes to the default options, with the JSON report on stdout and no folder of reports */
export async function runLoadTest(url: string, changes: Partial<LoadtestOptions>, context: Context = {}) {
  const printed = { stdout: '', stderr: '' };
  const writerOf = (name: keyof typeof printed) => ({
    write(text: string | Uint8Array) {
      printed[name] += text;
      return true;
    },
  });
  const options = {
    ...defaults,
    modes: [],
    clients: [],
    json: true,
    thresholds: [],
    reports: null,
    ...changes,
  };
  const exitCode = await runAndReport(options, {
    ...context,
    url: new URL(url),
    signal: new AbortController().signal,
    isColored: false,
    stdout: writerOf('stdout'),
    stderr: writerOf('stderr'),
  });
  return {
    exitCode,
    printed,
    get document() {
      return JSON.parse(printed.stdout) as ReportDocument;
    },
  };
}
