import type { Exchange, Incident, LabState } from '@scale-out-lab/core/wire';
import { expect, it, onTestFinished, vi } from 'vitest';
import { incidents, labState, noteExchanges } from '../state/lab-state.js';
import { repeat } from '../state/visitors.js';
import { forgetFacts, gatherFacts, watchFacts } from './facts.js';

const startedAt = Date.UTC(2030, 0, 1);
const at = (ms: number) => new Date(startedAt + ms).toISOString();
const incidentAt = (ms: number) => ({ at: at(ms), what: 'crash' }) as Incident;

it('a step that opens while a request is under way begins when the request is over', async () => {
  vi.useFakeTimers({ now: startedAt, toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
    incidents.value = [];
    labState.value = null;
  });
  labState.value = { at: at(0) } as LabState;
  watchFacts();
  let end = () => {};
  const sending = repeat(1, () => new Promise((resolve) => (end = () => resolve(true))));
  forgetFacts();

  const [before, after] = [incidentAt(5), incidentAt(20)];
  incidents.value = [before];
  expect(gatherFacts().incidents).toEqual([]);
  vi.setSystemTime(startedAt + 10);
  // The page's clock may lag behind that of the control room.
  noteExchanges([{ id: 1, sentAt: at(15) } as Exchange]);
  end();
  await sending;
  incidents.value = [before, after];
  expect(gatherFacts().incidents).toEqual([after]);
  expect(gatherFacts().exchanges).toEqual([]);
  const own = { id: 2, sentAt: at(20) } as Exchange;
  noteExchanges([own]);
  expect(gatherFacts().exchanges).toEqual([own]);
});
