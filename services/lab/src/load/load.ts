// The continuous load: logged-in users send requests through the balancer until they are stopped. Its mode can change
// meanwhile. It ends when the last page is closed, at its limit, and before a run or a reset.
import { catalogue, type Mode, passwordModeNames } from '@scale-out-lab/core';
import type { LoadRequest, LoadView } from '@scale-out-lab/core/wire';
import { chooseModes, startTraffic, type Traffic } from '@scale-out-lab/loadtest';
import pLimit from 'p-limit';
import { Problem } from '../problem.js';
import type { Stream } from '../stream/stream.js';
import { countLoad, type LoadCount } from './count-load.js';
import type { LoggedIn } from './predict-load.js';

export type Load = ReturnType<typeof createLoad>;

interface LoadOptions {
  /** The balancer. */
  readonly url: URL;
  readonly stream: Pick<Stream, 'publish' | 'subscribers'>;
  /** @throws Problem (409) where other requests would disturb a measurement */
  readonly requireQuiet: () => void;
  /** The share of requests that fails now; null if users that logged in then are not as they were. */
  readonly predict: (mode: Mode, loggedIn: LoggedIn) => number | null;
  /** The instances now. */
  readonly instances: () => LoggedIn['instances'];
  /** Called when requests begin to flow, and when they end. */
  readonly onFlow: (isFlowing: boolean) => void;
  /** Called when requests could not be ended in order. */
  readonly onFailure: (error: unknown) => void;
}

const users = 20;
/** Far from the users of the page, so that no log-in of a visitor is one of these. */
const firstUser = 900;
const maxInFlight = 60;
const everyMs = 500;
const limitMs = 10 * 60_000;
/** A page that reloads is back within this time. */
const aloneMs = 5000;

interface Flow {
  readonly mode: Mode;
  readonly requestsPerSecond: number;
  readonly traffic: Traffic;
  readonly loggedIn: LoggedIn;
  /** How many entries of the ledger are counted. */
  counted: number;
}

export function createLoad({
  url,
  stream,
  requireQuiet,
  predict,
  instances,
  onFlow,
  onFailure,
}: LoadOptions) {
  const inTurn = pLimit(1);
  const closing = new AbortController();
  let flow: Flow | undefined;
  let count: LoadCount = countLoad();
  let startedAtMs = 0;
  let heardAtMs = 0;
  let ticker: NodeJS.Timeout | undefined;

  function countEnded(of: Flow): void {
    const entries = of.traffic.ledger.entries.slice(of.counted);
    of.counted += entries.length;
    const predicted = predict(of.mode, of.loggedIn);
    const zeroMs = Date.now() - performance.now();
    for (const { kind, mode, outcome, answeredAt } of entries) {
      if (kind !== 'logIn') count.add({ mode, atMs: zeroMs + answeredAt, isOk: outcome === 'ok' }, predicted);
    }
  }
  async function end(of: Flow): Promise<void> {
    await of.traffic.stop();
    countEnded(of);
  }
  function view(): LoadView | null {
    if (!flow) return null;
    const { mode, requestsPerSecond, loggedIn } = flow;
    return {
      mode: mode.name,
      requestsPerSecond,
      users,
      startedAt: new Date(startedAtMs).toISOString(),
      endsAt: new Date(startedAtMs + limitMs).toISOString(),
      predicted: predict(mode, loggedIn),
      ...count.at(Date.now()),
    };
  }
  function publish(): void {
    stream.publish('load', { load: view() });
  }
  function tick(): void {
    if (!flow) return;
    countEnded(flow);
    publish();
    const now = Date.now();
    if (stream.subscribers() > 0) heardAtMs = now;
    if (now - heardAtMs > aloneMs || now - startedAtMs > limitMs) stop().catch(onFailure);
  }
  function begin(): void {
    count = countLoad();
    startedAtMs = Date.now();
    heardAtMs = startedAtMs;
    ticker = setInterval(tick, everyMs).unref();
    onFlow(true);
  }
  /** The users of the new mode log in before those of the old one stop, so that a failed log-in changes nothing. */
  async function change({
    mode,
    requestsPerSecond,
  }: {
    mode: Mode;
    requestsPerSecond: number;
  }): Promise<void> {
    requireQuiet();
    const plan = { url, modes: [mode], usersPerMode: users, writeShare: 0, firstUser, maxInFlight };
    const traffic = await startTraffic({ ...plan, requestsPerSecond }, closing.signal);
    const loggedIn = { at: new Date().toISOString(), instances: instances() };
    const former = flow;
    if (!former) begin();
    flow = { mode, requestsPerSecond, traffic, loggedIn, counted: 0 };
    if (former) await end(former);
    publish();
  }
  async function finish(): Promise<LoadView | null> {
    const last = flow;
    if (!last) return null;
    clearInterval(ticker);
    try {
      await end(last);
      return view();
    } finally {
      flow = undefined;
      onFlow(false);
      publish();
    }
  }
  const stop = () => inTurn(finish);

  return {
    view,
    /** Starts it, or changes it while it runs. @throws Problem (400, 409), ExitError if a user cannot log in */
    async set({ mode: name, requestsPerSecond }: LoadRequest): Promise<LoadView | null> {
      const [mode] = chooseModes(catalogue, [name]) as [Mode];
      if (mode.signIn) {
        const detail = `Users of the load log in with a password; expected one of ${passwordModeNames.join(', ')}.`;
        throw new Problem('invalid-request', detail);
      }
      await inTurn(() => change({ mode, requestsPerSecond }));
      return view();
    },
    /** Resolves to the last view when every request is over; null: there was none. */
    stop,
    /** The same; requests under way are not waited for. */
    async close(): Promise<void> {
      closing.abort();
      await stop();
    },
  };
}
