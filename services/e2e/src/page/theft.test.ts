// The panel "Steal it": how long a copied credential works after its owner's log-out, and how a theft is detected.
import { setTimeout as sleep } from 'node:timers/promises';
import { defaultGraceSeconds } from '@scale-out-lab/core';
import { openMap } from '../support/browser/map.js';
import { hasFocus, it } from '../support/browser/page-test.js';
import { openTheftPanel } from '../support/browser/theft-panel.js';

// Two of the tests mostly wait for an expiry, so they run at the same time.
const lifeSeconds = 20;

it.concurrent('a copy outlives the log-out until its expiry, unless all instances share the revocations', async ({
  expect,
  lab,
  open,
}) => {
  const panel = await openTheftPanel(open, 'jwt-shared-key', 'jwt-denylist');
  const { words, tokens } = panel;
  await expect
    .poll(() => panel.readRow('jwt-shared-key'))
    .toEqual({
      predicted: words.predicted.everywhere,
      tried: words.notYet,
    });
  await panel.press('all');
  await expect.poll(() => panel.countAnswers('jwt-shared-key', 'accepted')).toBe(3);
  await expect.poll(() => panel.countAnswers('jwt-denylist', 'refused')).toBe(3);
  expect(await panel.readReplays()).toMatch(words.revoked);
  // The same without the page: the copy itself works, not only its display.
  expect([
    await tryOut(lab.url, 'jwt-shared-key', tokens),
    await tryOut(lab.url, 'jwt-denylist', tokens),
  ]).toEqual([200, 401]);

  const before = await panel.secondsLeft();
  expect(before).toBeLessThanOrEqual(lifeSeconds);
  await expect.poll(panel.secondsLeft).toBeLessThan(before);
  await expect.poll(panel.secondsLeft, { interval: 1000 }).toBe(0);
  await expect.poll(() => panel.countAnswers('jwt-shared-key', 'refused')).toBe(3);
  expect(await panel.readReplays()).toMatch(words.expiredCopy);
  expect(await tryOut(lab.url, 'jwt-shared-key', tokens)).toBe(401);

  const { tried } = await panel.readRow('jwt-shared-key');
  expect(tried).toMatch(words.measured);
  const worked = Number(words.measured.exec(tried)?.[1]);
  expect(worked).toBeGreaterThan(lifeSeconds / 2);
  expect(worked).toBeLessThanOrEqual(lifeSeconds);
  await expect
    .poll(() => panel.readRow('jwt-denylist'))
    .toEqual({
      predicted: words.predicted.nowhere,
      tried: words.deadAtOnce,
    });
});

it.concurrent('a refresh token that is reused after its grace ends the log-in for the thief and for its owner', async ({
  expect,
  open,
}) => {
  const panel = await openTheftPanel(open, 'jwt-refresh');
  const { words } = panel;
  await panel.press('logIn');
  await panel.press('copy');
  await panel.press('victimRenews');
  await expect.poll(panel.renewals).toEqual([expect.stringMatching(words.renewed)]);
  await sleep(1000 * defaultGraceSeconds + 500);
  await panel.press('thiefRenews');
  await expect.poll(panel.renewals).toHaveLength(2);
  await panel.press('victimRenews');
  await expect
    .poll(panel.renewals)
    .toEqual([words.renewed, words.reused, words.ended].map((line) => expect.stringMatching(line)));
});

it('a log-out that one instance remembers stops the copy on that one alone, in Korean', async ({
  expect,
  open,
}) => {
  const panel = await openTheftPanel(open, 'jwt-denylist-memory', '', 'ko');
  const { words } = panel;
  for (const name of ['copy', 'logOut', 'replay'] as const) expect(await panel.isDisabled(name)).toBe(true);
  await panel.press('logIn');
  await panel.press('copy');
  // A slow instance is skipped, until the next round.
  const replay = async (verdict: 'accepted' | 'refused') => {
    await panel.press('replay');
    return panel.countAnswers('jwt-denylist-memory', verdict);
  };
  await panel.waitUntilPossible('replay');
  await expect.poll(() => replay('accepted')).toBe(3);
  expect(await panel.readReplays()).toContain(words.beforeLogOut);
  await panel.press('logOut');
  await panel.waitUntilPossible('logIn');
  // The instances show their answers from before the log-out until the next ones; the row counts only those since.
  const predicted = async () => (await panel.readRow('jwt-denylist-memory')).predicted;
  await expect.poll(predicted).toBe(words.predicted.butOne);
  await expect
    .poll(async () => {
      await panel.press('replay');
      return (await panel.readRow('jwt-denylist-memory')).tried;
    })
    .toMatch(words.soFar);
  await expect
    .poll(async () => [await replay('refused'), await panel.countAnswers('jwt-denylist-memory', 'accepted')])
    .toEqual([1, 2]);
});

