// The panel "Break it": each fault is predicted, counted and listed, on the page that causes it and on another.
import { expect, onTestFinished } from 'vitest';
import { type BreakPanel, openBreakPanel, sinceFault } from '../support/browser/break-panel.js';
import { openMap } from '../support/browser/map.js';
import { hasFocus, it } from '../support/browser/page-test.js';

it('a crash logs out exactly the users with a session in that instance', async ({ open }) => {
  const english = await openBreakPanel(open, 'session-memory', 'session-redis');
  const korean = await openBreakPanel(open, 'session-memory', 'session-redis', 'ko');
  const both = <Result>(act: (panel: BreakPanel, at: number) => Promise<Result>) =>
    Promise.all([english, korean].map(act));
  const lost = await both(async (panel) => {
    await panel.logIn();
    const issued = await panel.countIssuedBy('session-memory', 'api-2');
    expect(issued).toBeGreaterThan(0);
    await expect.poll(() => panel.predict('crash', 'session-memory', 'api-2')).toBe(issued);
    await expect.poll(() => panel.predict('crash', 'session-redis', 'api-2')).toBe(0);
    return issued;
  });
  const noticed = both((panel) =>
    Promise.all([
      panel.waitUntil('api-2', 'dead'),
      panel.waitUntilDisabled('crash', 'api-2', panel.words.obstacles.gone),
    ]),
  );
  await english.carryOut('crash', 'api-2');
  await noticed;
  await both(async (panel, at) => {
    const left = 12 - (lost[at] ?? 0);
    await expectCount(panel, 'session-memory', left);
    await expect.poll(() => panel.countLoggedOut('session-memory')).toBe(lost[at]);
    await expectCount(panel, 'session-redis', 12);
    await panel.waitUntil('api-2', 'alive');
    await panel.waitUntilEnabled('crash', 'api-2');
    const ofApi2 = async () => (await panel.incidents()).filter((entry) => entry.startsWith('api-2'));
    await expect
      .poll(async () => sinceFault(await ofApi2(), panel.words.crashed))
      .toEqual(panel.words.crashed);
  });
});

it('the list of logged-in users is in sight next to the last fault, from a phone to a projector', async ({
  open,
}) => {
  const { page, lineOf, lastFault } = await openBreakPanel(open, 'session-memory', 'session-redis');
  for (const [width, height] of [
    [1280, 720],
    [1920, 1080],
    [360, 780],
  ] as const) {
    await page.setViewportSize({ width, height });
    await lastFault.scrollIntoViewIfNeeded();
    for (const mode of ['session-memory', 'session-redis']) {
      const top = async () => (await lineOf(mode).boundingBox())?.y ?? -1;
      await expect.poll(top, { message: `${mode} at ${width}×${height}` }).toBeGreaterThanOrEqual(0);
      expect(await top()).toBeLessThan(height / 2);
    }
  }
});

it('the details of a request return the focus to the user in the list from which they were opened', async ({
  open,
}) => {
  const { page, figuresOf, logIn } = await openBreakPanel(open, 'session-memory', 'session-redis');
  await logIn();
  const { details } = openMap({ page, language: 'en' });
  const figure = figuresOf('session-memory').nth(4);
  await figure.press('Enter');
  await expect.poll(() => hasFocus(details.getByRole('heading'))).toBe(true);
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
  expect(await hasFocus(figure)).toBe(true);
});

it('a Redis that stalls logs no user out', async ({ lab, open, control }) => {
  onTestFinished(async () => void (await control.ask('POST', 'redis/start')));
  const panel = await openBreakPanel(open, 'session-redis', 'session-memory');
  await panel.logIn();
  await expect.poll(() => panel.predict('freeze', 'session-redis', 'Redis')).toBe(0);
  await panel.keepDown();
  await panel.carryOut('freeze', 'Redis');
  await panel.waitUntil('Redis', 'stalled');
  await panel.waitUntilDisabled('freeze', 'Redis', panel.words.obstacles.redisHeld);
  await panel.carryOut('continue', 'Redis');
  await panel.waitUntil('Redis', 'alive');

  // The next stall lasts until the page has checked its users.
  const { pid } = lab.cluster.redis;
  process.kill(pid, 'SIGSTOP');
  await panel.waitUntilUnclear('session-redis').finally(() => process.kill(pid, 'SIGCONT'));
  await panel.check();
  await expectCount(panel, 'session-redis', 12);
  await expectCount(panel, 'session-memory', 12);
});

