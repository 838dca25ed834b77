// The map shows the contents of the cluster and the outcomes of the requests, at once, and for every eye and hand.
import type { RunView } from '@scale-out-lab/core/wire';
import { expect, vi } from 'vitest';
import { hearAnswers, isLost, openJourney, sendUntilRefused } from '../support/browser/journey-panel.js';
import { openMap } from '../support/browser/map.js';
import { type Control, hasFocus, it, type Tab, tabTo } from '../support/browser/page-test.js';
import type { RunningLab } from '../support/cluster.js';

const partsOf = (tab: Tab) => ({
  page: tab.page,
  heard: hearAnswers(tab.page),
  journey: openJourney(tab),
  map: openMap(tab),
});
const longest = { timeout: 30_000 };

const inMegabytes = (bytes: number | null = 0, decimals = 0) =>
  `${Number(((bytes ?? 0) / 1e6).toFixed(decimals))} MB`;

it('instances and Redis show their contents, and the issuer of a log-in holds it', async ({
  control,
  open,
}) => {
  const { page, heard, journey, map } = partsOf(await open('vs=session-redis&speed=fast'));
  const { words, facts, textOf } = map;
  /** Resolves to the announced text once it is shown. */
  const showsWhatIsHeld = () =>
    vi.waitFor(async () => {
      const { instances, redis } = await control.state();
      for (const { id, logIns, rssBytes } of instances) {
        const held = String(logIns['session-memory'] ?? 0);
        const shown = { [words.logIns]: held, [words.memory]: inMegabytes(rssBytes) };
        expect(await facts(id)).toMatchObject(shown);
        expect(await textOf(id)).toContain(words.alive);
      }
      expect(await facts('redis')).toEqual({
        [words.redis.keys]: String(redis?.keys),
        [words.redis.memory]: inMegabytes(redis?.usedMemoryBytes, 1),
        [words.redis.file]: redis?.isPersistent ? words.redis.yes : words.redis.no,
      });
      return { instances, redis };
    }, longest);

  const before = await showsWhatIsHeld();
  expect(before.instances.map(({ id }) => id)).toEqual(['api-1', 'api-2', 'api-3']);
  expect(await textOf('visitor session-memory')).toContain(words.noVisitor);
  await journey.logIn('alice');
  const [logIn] = await heard.exchanges();
  await vi.waitFor(async () => {
    const after = await showsWhatIsHeld();
    const more = after.instances.map(({ id, logIns }, index) => [
      id,
      (logIns['session-memory'] ?? 0) - (before.instances[index]?.logIns['session-memory'] ?? 0),
    ]);
    expect(more.filter(([, count]) => count !== 0)).toEqual([[logIn?.servedBy, 1]]);
    expect(after.redis?.keys).toBeGreaterThan(before.redis?.keys ?? 0);
  }, longest);
  expect(await textOf('visitor session-memory')).toContain(`alice ${logIn?.servedBy}`);

  await page.getByRole('combobox', { name: journey.words.versus, exact: true }).selectOption('');
  await expect.poll(() => textOf('redis')).toContain(words.unused);
});

it('a log-in is lost with the memory of its instance, after a reload too, and not by a stall', async ({
  control,
  open,
}) => {
  const { page, heard, journey, map } = partsOf(await open('speed=fast'));
  await journey.logIn('alice');
  const [logIn] = await heard.exchanges();
  const holder = logIn?.servedBy ?? '';
  const chip = map.part(holder).getByRole('listitem');
  const isUpAgain = async () => {
    const { instances } = await control.state();
    return instances.find(({ id }) => id === holder)?.isReady;
  };
  await expect.poll(() => chip.innerText()).toBe('alice');
  await control.ask('POST', `instances/${holder}/stall`, { ms: 2500 });
  const stalled = page.getByText(map.words.stalled);
  await stalled.waitFor();
  await stalled.waitFor({ state: 'detached' });
  await expect.poll(isUpAgain, longest).toBe(true);
  await page.waitForTimeout(1500);
  expect(await chip.innerText()).toBe('alice');

  await page.reload();
  await expect.poll(() => chip.innerText()).toBe('alice');
  await control.ask('POST', `instances/${holder}/crash`);
  await expect
    .poll(async () => (await chip.innerText()).split(/\s+/), longest)
    .toEqual(['alice', map.words.lost]);
  await expect.poll(isUpAgain, longest).toBe(true);
});

