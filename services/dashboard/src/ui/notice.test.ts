import { expect, it, onTestFinished, vi } from 'vitest';
import { LabProblem } from '../api/client.js';
import { knownExperiments, loadExperiments } from '../panels/experiments/selection.js';
import { attempt, attemptInBackground, Notice } from './notice.js';

const fail = async () => {
  throw new LabProblem('busy-for-a-test', 'Another operation is running.');
};
const readNotice = () => JSON.stringify(Notice().props);

it('a problem is shown until the next action succeeds, whatever succeeds in the background', async () => {
  await attempt(fail);
  expect(await attemptInBackground(async () => 1)).toBe(1);
  expect(readNotice()).toContain('Another operation is running.');
  expect(await attempt(async () => 2)).toBe(2);
  expect(readNotice()).not.toContain('Another operation is running.');
});

it('a problem in the background is shown too', async () => {
  onTestFinished(async () => void (await attempt(async () => {})));
  expect(await attemptInBackground(fail)).toBeUndefined();
  expect(readNotice()).toContain('Another operation is running.');
});

it('the list of experiments is loaded without closing the notice of a problem', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ experiments: [] }));
  onTestFinished(async () => {
    vi.unstubAllGlobals();
    knownExperiments.value = null;
    await attempt(async () => {});
  });
  await attempt(fail);
  await loadExperiments();
  expect(knownExperiments.value).toEqual([]);
  expect(readNotice()).toContain('Another operation is running.');
});