it('a Redis that crashes ends all sessions', async ({ open }) => {
  const panel = await openBreakPanel(open, 'session-redis', 'session-memory');
  await panel.logIn();
  await expect.poll(() => panel.predict('stop', 'session-redis', 'Redis')).toBe(12);
  await expect.poll(() => panel.predict('stop', 'session-memory', 'Redis')).toBe(0);
  const noticed = panel.waitUntil('Redis', 'dead');
  await panel.carryOut('stop', 'Redis');
  await noticed;
  await expectCount(panel, 'session-redis', 0);
  await expectCount(panel, 'session-memory', 12);
  await panel.waitUntil('Redis', 'alive');
  const ofRedis = async () => (await panel.incidents()).filter((entry) => entry.startsWith('Redis'));
  await expect
    .poll(async () => sinceFault(await ofRedis(), panel.words.stopped))
    .toEqual(panel.words.stopped);
});

it('a new secret logs out all users at a hard cut, or the earlier ones once the old secret is retired', async ({
  open,
}) => {
  const panel = await openBreakPanel(open, 'jwt-shared-key', 'session-redis');
  const changes: readonly string[] = Object.values(panel.words.keys);
  const lastChange = async () => (await panel.incidents()).findLast((entry) => changes.includes(entry));
  const change = async (how: 'cut' | 'overlap' | 'retire' | 'reset', lost: number) => {
    await expect
      .poll(() => panel.predict(how, 'jwt-shared-key', panel.words.tokenSecret), { message: how })
      .toBe(lost);
    await expect
      .poll(() => panel.predict(how, 'session-redis', panel.words.tokenSecret), { message: how })
      .toBe(0);
    await panel.carryOut(how, panel.words.tokenSecret);
    // An earlier change of the same name may still be in the list.
    await expect.poll(lastChange).toBe(panel.words.keys[how]);
    await panel.check();
    await expectCount(panel, 'jwt-shared-key', 12 - lost);
    await expectCount(panel, 'session-redis', 12);
  };
  await panel.logIn();
  await change('cut', 12);
  await panel.logIn();
  await change('overlap', 0);
  await change('retire', 12);
  // A log-in after the overlap gets a token that the new secret signed.
  await panel.logIn();
  await change('overlap', 0);
  await panel.logIn();
  await change('retire', 0);
  await change('reset', 12);
});

it('a rolling restart logs out no user with a token that every instance can check', async ({
  open,
  control,
}) => {
  const panel = await openBreakPanel(open, 'jwt-shared-key', 'session-memory');
  await panel.logIn();
  const starts = async () => (await control.state()).instances.map(({ startedAt }) => startedAt);
  const before = await starts();
  await expect.poll(() => panel.predict('restart', 'jwt-shared-key', panel.words.go)).toBe(0);
  await expect.poll(() => panel.predict('restart', 'session-memory', panel.words.go)).toBe(12);
  const noticed = panel.waitUntilDisabled('restart', panel.words.go, panel.words.obstacles.restart);
  await panel.carryOut('restart', panel.words.go);
  await noticed;
  // Each drain and start takes its time.
  for (const at of before.keys()) await expect.poll(async () => (await starts())[at]).not.toBe(before[at]);
  await expect.poll(panel.incidents).toContain(panel.words.restarted);
  await panel.waitUntilEnabled('restart', panel.words.go);
  await panel.check();
  await expectCount(panel, 'jwt-shared-key', 12);
  await expectCount(panel, 'session-memory', 0);
});

/** The number that the page predicts. */
async function expectCount(panel: BreakPanel, lane: string, loggedIn: number): Promise<void> {
  const expected = { loggedIn, of: 12, unclear: 0, predicted: String(loggedIn) };
  await expect.poll(() => panel.count(lane)).toEqual(expected);
}
