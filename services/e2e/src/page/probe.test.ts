// The panel "Probe": this lab is probed with its verdict and remedy, and a probe of another machine is refused.
import type { ProbeReport, ProbeState } from '@scale-out-lab/core/wire';
import { texts } from '@scale-out-lab/dashboard/texts';
import { expect } from 'vitest';
import { findViolations } from '../support/browser/axe.js';
import { it, type Open } from '../support/browser/page-test.js';

/** A probe sends about 1,000 requests, on a machine that other tests use too. */
const patiently = { timeout: 120_000 };

async function openProbePanel(open: Open, query: string, allows?: RegExp) {
  const words = texts.en.probeTexts;
  const { page } = await open(`panel=probe&${query}`, allows && { allows });
  const panel = page.getByRole('tabpanel');
  const field = (name: keyof typeof words.form) => panel.getByLabel(words.form[name], { exact: true });
  return {
    page,
    words,
    panel,
    field,
    async probe() {
      await field('rate').fill('2000');
      await field('rate').press('Enter');
    },
  };
}

it('session-memory is broken, by the keyboard alone, and the panel shows the fix, in Korean too', async ({
  open,
}) => {
  const { page, panel, words, field, probe } = await openProbePanel(open, 'mode=session-memory');
  expect(await field('url').inputValue()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/session-memory$/);
  await probe();
  await panel.getByText(words.verdicts.broken).waitFor(patiently);
  const cause = words.result.diagnosis(words.causes['state-in-memory'], words.confidences.confirmed);
  const diagnosis = panel.getByRole('region', { name: cause });
  await expect
    .poll(() => diagnosis.innerText())
    .toContain('Keep sessions in a store that all instances share');
  expect(await panel.innerText()).toMatch(/Instances: 3 \(api-1, api-2, api-3\)\. Protocol: HTTP\/1\.1\./);

  await page.getByRole('button', { name: texts.en.pageTexts.header.otherLanguage }).click();
  const korean = texts.ko.probeTexts;
  await panel.getByText(korean.verdicts.broken).waitFor();
  expect(await panel.innerText()).toContain(korean.remedies['state-in-memory']);
  expect(await findViolations(page)).toEqual([]);
});

it('another machine is refused with the command to use, and a wrong password with its reason', async ({
  open,
}) => {
  const { page, panel, words, field, probe } = await openProbePanel(open, 'mode=jwt-shared-key', /403/);
  expect(await field('tokenPath').inputValue()).toBe('access_token');
  await field('url').fill('https://shop.example/');
  await probe();
  const notice = page.getByRole('alert').filter({ hasText: 'another machine' });
  await expect.poll(() => notice.innerText()).toContain('npm run probe -- https://shop.example/');

  await field('url').fill(`${new URL(page.url()).origin}/api/jwt-shared-key`);
  await field('password').fill('wrong');
  await probe();
  await panel.getByText(words.verdicts.undecided).waitFor(patiently);
  expect(await panel.innerText()).toContain('The log-in was answered with 401');
});

it('names the parts that were not run as such, and one failed check of thousands in decimals', async ({
  open,
}) => {
  const { page, panel, words } = await openProbePanel(open, 'mode=session-redis');
  await page.route('**/lab/probe', (route) => route.fulfill({ json: oneOfThousands }));
  await page.getByRole('tab', { name: texts.en.pageTexts.panels.room, exact: true }).click();
  await page.getByRole('tab', { name: texts.en.pageTexts.panels.probe, exact: true }).click();
  await panel.getByText('0.02% of 4800 checks failed (95%: 0%–0.12%)').waitFor();
  const notes = panel.getByRole('region', { name: words.result.notes }).getByRole('listitem');
  expect(await notes.allInnerTexts()).toEqual(['Interrupted.', 'Not run: replay after a log-out.']);

  await page.getByRole('button', { name: texts.en.pageTexts.header.otherLanguage }).click();
  await panel.getByText('실행하지 않음: 로그아웃 뒤에 이전 자격 증명 다시 보내기.').waitFor();
});

const report: ProbeReport = {
  schemaVersion: 1,
  url: 'http://127.0.0.1/',
  verdict: 'undecided',
  reason: null,
  requests: 4800,
  failureRate: 1 / 4800,
  interval: [0.00004, 0.00118],
  instances: { estimate: null, interval: null, named: [] },
  diagnoses: [],
  date: '2030-01-01T00:00:00.000Z',
  seconds: 9,
  logIns: 24,
  sent: 4900,
  protocols: ['HTTP/1.1'],
  isTlsVerified: true,
  framework: null,
  parts: [{ part: 'pinned-fresh', requests: 4800, failures: 1, interval: [0.00004, 0.00118] }],
  watch: null,
  remarks: ['Interrupted.'],
  notRun: ['replay after a log-out'],
};
const oneOfThousands: ProbeState = {
  probe: {
    url: report.url,
    status: 'cancelled',
    startedAt: report.date,
    progress: '',
    failure: null,
    report,
  },
};
