// "Try it": the page reports the requests that were really answered, next to the rate that theory predicts.
import { type Client, modeNamed, predictFailureRate, wilson } from '@scale-out-lab/core';
import { expect } from 'vitest';
import { hearAnswers, isLost, openJourney } from '../support/browser/journey-panel.js';
import { hasFocus, it, type Tab, tabTo } from '../support/browser/page-test.js';

const partsOf = (tab: Tab) => ({ page: tab.page, heard: hearAnswers(tab.page), journey: openJourney(tab) });

const percent = (share: number) => `${Number((share * 100).toFixed(1))}%`;

function predict(mode: string, model: Client, requestsPerUser: number): number {
  const known = modeNamed(mode);
  return predictFailureRate(known, model, { instances: 3, requestsPerUser });
}

/** The column of the table for this number of losses, in numbers and in the texts of the page. */
function columnOf(sent: number, lost: number, predicted: number, verdicts: readonly string[]) {
  const [low, high] = wilson(lost, sent, 0.95);
  const liesIn = predicted >= low - 1e-9 && predicted <= high + 1e-9;
  return {
    sent: String(sent),
    lost: String(lost),
    measured: percent(lost / sent),
    interval: `${percent(low)} – ${percent(high)}`,
    predicted: percent(predicted),
    verdict: verdicts[Number(liesIn)],
  };
}

it('the figures of two modes side by side are those of the requests that were really answered, in Korean', async ({
  open,
}) => {
  const { page, journey, heard } = partsOf(await open('vs=jwt-shared-key&speed=fast', { language: 'ko' }));
  const { words } = journey;
  await journey.logIn('alice', 'bob');
  let sent = 0;
  for (const count of [10, 10] as const) {
    await journey.send(count);
    sent += count;
    const figures = await journey.figures();
    expect(Object.keys(figures)).toEqual(['session-memory', 'jwt-shared-key']);
    for (const [mode, column] of Object.entries(figures)) {
      const asked = await heard.asked(mode);
      const lost = asked.filter(isLost).length;
      expect(asked, mode).toHaveLength(sent);
      expect(column, mode).toEqual(columnOf(sent, lost, predict(mode, 'pinned', sent), words.verdicts));
      await expect
        .poll(() => page.getByRole('status').allInnerTexts())
        .toEqual(expect.arrayContaining([expect.stringContaining(words.spoken(mode, lost, sent))]));
      const drawn = words.drawn(mode, column.measured, column.predicted);
      expect(await page.getByRole('img', { name: drawn, exact: true }).count(), drawn).toBe(1);
    }
    expect(figures['jwt-shared-key']?.lost).toBe('0');
  }
  // Both users sent some of them, since each request is sent by one of them at random.
  const senders = (await heard.asked('jwt-shared-key')).map(({ username }) => username);
  expect(new Set(senders)).toEqual(new Set(['alice', 'bob']));
  expect((await heard.asked('session-memory')).filter(isLost).length).toBeGreaterThan(0);
});

it('a log-out removes the visitor, and the page shows its effect on the credential', async ({ open }) => {
  const { journey, heard } = partsOf(await open('vs=jwt-shared-key&speed=fast'));
  const { words, button, lane } = journey;
  await journey.logIn('alice', 'bob');
  await button(words.logOut('alice')).click();
  await expect.poll(() => lane('jwt-shared-key').innerText()).toMatch(words.revokedNowhere);
  const logOuts = (await heard.exchanges()).filter(({ kind }) => kind === 'logout');
  expect(logOuts.map(({ mode }) => mode)).toEqual(['session-memory', 'jwt-shared-key']);
  // Only the instance that logged alice in can log her out, and then no other accepts her session either.
  const said = logOuts[0]?.status === 200 ? words.revokedEverywhere : words.logOutLost;
  const text = await lane('session-memory').innerText();
  expect(text).toMatch(said);
  expect(text.split(words.notLoggedIn)).toHaveLength(2);
  expect(text).toContain(words.loggedIn);
  expect(await button(words.send(1)).isEnabled()).toBe(true);

  await button(words.logOut('bob')).click();
  await expect.poll(() => button(words.send(1)).isDisabled()).toBe(true);
  expect(await lane('jwt-shared-key').innerText()).not.toContain(words.loggedIn);
});

