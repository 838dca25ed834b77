// Starts an application of several instances behind a balancer, probes it as a stranger would, and stops everything.
import type { ProbeRecording, ProbeReport } from '@scale-out-lab/core/wire';
import { judgeRecording, parseProbe, recordProbe } from '@scale-out-lab/loadtest';
import { type AppName, apps, startInstances } from './apps.js';
import { type Balancing, startBalancer } from './balancers.js';
import type { App } from './foreign/instance.js';

export interface ProbeCase {
  readonly app: AppName;
  readonly balancing: Balancing;
  readonly instances: number;
}

const json = ['--login', 'POST /login {"user":"Alice","password":"demo"}', '--token-path', 'access_token'];
const form = ['--login', 'POST /login user=Alice&password=demo'];
const csrf = [...form, '--csrf', '/login _csrf'];

/** @param more arguments besides the log-in and the check */
export async function probeApp(given: ProbeCase, more: readonly string[] = []): Promise<ProbeReport> {
  return judgeRecording(await recordApp(given, more));
}

/** @param more arguments besides the log-in and the check */
export async function recordApp(
  { app, balancing, instances }: ProbeCase,
  more: readonly string[] = [],
): Promise<ProbeRecording> {
  const application: App = apps[app]();
  const started = await startInstances(application, instances);
  const closing = [...started];
  try {
    const balancer = await startBalancer(
      balancing,
      started.map(({ port }) => port),
    );
    closing.push(balancer);
    const logIn = app.startsWith('jsonwebtoken') ? json : app.startsWith('CSRF') ? csrf : form;
    const url = `http://127.0.0.1:${balancer.port}`;
    const usual = [...logIn, '--check', 'GET /account', '--expect', expected(app)];
    const args = [url, ...(application.args ?? usual), '--rate', '2000', ...more];
    return await recordProbe(parseProbe(args, {}), { signal: new AbortController().signal, show: () => {} });
  } finally {
    await Promise.all(closing.map((each) => each.close()));
  }
}

const expected = (app: AppName) => (app.startsWith('koa') ? 'alice' : 'Alice');
