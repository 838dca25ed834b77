// The first screen: complete without scrolling, stable while requests arrive, and it keeps the results.
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { hearAnswers, isLost, openJourney, sendUntilRefused } from '../support/browser/journey-panel.js';
import { openMap } from '../support/browser/map.js';
import { it, type Tab } from '../support/browser/page-test.js';
import { boxesOf, essentials, isInside, overlapsOf, watchShifts } from '../support/browser/playground.js';

const partsOf = (tab: Tab) => ({
  page: tab.page,
  heard: hearAnswers(tab.page),
  journey: openJourney(tab),
  map: openMap(tab),
});

/** The part of the screen above the bar of buttons, which covers the page on a phone. */
async function freeScreen(page: Page) {
  const { width, height } = page.viewportSize() ?? expect.fail('the page has no size');
  const [bar] = await boxesOf(page, '.playground-hands');
  const isBar = bar !== undefined && bar.bottom >= height - 1;
  return { left: 0, top: 0, right: width, bottom: isBar ? bar.top : height };
}

it.for([
  [1280, 720, ''],
  [1920, 1080, ''],
  [360, 780, ''],
  [1280, 720, 'vs=session-redis'],
  [1280, 720, 'vs=session-sticky'],
  [1920, 1080, 'vs=oidc-sticky'],
  [360, 780, 'vs=jwt-shared-key'],
  [360, 780, 'vs=oidc-sticky'],
] as const)(
  'at %d × %d (%s) the first screen is complete, and nothing on it moves while requests come in',
  async ([width, height, query], { open }) => {
    const { page, heard, journey } = partsOf(await open(`speed=fast&${query}`, { width, height }));
    await journey.logIn('alice', 'bob');
    const moved = await watchShifts(page);
    await journey.send(1);
    await journey.send(10);
    expect(await moved()).toEqual([]);
    const screen = await freeScreen(page);
    const all = await boxesOf(page, essentials);
    expect(all.length).toBeGreaterThan(12);
    const buttons = await boxesOf(page, '.playground-buttons button');
    const isButton = (name: string) => buttons.some((button) => button.name === name);
    const outside = all.filter(
      (box) => !isInside(box, isButton(box.name) ? { ...screen, bottom: height } : screen),
    );
    expect(outside).toEqual([]);
    const labels = await boxesOf(page, '.map-wires text');
    expect(labels.length).toBeGreaterThan(2);
    const apart = await boxesOf(page, '[data-part], .verdict');
    expect(overlapsOf([...labels, ...apart])).toEqual([]);
    const asked = await heard.asked('session-memory');
    const lost = asked.filter(isLost).length;
    const figures = await page.locator('.verdict[data-lane="session-memory"]').innerText();
    expect(figures).toContain(`${lost} of 11 refused`);
    expect(figures).toContain('predicted 66.7%');
  },
);

it.for([
  [1280, 720],
  [1920, 1080],
  [360, 780],
] as const)(
  'at %d × %d no part moves when an instance and Redis are down',
  async ([width, height], { control, open }) => {
    const { page, map } = partsOf(await open('vs=session-redis&speed=fast', { width, height }));
    onTestFinished(async () => {
      for (const part of ['instances/api-2', 'redis']) await control.ask('POST', `${part}/start`);
    });
    const boxes = async () => new Map((await boxesOf(page, '[data-part]')).map((box) => [box.name, box]));
    await expect.poll(() => map.textOf('api-2')).toContain(map.words.alive);
    const before = await boxes();
    for (const part of ['instances/api-2', 'redis']) await control.ask('POST', `${part}/crash`, { ms: null });
    for (const part of ['api-2', 'redis'])
      await expect.poll(() => map.textOf(part)).toContain(map.words.dead);
    const after = await boxes();
    const down = ['api-2', 'redis'];
    for (const [part, { left, top, right, bottom }] of before) {
      const box = after.get(part) ?? expect.fail(`${part} is gone`);
      const moved = [box.left - left, box.top - top, box.right - right, box.bottom - bottom].map(Math.abs);
      // Less than a pixel, and the thicker border around the part itself.
      expect(Math.max(...moved), part).toBeLessThan(down.includes(part) ? 1.5 : 1);
    }
  },
);

it('touch targets on a phone are 44 px high, and the buttons stay in reach while the page scrolls', async ({
  open,
}) => {
  const { page } = partsOf(await open('', { width: 360, height: 780 }));
  const small = (await boxesOf(page, 'button, select')).filter(
    ({ top, bottom, right, left }) => right > left && bottom - top < 44,
  );
  expect(small).toEqual([]);
  const before = await boxesOf(page, '.playground-buttons button');
  await page.mouse.wheel(0, 900);
  await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(100);
  expect(await boxesOf(page, '.playground-buttons button')).toEqual(before);
});