it('another mode or other visitors reset the count, and a mode that stays keeps its count', async ({
  open,
}) => {
  const { page, journey } = partsOf(await open('vs=jwt-shared-key&speed=fast'));
  const { words } = journey;
  const sent = async () =>
    Object.fromEntries(
      Object.entries(await journey.figures()).map(([mode, column]) => [mode, column.sent] as const),
    );
  await journey.logIn('alice');
  await journey.send(10);
  expect(await sent()).toEqual({ 'session-memory': '10', 'jwt-shared-key': '10' });

  const mode = page.getByRole('combobox', { name: words.mode, exact: true });
  await mode.selectOption('session-redis');
  expect(await sent()).toEqual({ 'session-redis': '0', 'jwt-shared-key': '10' });
  await mode.selectOption('session-memory');
  expect(await sent()).toEqual({ 'session-memory': '0', 'jwt-shared-key': '10' });
  expect((await journey.figures())['session-memory']?.measured).toBe('–');

  await page.getByRole('combobox', { name: words.visitors, exact: true }).selectOption('browser');
  expect(await sent()).toEqual({ 'session-memory': '0', 'jwt-shared-key': '0' });
});

it('a visitor who honours Set-Cookie loses the cookie at the first miss, and the page shows it', async ({
  open,
}) => {
  const { page, journey, heard } = partsOf(await open('speed=fast'));
  const { words, lane } = journey;
  await page
    .getByRole('combobox', { name: words.visitors, exact: true })
    .selectOption({ label: words.browser });
  await journey.logIn('alice');
  expect(await lane('session-memory').innerText()).not.toContain(words.cookieTaken);
  await journey.send(1);
  await journey.send(10);
  const asked = await heard.asked('session-memory');
  const firstMiss = asked.findIndex(isLost);
  expect(asked.map(({ credential }) => credential !== null)).toEqual(
    asked.map((_, index) => index <= firstMiss),
  );
  expect(asked.slice(firstMiss).every(isLost)).toBe(true);
  expect(await lane('session-memory').innerText()).toContain(words.cookieTaken);
  const lost = asked.filter(isLost).length;
  const predicted = predict('session-memory', 'browser', 11);
  expect((await journey.figures())['session-memory']).toEqual(columnOf(11, lost, predicted, words.verdicts));
});

it('a guess is shown next to the measurement and the 20 of 30 that theory predicts', async ({ open }) => {
  const { page, journey, heard } = partsOf(await open('speed=fast'));
  const { words, button } = journey;
  const guess = page.getByRole('spinbutton', { name: words.question });
  expect(await button(words.play).isDisabled()).toBe(true);
  await page.getByText(words.noGuess).waitFor();
  const measured: number[] = [];
  for (const guessed of [20, 7]) {
    await guess.fill(String(guessed));
    await guess.press('Enter');
    const rows = page.getByRole('table', { name: words.rounds }).getByRole('row');
    await expect.poll(() => rows.count()).toBe(measured.length + 2);
    const asked = await heard.asked('session-memory');
    expect(asked).toHaveLength(30 * (measured.length + 1));
    const lost = asked.slice(-30).filter(isLost).length;
    measured.push(lost);
    await page.getByText(words.guessed(Math.abs(guessed - lost))).waitFor();
    await page.getByText(words.theory(Math.abs(20 - lost))).waitFor();
    expect(await hasFocus(guess)).toBe(true);
    const figures = await page.locator('.journey-round dl').innerText();
    const shown = [String(guessed), String(lost), '20'];
    expect(figures.split(/\n+/)).toEqual(words.round.flatMap((name, at) => [name, shown[at]]));
  }
  const rounds = await page.getByRole('table', { name: words.rounds }).getByRole('row').allInnerTexts();
  const cells = rounds.slice(1).map((row) => row.split('\t').slice(1));
  expect(cells).toEqual([
    ['7', String(measured[1]), '20'],
    ['20', String(measured[0]), '20'],
  ]);
});

