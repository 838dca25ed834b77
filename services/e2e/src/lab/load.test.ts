// The continuous load: its losses in each mode next to the prediction, and its end.
import type { LoadState, LoadView, ProblemView, RunView } from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import { expect, it, onTestFinished } from 'vitest';
import { useControlRoom } from '../support/control-room.js';

const room = useControlRoom();
const usersLoggedIn = 20;

const look = async () => (await room.ask<LoadState>('GET', 'load')).body.load as LoadView;
const switchTo = async (mode: string, requestsPerSecond = 60) =>
  (await room.ask<LoadState & ProblemView>('PUT', 'load', { mode, requestsPerSecond })).body;

/** A page, until the test ends. */
async function listen() {
  const page = await room.listen();
  onTestFinished(page.cut);
  return page;
}

/** The requests of one mode that have ended. */
function ofMode({ history }: LoadView, mode: string) {
  const seconds = history.filter((second) => second.mode === mode);
  const sum = (key: 'sent' | 'failed') => seconds.reduce((all, second) => all + second[key], 0);
  return { sent: sum('sent'), failed: sum('failed') };
}

it('the loss falls from two thirds to none when the mode changes, and each request is counted once', async () => {
  const { heard } = await listen();
  await until(room.allAlive);
  /** By the answers that each instance gave after this call. */
  async function answered(): Promise<number> {
    const since = Date.now();
    let { instances } = await room.state();
    await until(async () => {
      ({ instances } = await room.state());
      return instances.every(({ now }) => Date.parse(now ?? '') > since);
    });
    return instances.reduce((sum, { requests }) => sum + (requests ?? 0), 0);
  }
  const before = await answered();

  expect(await switchTo('session-memory')).toMatchObject({
    load: { mode: 'session-memory', predicted: 2 / 3 },
  });
  await until(async () => ofMode(await look(), 'session-memory').sent >= 700);
  const { sent, failed } = ofMode(await look(), 'session-memory');
  // Five standard deviations of a binomial share: by chance it is farther off once in two million runs.
  expect(Math.abs(failed / sent - 2 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / sent));

  const fixed = ['session-sticky', 'session-redis', 'jwt-shared-key'];
  for (const mode of fixed) {
    expect(await switchTo(mode)).toMatchObject({ load: { mode, predicted: 0 } });
    await until(async () => ofMode(await look(), mode).sent >= 60);
  }
  let last = await look();
  await until(async () => {
    last = await look();
    return last.recent.failed === 0 && last.recent.sent > 200;
  });
  for (const mode of fixed) expect(ofMode(last, mode), mode).toMatchObject({ failed: 0 });
  const published = heard.flatMap(({ name, data }) => (name === 'load' ? [data.load] : []));
  expect(published.length).toBeGreaterThan(10);

  const { load: atEnd } = (await room.ask<LoadState>('DELETE', 'load')).body;
  expect(await look()).toBeNull();
  const modes = ['session-memory', ...fixed];
  const logIns = usersLoggedIn * modes.length;
  expect((await answered()) - before - logIns).toBe(atEnd?.total.sent);
});

it('a load has no prediction after a crash, until its users log in again', async () => {
  await listen();
  await switchTo('session-sticky', 10);
  const startOfApi2 = async () => (await room.state()).instances[1]?.startedAt;
  const before = await startOfApi2();
  await room.ask('POST', 'instances/api-2/crash');
  expect(await look()).toMatchObject({ predicted: null });
  await until(async () => (await startOfApi2()) !== before && (await room.allAlive()));
  expect(await look()).toMatchObject({ predicted: null });
  expect(await switchTo('session-sticky', 10)).toMatchObject({ load: { predicted: 0 } });
});

it('a load ends when the last page is closed', async () => {
  const page = await room.listen();
  await switchTo('jwt-shared-key', 5);
  await page.cut();
  expect(await look()).toMatchObject({ mode: 'jwt-shared-key' });
  await until(async () => (await look()) === null);
});

it('a run ends the load, and refuses another', async () => {
  await listen();
  await switchTo('jwt-shared-key', 5);
  const run = { experiments: ['steady'], modes: ['jwt-shared-key'], clients: ['pinned'] };
  const { status, body } = await room.ask<RunView>('POST', 'runs', run);
  expect(status).toBe(202);
  expect(await switchTo('jwt-shared-key')).toMatchObject({ status: 409, code: 'busy' });
  await until(async () => (await look()) === null);
  await room.ask('POST', `runs/${body.id}/cancel`);
});

it.each([
  ['oidc-redis', 10, 'Users of the load log in with a password'],
  ['nothing', 10, 'nothing'],
  ['jwt-shared-key', 61, '60'],
])('a load of %s at %d requests a second is refused', async (mode, rate, detail) => {
  const refusal = await switchTo(mode, rate);
  expect(refusal).toMatchObject({ status: 400, code: 'invalid-request' });
  expect(refusal.detail).toContain(detail);
});
