// The workshop by its guide: a robot reads the markdown, performs its acts on the page, and checks its promises.

import { settle } from '@scale-out-lab/bench/browser/lab-page';
import { languages } from '@scale-out-lab/core';
import type { WorkshopView } from '@scale-out-lab/core/wire';
import { texts } from '@scale-out-lab/dashboard/texts';
import { findStep, renderCheck } from '@scale-out-lab/launcher/workshop/step';
import { expect } from 'vitest';
import { it } from '../support/browser/page-test.js';
import { workshopRail } from '../support/browser/workshop-rail.js';
import { startLabForTest } from '../support/cluster.js';
import { readFurtherSteps, readGuide } from '../support/guide/read-guide.js';
import { stepWalker } from '../support/guide/walk-step.js';
import { workshopCommand } from '../support/workshop-command.js';

it.for(languages)(
  'the guide leads through the whole workshop: %s',
  async (language, { lab, open, control }) => {
    const workshop = (...args: readonly string[]) =>
      workshopCommand(...args, '--lang', language, '--url', lab.url);
    /** The judgement of the command, without its process: that takes longer to start than a step. */
    async function isDone(number: number) {
      const { body } = await control.ask<WorkshopView>('GET', 'workshop');
      return renderCheck(findStep(`${number}`), body, { language, url: lab.url, width: 80 }).isDone;
    }
    expect(await workshop('reset')).toMatchObject({ code: 0 });
    const tab = await open('speed=fast', { language });
    const [rail, walk] = [workshopRail(tab), stepWalker(tab)];
    // The page ticks a task only after it has the state of the cluster.
    await tab.page.locator('[data-part^="api-"]').first().waitFor();
    await rail.open.click();
    await settle(tab.page);
    const steps = readGuide(language);
    for (const step of steps) {
      await expect.poll(rail.title).toBe(step.title);
      await settle(tab.page);
      await walk(step);
      expect(await isDone(step.number), step.title).toBe(true);
      await expect.poll(rail.tasks).not.toContainEqual(expect.objectContaining({ isDone: false }));
      if (step !== steps.at(-1)) await rail.next.click();
    }
    expect(await workshop('step', `${steps.length}`, '--check')).toMatchObject({ code: 0 });
    const all = texts[language].workshopTexts.rail.done(steps.length, steps.length);
    expect(await rail.rail.getByText(all).isVisible()).toBe(true);
  },
);

it.for(languages)(
  'the guide leads through the further steps: %s',
  async (language, { lab, open, onTestFinished }) => {
    const steps = readFurtherSteps(language);
    // One step is on the storage page, which has its own origin.
    const allows = new RegExp(`^a request to ${lab.cluster.storageUrl}/`);
    const store = await startLabForTest({ REDIS_TOPOLOGY: 'sentinel' });
    onTestFinished(store.stop);
    for (const step of steps) {
      // The last one needs a store that fails over. A tab is used for one step alone: the first step leaves the page.
      const place = step === steps.at(-1) ? { url: store.url } : {};
      const tab = await open('speed=fast', { language, allows, ...place });
      await tab.page.locator('[data-part^="api-"]').first().waitFor();
      await stepWalker(tab)(step);
    }
  },
);
