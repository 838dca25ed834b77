import { catalogue } from '@scale-out-lab/core';
import { expect, it, onTestFinished } from 'vitest';
import { buildTestApp } from '../testing/build-test-app.js';

it.each([
  ['', 'en'],
  ['?lang=en', 'en'],
  ['?lang=ko', 'ko'],
] as const)(
  '/api/modes%s lists every mode with the sentence it teaches, as text in "%s"',
  async (query, language) => {
    const app = await buildTestApp(onTestFinished);
    const { modes } = (await app.inject(`/api/modes${query}`)).json();
    const listed = modes.map(({ name, teaches }: Record<string, unknown>) => [name, teaches]);
    expect(listed).toEqual(catalogue.map(({ name, teaches }) => [name, teaches[language]]));
  },
);

it('refuses a list of modes in another language', async () => {
  const app = await buildTestApp(onTestFinished);
  expect((await app.inject('/api/modes?lang=fr')).json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
  });
});