it('a log-out that reaches another instance ends nothing, and the page shows it', async ({
  expect,
  open,
}) => {
  const panel = await openTheftPanel(open, 'session-memory');
  const { words } = panel;
  await expect
    .poll(async () => (await panel.readRow('session-memory')).predicted)
    .toBe(words.predicted.ifItArrives);
  // A slow instance is skipped, until the next round.
  const replay = async (verdict: 'accepted' | 'refused') => {
    await panel.press('replay');
    return panel.countAnswers('session-memory', verdict);
  };
  // Two of three are lost: fourteen in a row arrive once in five million times.
  let lostAt: string | undefined;
  for (let tries = 0; tries < 14 && lostAt === undefined; tries += 1) {
    await panel.press('logIn');
    await panel.waitUntilPossible('copy');
    await panel.press('copy');
    await panel.waitUntilPossible('logOut');
    await panel.press('logOut');
    await expect
      .poll(panel.readReplays)
      .toMatch(new RegExp(`${words.lostLogOut.source}|${words.loggedOut.source}`));
    lostAt = words.lostLogOut.exec(await panel.readReplays())?.[1];
  }
  expect(lostAt).toMatch(/^api-\d$/);
  expect(lostAt).not.toBe(await panel.readIssuer());
  await expect.poll(() => replay('accepted')).toBe(1);
  // Until an instance accepts it the button stays.
  for (let tries = 0; tries < 40 && !words.loggedOut.test(await panel.readReplays()); tries += 1) {
    await panel.waitUntilPossible('logIn');
    if (!(await panel.isDisabled('logOut'))) await panel.press('logOut');
  }
  expect(await panel.readReplays()).toMatch(words.loggedOut);
  expect(await panel.isDisabled('logOut')).toBe(true);
  await expect.poll(() => replay('refused')).toBe(3);
});

it('the details of an answer return the focus to its instance, though a later replay was answered', async ({
  expect,
  open,
}) => {
  const { page, press, answerOf } = await openTheftPanel(open, 'jwt-shared-key');
  const { details } = openMap({ page, language: 'en' });
  await press('all');
  await answerOf('api-2').press('Enter');
  await expect.poll(() => hasFocus(details.getByRole('heading'))).toBe(true);
  await page.waitForResponse(/census$/);
  await page.waitForResponse(/census$/);
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
  expect(await hasFocus(answerOf('api-2'))).toBe(true);
});

it('a problem stays in sight while the copies are replayed every second', async ({ expect, open }) => {
  const { page, press, waitUntilPossible } = await openTheftPanel(open, 'jwt-refresh');
  await press('logIn');
  await waitUntilPossible('copy');
  await press('copy');
  await waitUntilPossible('victimRenews');
  await page.evaluate(`{
    const send = window.fetch;
    window.fetch = (url, options) => (url.endsWith('/refresh') ? Promise.reject() : send(url, options));
  }`);
  await press('victimRenews');
  const notice = page.getByRole('alert').getByRole('paragraph');
  await notice.waitFor();
  await press('everySecond');
  await page.waitForResponse(/census$/);
  await page.waitForResponse(/census$/);
  expect(await notice.isVisible()).toBe(true);
});

/** The status of a request with the stolen token. */
async function tryOut(lab: string, mode: string, tokens: Readonly<Record<string, string>>): Promise<number> {
  const headers = { authorization: `Bearer ${tokens[mode]}` };
  return (await fetch(`${lab}/api/${mode}/me`, { headers })).status;
}
