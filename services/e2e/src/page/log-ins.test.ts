// The panel "Log-ins": log-outs that miss, the list of a user's log-ins, and a log-in that ends the others.
import { expect } from 'vitest';
import { openLogInsPanel } from '../support/browser/log-ins-panel.js';
import { it } from '../support/browser/page-test.js';

it('an exclusive log-in ends the others where all instances share the store, and none in a stateless mode', async ({
  open,
}) => {
  const panel = await openLogInsPanel(open, 'session-redis', 'jwt-shared-key');
  const everywhere = ['api-1', 'api-2', 'api-3'];
  await panel.add();
  await panel.add();
  expect(await panel.acceptedBy('session-redis')).toEqual([everywhere, everywhere]);
  await panel.addExclusive();
  expect(await panel.acceptedBy('session-redis')).toEqual([[], [], everywhere]);
  expect(await panel.result('session-redis')).toContain(panel.words.left(1, 3, 1));
  expect(await panel.acceptedBy('jwt-shared-key')).toEqual([everywhere, everywhere]);
  expect(await panel.result('jwt-shared-key')).toMatch(/501 \(not-remembered\).*No server remembers/s);
});

it('lists the log-ins of the user and ends one of them, in Korean', async ({ open }) => {
  const panel = await openLogInsPanel(open, 'jwt-denylist', '', 'ko');
  await panel.add();
  await panel.add();
  await panel.press(panel.words.list(2));
  expect(await panel.listed()).toEqual([panel.words.other, panel.words.current]);
  await panel.press(panel.words.end(1));
  expect(await panel.acceptedBy('jwt-denylist')).toEqual([[], ['api-1', 'api-2', 'api-3']]);
  await panel.press(panel.words.list(2));
  expect(await panel.listed()).toEqual([panel.words.current]);
});

it('a log-out that misses names who holds the session and who got the log-out', async ({ open }) => {
  const panel = await openLogInsPanel(open, 'session-memory');
  // Two of three log-outs miss: fourteen in a row that do not are one case in five million.
  for (let device = 1; device <= 14; device += 1) {
    await panel.add();
    const [holder = ''] = (await panel.acceptedBy('session-memory')).at(-1) ?? [];
    await panel.press(panel.words.logOut(device));
    const result = await panel.result('session-memory');
    if (!result.includes(panel.words.missed(device))) continue;
    expect(result).toContain(panel.words.holder(holder));
    const [, reached] = /reached (api-\d)\./.exec(result) ?? [];
    expect(reached).not.toBe(holder);
    expect(result).toContain(panel.words.works(holder));
    expect((await panel.acceptedBy('session-memory')).at(-1)).toEqual([holder]);
    return;
  }
  expect.fail('no log-out missed');
});
