import { catalogue } from '@scale-out-lab/core';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';

it('lists every mode with the sentence it teaches, as text', async () => {
  const app = await buildTestApp(onTestFinished);
  const { modes } = (await app.inject('/api/modes')).json();
  const listed = modes.map(({ name, teaches }: Record<string, unknown>) => [name, teaches]);
  expect(listed).toEqual(catalogue.map(({ name, teaches }) => [name, teaches.en]));
});
