// The panel "Break it": each fault is predicted, counted and listed, on the page that causes it and on another.
import { expect, it, type TestContext } from 'vitest';
import { type Language, openInBothLanguages, openInEnglish } from '../support/browser/both-languages.js';
import { type BreakPanel, openBreakPanel } from '../support/browser/break-panel.js';
import { useLabAndBrowser } from '../support/browser/lab-and-browser.js';

const shared = useLabAndBrowser();

const timeout = 60_000;
const patience = { timeout: 15_000 };

it('a crash logs out exactly the users whose session that instance holds', { timeout }, async (test) => {
  const { english, both } = await openBoth(test, 'session-memory', 'session-redis');
  const lost = await both(async (panel) => {
    await panel.logIn();
    const issued = await panel.countFigures('session-memory', /api-2/);
    expect(issued).toBeGreaterThan(0);
    expect(await panel.foretell('crash', 'session-memory', 'api-2')).toBe(issued);
    expect(await panel.foretell('crash', 'session-redis', 'api-2')).toBe(0);
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
    expect(await panel.countFigures('session-memory', panel.words.loggedOut)).toBe(lost[at]);
    await expectCount(panel, 'session-redis', 12);
    await panel.waitUntil('api-2', 'alive');
    await panel.waitUntilEnabled('crash', 'api-2');
    const ofApi2 = async () => (await panel.happened()).filter((entry) => entry.startsWith('api-2'));
    await expect.poll(ofApi2, patience).toEqual(panel.words.crashed);
  });
});

it('a Redis that stalls for two seconds logs no user out', { timeout }, async (test) => {
  const panel = await open(test, 'session-redis', 'session-memory');
  await panel.logIn();
  expect(await panel.foretell('freeze', 'session-redis', 'Redis')).toBe(0);
  const noticed = Promise.all([
    panel.waitUntil('Redis', 'stalled'),
    panel.waitUntilDisabled('freeze', 'Redis', panel.words.obstacles.redisGone),
    panel.waitUntilUnclear('session-redis'),
  ]);
  await panel.carryOut('freeze', 'Redis');
  await noticed;
  await panel.waitUntil('Redis', 'alive');
  await panel.ask();
  await expectCount(panel, 'session-redis', 12);
  await expectCount(panel, 'session-memory', 12);
});

it('a Redis that crashes ends all sessions', { timeout }, async (test) => {
  const panel = await open(test, 'session-redis', 'session-memory');
  await panel.logIn();
  expect(await panel.foretell('stop', 'session-redis', 'Redis')).toBe(12);
  expect(await panel.foretell('stop', 'session-memory', 'Redis')).toBe(0);
  const noticed = panel.waitUntil('Redis', 'dead');
  await panel.carryOut('stop', 'Redis');
  await noticed;
  await expectCount(panel, 'session-redis', 0);
  await expectCount(panel, 'session-memory', 12);
  await panel.waitUntil('Redis', 'alive');
  const ofRedis = async () => (await panel.happened()).filter((entry) => entry.startsWith('Redis'));
  await expect.poll(async () => (await ofRedis()).slice(-3), patience).toEqual(panel.words.stopped);
});

it('a new secret logs out all users at a hard cut, or the earlier ones once the old secret is retired', {
  timeout,
}, async (test) => {
  const panel = await open(test, 'jwt-shared-key', 'session-redis');
  const change = async (how: 'cut' | 'overlap' | 'retire' | 'reset', lost: number) => {
    expect(await panel.foretell(how, 'jwt-shared-key', panel.words.tokenSecret), how).toBe(lost);
    expect(await panel.foretell(how, 'session-redis', panel.words.tokenSecret), how).toBe(0);
    await panel.carryOut(how, panel.words.tokenSecret);
    await expect.poll(panel.happened, patience).toContain(panel.words.keys[how]);
    await panel.ask();
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

it('a rolling restart logs out no user whose token every instance can check', {
  timeout,
}, async (test) => {
  const panel = await open(test, 'jwt-shared-key', 'session-memory');
  await panel.logIn();
  expect(await panel.foretell('restart', 'jwt-shared-key', panel.words.go)).toBe(0);
  expect(await panel.foretell('restart', 'session-memory', panel.words.go)).toBe(12);
  const noticed = panel.waitUntilDisabled('restart', panel.words.go, panel.words.obstacles.restart);
  await panel.carryOut('restart', panel.words.go);
  await noticed;
  await expect.poll(panel.happened, { timeout: 60_000 }).toContain(panel.words.restarted);
  await panel.waitUntilEnabled('restart', panel.words.go);
  await panel.ask();
  await expectCount(panel, 'jwt-shared-key', 12);
  await expectCount(panel, 'session-memory', 0);
});

const openPanel = (mode: string, versus: string) => (language: Language) =>
  openBreakPanel(shared.browser, shared.lab.url, language, [mode, versus]);
const open = (test: TestContext, mode: string, versus: string) =>
  openInEnglish(test, openPanel(mode, versus));
const openBoth = (test: TestContext, mode: string, versus: string) =>
  openInBothLanguages(test, openPanel(mode, versus));

/** As many as the page says that there should be. */
async function expectCount(panel: BreakPanel, lane: string, loggedIn: number): Promise<void> {
  const expected = { loggedIn, of: 12, unclear: 0, foretold: String(loggedIn) };
  await expect.poll(() => panel.count(lane), patience).toEqual(expected);
}