it('a refused request is in the list with its reason, and is opened and closed by keyboard, in Korean', async ({
  open,
}) => {
  const { page, heard, journey, map } = partsOf(await open('speed=fast', { language: 'ko' }));
  const { words, details, entry } = map;
  await journey.logIn('alice');
  await sendUntilRefused(journey, heard);
  const exchanges = await heard.exchanges();
  expect(await map.list()).toEqual(map.listOf(exchanges));
  const refused = exchanges.findLast(isLost) ?? expect.fail('none was refused');
  const { id, issuedBy, servedBy, credential, detail } = refused;
  expect(await map.list()).toContain(`✗ ${words.kinds.me} ${servedBy} ${words.unknown}`);

  await tabTo(page, entry(id));
  await page.keyboard.press('Enter');
  await details.waitFor();
  await expect.poll(() => hasFocus(details.getByRole('heading'))).toBe(true);
  expect(await entry(id).getAttribute('aria-expanded')).toBe('true');
  const { sent, carried, looked, answer, words: itsWords, issued, served } = words.rows;
  const rows = await map.rows();
  expect(rows).toMatchObject({
    [sent]: expect.stringContaining('GET /api/session-memory/me'),
    [carried]: expect.stringContaining('cookie: sid-session-memory='),
    [issued]: issuedBy,
    [served]: servedBy,
    [looked]: expect.stringMatching(words.verified),
    [answer]: `✗ HTTP 401 ${words.because(issuedBy ?? '', servedBy ?? '')}`,
    [itsWords]: detail,
  });
  expect(rows[carried]).toContain(credential?.text.slice(-20));
  const lookUps = await details.getByRole('listitem').allInnerTexts();
  expect(lookUps).toEqual([expect.any(String), expect.stringMatching(words.notThere)]);
  expect(issuedBy).not.toBe(servedBy);

  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
  expect(await hasFocus(entry(id))).toBe(true);
});

it('a dot on its way opens the request that it is when it is clicked', async ({ open }) => {
  const { page, heard, journey, map } = partsOf(await open('speed=slow', { isMotionReduced: false }));
  const { words, details, part } = map;
  await journey.logIn('alice');
  await page.getByRole('button', { name: journey.words.send(10), exact: true }).click();
  // Every dot takes this way, there and back: from the visitors to nginx, in the middle between the two.
  const [from, to] = [await part('visitor session-memory').boundingBox(), await part('nginx').boundingBox()];
  if (!from || !to) return expect.fail('they are not on the map');
  const x = (from.x + from.width + to.x) / 2;
  const y = (from.y + from.height / 2 + to.y + to.height / 2) / 2;
  await vi.waitFor(
    async () => {
      await page.mouse.click(x, y);
      expect(await details.isVisible()).toBe(true);
    },
    { ...longest, interval: 10 },
  );
  const entry = await map.openEntry();
  // On a busy machine the dot of the log-in may still be on its way.
  const opened = (await heard.exchanges()).find(({ id }) => `exchange-${id}` === entry);
  expect(opened).toBeDefined();
  expect(await map.rows()).toMatchObject({
    [words.rows.sent]: expect.stringContaining(`${opened?.method} ${opened?.path}`),
    [words.rows.served]: opened?.servedBy,
    [words.rows.answer]: expect.stringContaining(`HTTP ${opened?.status}`),
  });
});