it('a log-in is a chip in the memory of its instance, each instance counts its answers, and lines keep their colour', async ({
  open,
}) => {
  const { page, heard, journey, map } = partsOf(await open('speed=fast', { isMotionReduced: false }));
  await journey.logIn('alice');
  const [logIn] = await heard.exchanges();
  const issuer = logIn?.servedBy ?? '';
  const chips = (part: string) => map.part(part).locator('.map-chip').allInnerTexts();
  await expect.poll(() => chips(issuer)).toEqual(['alice']);
  await sendUntilRefused(journey, heard);
  const asked = await heard.asked('session-memory');
  for (const id of ['api-1', 'api-2', 'api-3']) {
    const own = asked.filter(({ servedBy }) => servedBy === id);
    const lost = own.filter(isLost).length;
    const shown = async () => (await map.part(id).locator('.map-answers').innerText()).split(/\s+/).join(' ');
    await expect.poll(shown, { message: id }).toBe(`✓ ${own.length - lost} ✗ ${lost}`);
    if (id !== issuer) expect(await chips(id)).toEqual([]);
  }
  // All but the issuer refuse.
  await expect.poll(() => page.locator('.map-wires .refused').count()).toBeGreaterThanOrEqual(1);
  await expect.poll(() => page.locator('.map-wires .fresh').count()).toBe(0);
  expect(await page.locator('.map-wires .lit').count()).toBeGreaterThanOrEqual(3);
  await page.getByRole('button', { name: 'Reset counts', exact: true }).click();
  await expect.poll(() => page.locator('.map-wires .lit').count()).toBe(0);
  expect(await map.part(issuer).locator('.map-answers').innerText()).toMatch(/✓ 0\s+✗ 0/);
});

it('a session in Redis is a chip there, a token stays with the visitor, and sticky shows the route', async ({
  open,
}) => {
  const { page, heard, journey, map } = partsOf(
    await open('mode=session-redis&vs=session-sticky&speed=fast'),
  );
  const chips = (part: string) => map.part(part).locator('.map-chip').allInnerTexts();
  await journey.logIn('alice');
  await expect.poll(() => chips('redis')).toEqual(['alice']);
  const issuer = (await heard.exchanges()).find(({ mode }) => mode === 'session-sticky')?.servedBy ?? '';
  expect(await chips(issuer)).toEqual(['alice']);
  expect(await map.textOf('nginx')).toContain(`alice → ${issuer}`);
  await page.getByRole('combobox', { name: journey.words.mode, exact: true }).selectOption('jwt-shared-key');
  await journey.logIn('alice');
  await expect
    .poll(() => chips('visitor jwt-shared-key'))
    .toEqual([expect.stringMatching(/^alice\s+api-\d$/)]);
  expect(await chips('redis')).toEqual([]);
});

it('a crash loses the chips of that instance', async ({ control, open }) => {
  const { heard, journey, map } = partsOf(await open('speed=fast'));
  await journey.logIn('alice');
  const issuer = (await heard.exchanges())[0]?.servedBy ?? '';
  await control.ask('POST', `instances/${issuer}/crash`);
  await expect.poll(() => map.part(issuer).locator('.map-chip.is-lost').count()).toBe(1);
  await expect.poll(() => map.textOf(issuer)).toContain(map.words.alive);
  expect(await map.part(issuer).locator('.map-chip').innerText()).toMatch(/alice\s+lost/);
});

it.for([
  [4, ['mode=session-memory', 'mode=session-memory&vs=session-redis']],
  [9, ['mode=session-redis', 'mode=session-memory&vs=session-sticky']],
] as const)(
  '%d instances fit on a laptop, and no label covers a part (%j)',
  async ([count, queries], { control, open }) => {
    try {
      await control.ask('PUT', 'instances', { count });
      for (const query of queries) {
        const { page, journey } = partsOf(await open(`${query}&speed=fast`, { width: 1280, height: 720 }));
        await expect.poll(() => page.locator('[data-part^="api-"]').count()).toBe(count);
        await journey.logIn('alice');
        await journey.send(10);
        const screen = { left: 0, top: 0, right: 1280, bottom: 720 };
        expect((await boxesOf(page, essentials)).filter((box) => !isInside(box, screen))).toEqual([]);
        await expect
          .poll(async () => overlapsOf(await boxesOf(page, '[data-part], .map-wires text, .verdict')))
          .toEqual([]);
      }
    } finally {
      await control.ask('PUT', 'instances', { count: 3 });
      await expect.poll(async () => (await control.state()).instances.length).toBe(3);
    }
  },
);

