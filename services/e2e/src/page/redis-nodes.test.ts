// Redis behind Sentinel on the map: each process is pressed like any part, and the role of the primary moves while one looks.
import { texts } from '@scale-out-lab/dashboard/texts';
import { afterAll, beforeAll, expect } from 'vitest';
import { findViolations } from '../support/browser/axe.js';
import { openJourney } from '../support/browser/journey-panel.js';
import { openMap } from '../support/browser/map.js';
import { it, type Tab } from '../support/browser/page-test.js';
import { boxesOf, isInside, overlapsOf } from '../support/browser/playground.js';
import { breakWords } from '../support/browser/words.js';
import { type RunningLab, startLabForTest } from '../support/cluster.js';

let lab: RunningLab;
beforeAll(async () => {
  lab = await startLabForTest({ REDIS_TOPOLOGY: 'sentinel' });
});
afterAll(() => lab?.stop());

function partsOf(tab: Tab) {
  const { page, language } = tab;
  const { mapTexts } = texts[language];
  const node = (id: string) => page.locator(`[data-node="${id}"]`);
  const primaries = page.locator('[data-node].is-primary b');
  const words = breakWords[language];
  return {
    page,
    words,
    life: mapTexts.life,
    roles: mapTexts.redis.roles,
    journey: openJourney(tab),
    map: openMap(tab),
    node,
    primaries,
    press: (id: string) => page.getByRole('button', { name: words.openMenu(id) }),
    action: (id: string, fault: 'stop' | 'freeze' | 'continue') =>
      page
        .getByRole('region', { name: words.openMenu(id) })
        .getByRole('button', { name: `${words.faultNames[fault][1]}: ${id}` }),
  };
}

it.for([
  ['stop', 'dead', 'en'],
  ['freeze', 'stalled', 'ko'],
] as const)(
  'after a %s the primary is shown as %s, its role moves, a log-in works again, and it is started by keyboard, in %s',
  async ([fault, life, language], { open }) => {
    const tab = await open('mode=session-redis&speed=fast', { url: lab.url, language });
    const { page, journey, map, node, ...on } = partsOf(tab);
    await expect.poll(() => on.primaries.count()).toBe(1);
    const former = await on.primaries.innerText();
    await journey.logIn('alice');
    expect(await node(former).innerText()).toContain(on.roles.primary);

    await on.press(former).click();
    await on.action(former, fault).click();
    await node(former).getByText(on.life[life]).waitFor();
    await expect.poll(() => on.primaries.allInnerTexts()).toEqual([expect.not.stringContaining(former)]);
    expect(await node(former).innerText()).not.toContain(on.roles.primary);
    // The instances reach the new primary within a second; until then a log-in is refused.
    await journey.logInAgain('bob');
    const chips = map.part('redis').locator('.map-chip');
    await expect.poll(() => chips.allInnerTexts()).toEqual(['alice', 'bob']);

    await on.press(former).focus();
    await page.keyboard.press('Enter');
    await on.action(former, 'continue').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await node(former).getByText(on.life[life]).waitFor({ state: 'detached' });
  },
);

it.for([
  [1280, 720, 'en'],
  [1920, 1080, 'ko'],
  [360, 780, 'ko'],
  [360, 780, 'en'],
] as const)(
  'every process of Redis is on the first screen at %d × %d, can be pressed, and covers nothing, in %s',
  async ([width, height, language], { open }) => {
    const { page, ...on } = partsOf(
      await open('mode=session-redis&speed=fast', { url: lab.url, language, width, height }),
    );
    await expect.poll(() => on.primaries.count()).toBe(1);
    const nodes = await boxesOf(page, '[data-node]');
    expect(nodes).toHaveLength(6);
    expect(overlapsOf(nodes)).toEqual([]);
    const [box] = await boxesOf(page, '[data-part="redis"]');
    const bars = await boxesOf(page, '.playground-hands');
    const bottom = Math.min(height, ...bars.map(({ top }) => top));
    expect(box?.bottom).toBeLessThanOrEqual(bottom);
    expect(nodes.filter((node) => box && !isInside(node, box))).toEqual([]);
    expect(overlapsOf(await boxesOf(page, '[data-part]'))).toEqual([]);
    const buttons = await boxesOf(page, '.redis-nodes .part-press');
    expect(buttons.filter((button) => button.bottom - button.top < 44)).toEqual([]);
    expect(overlapsOf(buttons)).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await findViolations(page, ['color-contrast'])).toEqual([]);
  },
);