it.for([
  ['is crashed by the control room', (_, { ask }) => ask('POST', 'instances/api-2/crash')],
  ['is killed by another process', async ({ cluster }) => cluster.instances[1]?.kill()],
] satisfies [string, (lab: RunningLab, control: Control) => Promise<unknown>][])(
  'an instance that %s is dead on the map until it is back',
  async ([, crash], { lab, control, open }) => {
    const { journey, map } = partsOf(await open('speed=fast'));
    const { words, facts, textOf, part } = map;
    await journey.logIn('alice');
    await expect.poll(() => textOf('api-2')).toContain(words.alive);
    // Both at once, because it is back after a moment.
    const isDead = part('api-2')
      .filter({ hasText: words.dead })
      .filter({ hasText: words.gone })
      .waitFor({ state: 'attached' });
    await crash(lab, control);
    await isDead;
    expect(await textOf('api-1')).toContain(words.alive);
    await expect.poll(() => textOf('api-2')).toContain(words.alive);
    await expect.poll(async () => (await facts('api-2'))[words.logIns]).toBe('0');
  },
);

it('shows the share of drawn requests while an experiment sends more than can be drawn', async ({
  control,
  open,
}) => {
  const { page, map } = partsOf(await open('speed=normal', { isMotionReduced: false }));
  const { words } = map;
  const load = { modes: ['session-memory'], users: 7, requests: 700, repeats: 100 };
  const begun = await control.ask<RunView>('POST', 'runs', { experiments: ['steady'], ...load });
  expect(begun.status).toBe(202);
  const { id } = begun.body;
  const sentence = page.getByText(words.share);
  await sentence.waitFor();
  const share = async () => {
    const { shown, seen } = words.share.exec(await sentence.innerText())?.groups ?? {};
    return { shown: Number(shown), seen: Number(seen) };
  };
  // None is, until the part from which they come has its place on the map.
  await expect.poll(async () => (await share()).shown).toBeGreaterThan(0);
  const { shown, seen } = await share();
  expect(shown).toBeLessThan(seen);
  expect(await page.getByText(words.loadTest, { exact: true }).isVisible()).toBe(true);

  await control.ask('POST', `runs/${id}/cancel`);
  await expect.poll(async () => (await control.run(id)).status).toBe('cancelled');
  await sentence.waitFor({ state: 'detached' });
});

it.for([
  ['dots fly where motion is welcome', false],
  ['lines flash where it is not', true],
] as const)('%s, and the list is the same', async ([, isMotionReduced], { open }) => {
  const { page, heard, journey, map } = partsOf(await open('speed=normal', { isMotionReduced }));
  const { words } = map;
  await page.locator('canvas.map-dots').waitFor({ state: 'attached' });
  await page.evaluate(watchCanvas);
  const flash = page.locator('.map-wires path.fresh').first();
  const flashed = isMotionReduced && flash.waitFor({ state: 'attached' });
  await journey.logIn('alice');
  await journey.send(1);
  const lit = page.locator('.map-wires path.lit');
  await flashed;
  if (isMotionReduced) {
    // As long as a line flashes, a dot would have been on its way.
    await flash.waitFor({ state: 'detached' });
  } else {
    await expect.poll(() => page.evaluate('hasBeenDrawnOn')).toBe(true);
  }
  expect(await page.evaluate('hasBeenDrawnOn')).toBe(!isMotionReduced);
  // Each line keeps the colour of its last request.
  await expect.poll(() => lit.count()).toBeGreaterThanOrEqual(2);
  expect(await page.getByText(isMotionReduced ? words.still : words.dots).isVisible()).toBe(true);
  expect(await map.list()).toEqual(map.listOf(await heard.exchanges()));
});

/** Looks in each frame, on a small copy, whether the canvas of the dots is still empty. */
const watchCanvas = `
  globalThis.hasBeenDrawnOn = false;
  const canvas = document.querySelector('canvas.map-dots');
  const copy = new OffscreenCanvas(200, 100).getContext('2d', { willReadFrequently: true });
  const look = () => {
    copy.drawImage(canvas, 0, 0, 200, 100);
    hasBeenDrawnOn ||= copy.getImageData(0, 0, 200, 100).data.some((value) => value > 0);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;
