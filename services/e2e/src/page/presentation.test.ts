// The presentation view: legible from the last row, with no part on top of another.
import { expect } from 'vitest';
import { openJourney } from '../support/browser/journey-panel.js';
import { openMap } from '../support/browser/map.js';
import { it } from '../support/browser/page-test.js';
import { boxesOf, essentials, isInside, overlapsOf } from '../support/browser/playground.js';

it.for([
  [1280, 720],
  [1920, 1080],
] as const)(
  'the presentation view at %d × %d has text of 3.3% of the height, and key figures of 6%',
  async ([width, height], { open }) => {
    const tab = await open('speed=fast', { width, height });
    const { page } = tab;
    const journey = openJourney(tab);
    await page.getByRole('button', { name: 'Present', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('present');
    await journey.logIn('alice');
    await journey.send(10);
    const sizes = await page.evaluate<readonly (readonly [string, number])[]>(`(() => {
      const texts = document.createTreeWalker(document.querySelector('.playground'), NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        const { width, height } = element.getBoundingClientRect();
        if (width > 2 && height > 2 && element.tagName !== 'OPTION') {
          found.push([texts.currentNode.textContent, Number.parseFloat(getComputedStyle(element).fontSize)]);
        }
      }
      return found;
    })()`);
    expect(sizes.length).toBeGreaterThan(20);
    expect(sizes.filter(([, size]) => size < height * 0.033)).toEqual([]);
    const [figure] = sizes.filter(([text]) => / of 10 refused/.test(text));
    expect(figure?.[1]).toBeGreaterThanOrEqual(height * 0.06);
    const screen = { left: 0, top: 0, right: width, bottom: height };
    expect((await boxesOf(page, essentials)).filter((box) => !isInside(box, screen))).toEqual([]);
    await expect
      .poll(async () => overlapsOf(await boxesOf(page, '[data-part], .map-wires text')))
      .toEqual([]);
  },
);

it.for([
  [1280, 720],
  [1920, 1080],
] as const)(
  'the presentation view at %d × %d has room for two modes and two chips on one instance',
  async ([width, height], { control, open }) => {
    const query = 'view=present&mode=session-memory&vs=session-redis&speed=fast';
    const tab = await open(query, { width, height });
    const { page } = tab;
    const [journey, map] = [openJourney(tab), openMap(tab)];
    const instances = page.locator('[data-part^="api-"]');
    const scaleTo = async (count: number) => {
      await control.ask('PUT', 'instances', { count });
      await expect.poll(() => instances.count(), { timeout: 60_000 }).toBe(count);
    };
    try {
      await scaleTo(1);
      await journey.logIn('alice', 'bob');
    } finally {
      await scaleTo(3);
    }
    await expect.poll(() => map.part('api-1').locator('.map-chip').count()).toBe(2);
    await expect.poll(() => instances.filter({ has: page.getByText('up', { exact: true }) }).count()).toBe(3);
    await journey.send(1);
    const screen = { left: 0, top: 0, right: width, bottom: height };
    expect((await boxesOf(page, essentials)).filter((box) => !isInside(box, screen))).toEqual([]);
    await expect
      .poll(async () => overlapsOf(await boxesOf(page, '[data-part], .map-wires text, .verdict')))
      .toEqual([]);
  },
);

it('a phone shows the presentation view in its own layout', async ({ open }) => {
  const { page } = await open('view=present', { width: 360, height: 780 });
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  const screen = { left: 0, top: 0, right: 360, bottom: 780 };
  expect((await boxesOf(page, essentials)).filter((box) => !isInside(box, screen))).toEqual([]);
});
