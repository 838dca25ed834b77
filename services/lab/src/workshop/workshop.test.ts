import type { Exchange, Incident } from '@scale-out-lab/core/wire';
import { expect, it } from 'vitest';
import { createWorkshop } from './workshop.js';

const sent = (kind: Exchange['kind'], rest: Partial<Exchange> = {}) =>
  ({ id: 1, kind, mode: 'session-memory', status: 200, sentAt: '', ...rest }) as Exchange;

it('reports the tasks that visitors have done, and clears them at a reset', () => {
  const incidents: Incident[] = [];
  const workshop = createWorkshop({ incidents: () => incidents, run: () => null });
  const tasksOf = (name: string) => workshop.view().steps.find((step) => step.name === name)?.tasks;
  expect(tasksOf('one-log-in')).toEqual({ logIn: false, ask: false });

  workshop.note([sent('login')]);
  expect(tasksOf('one-log-in')).toEqual({ logIn: true, ask: false });
  workshop.note([sent('me')]);
  expect(tasksOf('one-log-in')).toEqual({ logIn: true, ask: true });
  incidents.push({ what: 'crash', at: '0000' } as Incident);
  expect(tasksOf('sticky-sessions')).toEqual({ ask: false, crash: true, lose: false });

  workshop.restart();
  expect(tasksOf('one-log-in')).toEqual({ logIn: false, ask: false });
  expect(tasksOf('sticky-sessions')).toMatchObject({ crash: false });
});

it('checks by requests those tasks that only the page can see', () => {
  const workshop = createWorkshop({ incidents: () => [], run: () => null });
  workshop.note(Array.from({ length: 30 }, () => sent('me')));
  const { steps } = workshop.view();
  expect(steps.find(({ name }) => name === 'predict-first')?.tasks).toEqual({ guess: true });
});