it('the details of a request leave the map in sight, and close with a change of mode', async ({ open }) => {
  const { page, journey, map } = partsOf(await open('speed=fast'));
  await journey.logIn('alice');
  await journey.send(1);
  const before = await boxesOf(page, '[data-part]');
  await page.locator('.map-entry').first().click();
  await map.details.waitFor();
  expect(await boxesOf(page, '[data-part]')).toEqual(before);
  const [details] = await boxesOf(page, '.map-details');
  const [playground] = await boxesOf(page, '.playground');
  expect(details?.left).toBeGreaterThanOrEqual(playground?.right ?? Number.NaN);
  await page.getByRole('combobox', { name: journey.words.mode, exact: true }).selectOption('jwt-shared-key');
  await map.details.waitFor({ state: 'detached' });
});

it('the first visit plays itself once with real requests, hands over, and never again', async ({
  lab,
  openContext,
}) => {
  const context = await openContext();
  const page = await context.newPage();
  const heard = hearAnswers(page);
  await page.goto(`${lab.url}/?lang=en`);
  await page.getByText('Your turn', { exact: false }).waitFor();
  const asked = await heard.asked('session-memory');
  expect(asked).toHaveLength(6);
  expect(await page.locator('.verdict').innerText()).toContain(`${asked.filter(isLost).length} of 6 refused`);
  expect(await page.locator('.map-chip').allInnerTexts()).toContain('alice');

  const answers = (await heard.exchanges()).length;
  await page.reload();
  await page.locator('[data-part="api-1"]').waitFor();
  await page.waitForTimeout(1500);
  expect((await heard.exchanges()).length).toBe(answers);
});

it('the introduction never plays by itself where motion is reduced, and stops when a button is pressed', async ({
  lab,
  openContext,
}) => {
  const context = await openContext();
  const page = await context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const heard = hearAnswers(page);
  await page.goto(`${lab.url}/?lang=en`);
  await page.locator('[data-part="api-1"]').waitFor();
  await page.waitForTimeout(1500);
  expect(await heard.exchanges()).toEqual([]);

  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Play the introduction', exact: true }).click();
  await expect.poll(async () => (await heard.asked('session-memory')).length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Log bob in', exact: true }).click();
  const before = (await heard.asked('session-memory')).length;
  await page.waitForTimeout(2500);
  // One may have been under way.
  expect((await heard.asked('session-memory')).length - before).toBeLessThanOrEqual(1);
});

it.for([
  ['', 1280, 720],
  ['', 360, 780],
  ['&view=present', 1280, 720],
] as const)('a problem moves nothing (%s, %d × %d)', async ([view, width, height], { open }) => {
  const { page } = await open(`mode=no-such-mode${view}`, { width, height });
  const problem = page.getByRole('alert');
  await page.locator('[data-part="api-3"]').waitFor();
  await problem.getByRole('button').waitFor();
  const before = await boxesOf(page, essentials);
  await problem.getByRole('button').click();
  await problem.getByRole('button').waitFor({ state: 'detached' });
  expect(await boxesOf(page, essentials)).toEqual(before);
});

it.for([
  ['en', 1280, 'button, select'],
  ['ko', 1280, 'button, select'],
  // A phone cuts the names of the longest modes; they are on the map too.
  ['en', 360, 'button, .playground-manner select'],
  ['ko', 360, 'button, .playground-manner select'],
] as const)(
  'no control of the playground cuts its words, in %s at %d',
  async ([language, width, controls], { open }) => {
    const { page } = await open('', { language, width, height: 780 });
    const cut = await page.evaluate<readonly string[]>(`(${findCutWords})(${JSON.stringify(controls)})`);
    expect(cut).toEqual([]);
  },
);

/** The words of buttons and the options of choices that are wider than their element. */
const findCutWords = `(controls) => {
  const pen = document.createElement('canvas').getContext('2d');
  const widthOf = (text, style) => {
    pen.font = [style.fontWeight, style.fontSize, style.fontFamily].join(' ');
    return pen.measureText(text).width;
  };
  const isCut = (element) => {
    const style = getComputedStyle(element);
    const room = element.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    const options = element.tagName === 'SELECT' ? [...element.options].map(({ text }) => text) : [element.innerText];
    // clientWidth is rounded.
    return options.filter((text) => widthOf(text, style) > room + 0.6);
  };
  return [...document.querySelectorAll('.playground :is(' + controls + ')')].flatMap(isCut);
}`;
