// `npm run workshop -- step <number> --check` and `reset` on a lab that runs.
import { expect, it as test } from 'vitest';
import { it } from '../support/browser/page-test.js';
import { workshopCommand } from '../support/workshop-command.js';

it('a step is done once its tasks are, until the lab is reset', async ({ lab, control }) => {
  const check = () => workshopCommand('step', '1', '--check', '--url', lab.url);
  const body = { mode: 'session-memory', username: 'alice' };
  const loggedIn = await control.ask<{ client: { id: string } }>('POST', 'clients', body);
  await control.ask('POST', `clients/${loggedIn.body.client.id}/requests`, { count: 1 });
  expect(await check()).toMatchObject({ code: 0, stdout: expect.stringMatching(/✓ .*✓ .*Done\./s) });

  expect(await workshopCommand('reset', '--url', lab.url)).toMatchObject({ code: 0 });
  expect(await check()).toMatchObject({ code: 3, stdout: expect.stringMatching(/✗ .*✗ .*Not done yet/s) });
});

test('without a lab, the command that starts one is named', async () => {
  const { code, stderr } = await workshopCommand('step', '1', '--check', '--url', 'http://127.0.0.1:1');
  expect(code).toBe(3);
  expect(stderr).toContain('npm start');
});