it('sending can be stopped, and the requests sent by then are counted', async ({ open }) => {
  const { page, journey, heard } = partsOf(await open('speed=normal'));
  const { words, button } = journey;
  await journey.logIn('alice');
  await button(words.send(100)).click();
  const sentSoFar = async () =>
    Number.parseInt(/\d+/.exec(await page.getByText(words.sentSoFar).innerText())?.[0] ?? '', 10);
  await expect.poll(sentSoFar).toBeGreaterThanOrEqual(3);
  expect(await button(words.send(1)).isDisabled()).toBe(true);
  await button(words.stop).first().click();
  await expect.poll(() => button(words.send(1)).isEnabled()).toBe(true);
  expect(await page.getByText(words.sentSoFar).count()).toBe(0);
  const before = (await heard.asked('session-memory')).length;
  expect(before).toBeLessThan(100);
  await journey.send(1);
  // Besides that one there may be the one that was on its way when it was stopped, and no more.
  const after = (await heard.asked('session-memory')).length;
  expect([1, 2]).toContain(after - before);
  const shown = async () => (await journey.figures())['session-memory']?.sent;
  await expect.poll(shown).toBe(String(after));
});

it('the page drops a visitor that the control room no longer has, and shows the reason', async ({
  control,
  open,
}) => {
  const tab = await open('speed=fast', { allows: /404 \(Not Found\)/ });
  const { page, journey, heard } = partsOf(tab);
  const { words, button, lane } = journey;
  await journey.logIn('alice');
  const [logIn] = await heard.exchanges();
  expect((await control.ask('DELETE', `clients/${logIn?.clientId}`)).status).toBe(204);
  await button(words.send(1)).click();
  await expect.poll(() => page.getByRole('alert').innerText()).toContain(words.forgotten);
  expect(await lane('session-memory').innerText()).not.toContain(words.loggedIn);
  expect(await button(words.send(1)).isDisabled()).toBe(true);
  // The browser itself notes the answer.
  expect(tab.complaints).toEqual([expect.stringContaining('404 (Not Found)')]);

  await journey.logIn('alice');
  await journey.send(1);
  expect(await page.getByRole('alert').innerText()).toBe('');
  expect((await journey.figures())['session-memory']?.sent).toBe('1');
});

it('works on a phone and by keyboard alone', async ({ open }) => {
  const tab = await open('mode=jwt-shared-key&speed=fast', { width: 390, height: 844 });
  const { page, journey, heard } = partsOf(tab);
  const { words, button } = journey;
  await tabTo(page, button(words.logIn('alice')));
  await page.keyboard.press('Enter');
  await expect.poll(() => button(words.logOut('alice')).isEnabled()).toBe(true);
  await tabTo(page, button(words.send(1)));
  await page.keyboard.press('Space');
  await expect
    .poll(async () => (await journey.figures())['jwt-shared-key'])
    .toEqual(columnOf(1, 0, 0, words.verdicts));
  expect(await heard.asked('jwt-shared-key')).toHaveLength(1);
  // The focus is where it was, so that another is sent by the same key.
  await expect.poll(() => button(words.send(1)).isEnabled()).toBe(true);
  expect(await hasFocus(button(words.send(1)))).toBe(true);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await journey.figures())['jwt-shared-key']?.sent).toBe('2');
  const table = page.getByRole('table', { name: words.figures });
  await table.scrollIntoViewIfNeeded();
  const { x = -1, width = 0 } = (await table.boundingBox()) ?? {};
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(390);
});
