import { modeNamed } from '@scale-out-lab/core';
import type { LabState } from '@scale-out-lab/core/wire';
import { expect, it, onTestFinished, vi } from 'vitest';
import { labState } from '../../state/lab-state.js';
import { pageClient, places } from './page-client.js';

it('a request of the page has the time of the lab, though the clock of the device is wrong', async () => {
  const atLab = '2030-01-01T00:00:00.000Z';
  vi.useFakeTimers({ now: Date.parse(atLab) + 600_000, toFake: ['Date'] });
  vi.stubGlobal('fetch', async () => Response.json({ username: 'alice' }));
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    labState.value = null;
  });
  labState.value = { at: atLab } as LabState;
  const mode = modeNamed('session-redis');
  const [exchange] = await pageClient(mode, places.cookie).me();
  expect(exchange?.sentAt).toBe(atLab);
});
