// Sign it yourself: the secret of the open door is guessed, and then every instance accepts a token that the browser signed.

import { createHmac } from 'node:crypto';
import type { Language } from '@scale-out-lab/core';
import { texts } from '@scale-out-lab/dashboard/texts';
import { expect } from 'vitest';
import { it, type Open } from '../support/browser/page-test.js';

it('a guessed secret opens the door as another user, on every instance', async ({ open }) => {
  const signer = await openSigner(open, 'weak-secret');
  await signer.press('otherUser');
  await signer.press('guess');
  await expect.poll(signer.verdict).toContain('keyboard cat');
  const token = await signer.token();
  const [header, payload, signature] = token.split('.');
  expect(signature).toBe(
    createHmac('sha256', 'keyboard cat').update(`${header}.${payload}`).digest('base64url'),
  );
  await signer.send();
  expect(await signer.accepted()).toEqual([true, true, true]);
  expect(await signer.section.innerText()).toContain(signer.t.takenFor('alice'));
});

it('no guess is the secret of a real mode, so every instance refuses, in Korean', async ({ open }) => {
  const signer = await openSigner(open, 'jwt-shared-key', 'ko');
  await signer.press('addPersonal');
  await signer.press('guess');
  await expect.poll(() => signer.section.innerText()).toMatch(/번 추측했지만/);
  await signer.secret.fill('keyboard cat');
  const [, payload = ''] = (await signer.token()).split('.');
  expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
    username: 'bob',
    email: 'bob@example.com',
  });
  await signer.send();
  expect(await signer.accepted()).toEqual([false, false, false]);
});

async function openSigner(open: Open, mode: string, language: Language = 'en') {
  const { sign: t, results, tamper } = texts[language].tokenTexts;
  const { page } = await open('panel=token&mode=jwt-shared-key&speed=fast', { language });
  const section = page.getByRole('region', { name: t.title });
  const button = (name: string) => section.getByRole('button', { name, exact: true });
  await button(mode).click();
  const steps = section.getByRole('list', { name: t.steps.title });
  await section.getByLabel(t.secret, { exact: true }).waitFor();

  return {
    t,
    section,
    secret: section.getByLabel(t.secret, { exact: true }),
    press: (name: 'otherUser' | 'addPersonal' | 'guess') => button(t[name]).click(),
    verdict: () => section.getByRole('status').first().innerText(),
    /** The last step, once there is one. */
    token: () => steps.getByRole('listitem').last().locator('code').innerText(),
    async send() {
      await button(tamper.send).click();
      await section.getByRole('table').waitFor();
    },
    /** Whether each instance accepted the signed token. */
    async accepted() {
      const cells = await section.locator('.token-results tbody tr td:last-child').allInnerTexts();
      return cells.map((cell) => cell.includes(`✓ ${results.accepted}`));
    },
  };
}
