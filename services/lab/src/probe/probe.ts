// The probe of the page: one at a time, and only of this machine. It outlives every connection.
import { ExitError } from '@scale-out-lab/core';
import type { ProbeRequest, ProbeView } from '@scale-out-lab/core/wire';
import { isLoopback, judgeRecording, type ProbePlan, parseProbe, recordProbe } from '@scale-out-lab/loadtest';
import type { OperationLock } from '../operation-lock.js';
import { Problem } from '../problem.js';

export type Probe = ReturnType<typeof createProbe>;

interface ProbeOptions {
  readonly lock: OperationLock;
  /** An unexpected error, for the log. */
  readonly onError: (error: unknown) => void;
}

export function createProbe({ lock, onError }: ProbeOptions) {
  let view: ProbeView | null = null;
  let stop = new AbortController();
  let ended: Promise<void> = Promise.resolve();
  const change = (some: Partial<ProbeView>) => {
    view = view && { ...view, ...some };
  };

  async function measure(plan: ProbePlan, signal: AbortSignal): Promise<Partial<ProbeView>> {
    try {
      const recording = await recordProbe(plan, { signal, show: (progress) => change({ progress }) });
      const report = judgeRecording(recording);
      return { status: signal.aborted ? 'cancelled' : 'finished', report };
    } catch (error) {
      if (signal.aborted) return { status: 'cancelled' };
      if (!(error instanceof ExitError)) onError(error);
      return { status: 'failed', failure: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    view: () => view,
    /** @throws Problem (400, 403, 409) */
    start(request: ProbeRequest): ProbeView {
      lock.requireFree();
      const plan = toPlan(request);
      const { href: url } = plan.url;
      const sentence = `The probe of ${url} is running. Wait for it or cancel it: DELETE /lab/probe.`;
      const release = lock.acquire('run', sentence);
      stop = new AbortController();
      const started: ProbeView = {
        url,
        status: 'running',
        startedAt: new Date().toISOString(),
        progress: '',
        failure: null,
        report: null,
      };
      view = started;
      ended = measure(plan, stop.signal).then((result) => {
        change({ ...result, progress: '' });
        release();
      });
      return started;
    },
    /** Resolves once it has ended. */
    async cancel(): Promise<ProbeView | null> {
      stop.abort();
      await ended;
      return view;
    },
  };
}

/** @throws Problem that names the wrong member, or the other machine */
function toPlan({ url, password = '', ...request }: ProbeRequest): ProbePlan {
  const options = {
    '--login': request.login,
    '--check': request.check,
    '--expect': request.expect,
    '--token-path': request.tokenPath,
    '--log-out': request.logOut,
    '--rate': request.rate?.toString(),
  };
  const args = Object.entries(options).flatMap(([flag, value]) => (value ? [`${flag}=${value}`] : []));
  const plan = parse(['--', url], args, password);
  if (isLoopback(plan.url)) return { ...plan, isLoopbackOnly: true };
  throw new Problem(
    'other-machine',
    `${plan.url.host} is another machine, and the page probes only this one. Use the command line: npm run probe -- ${plan.url.href}`,
  );
}

/** No variable of this process is visible to a request. */
function parse(address: readonly string[], args: readonly string[], password: string): ProbePlan {
  try {
    return parseProbe([...args, ...address], { PROBE_PASSWORD: password });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Problem('invalid-request', detail.replace(/^error: /, ''), { cause: error });
  }
}
