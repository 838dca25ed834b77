// Walks a step of the guide: performs its acts, and compares the page with its promises.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Tab } from '../browser/page-test.js';
import { verdictWords } from '../browser/words.js';
import { act } from './acts.js';
import { followRequests } from './follow-requests.js';
import type { GuideStep } from './read-guide.js';
import type { Answers, Robot } from './robot.js';
import { sights } from './sights.js';

/** @returns a function that walks the step that is open, and fails at the first promise that the page breaks */
export function stepWalker(tab: Tab): (step: GuideStep) => Promise<void> {
  const answered = followRequests(tab.page);
  return async (step) => {
    const { page, language } = tab;
    const instances = await page.locator('[data-part^="api-"]').count();
    let robot: Robot = { page, language, step, instances, seen: [], answers: [] };
    let counts = await countAnswers(tab);
    if (step.modes.length > 0) expect(counts.map(({ mode }) => mode)).toEqual(step.modes);
    for (const { words, orders } of [...step.tasks, step.see])
      for (const order of orders) {
        if ('do' in order) await act(robot, order);
        else {
          const message = `“${step.title}” promises "${order.see}": ${words}`;
          const look = async () => sights[order.see](robot, order.of);
          await expect.poll(look, { message, timeout: longestMs }).toBe(true);
        }
        await answered();
        const [seen, after] = [await readPage(page), await countAnswers(tab)];
        const answers = after.map((now) => subtract(now, counts)).filter(({ sent }) => sent > 0);
        robot = { ...robot, seen: [...robot.seen, seen], answers: [...robot.answers, ...answers] };
        counts = after;
      }
  };
}

/** The longest is a run of experiments on a busy machine. */
const longestMs = 90_000;

/** The map with its result, and the open panel: not the workshop, which has the expected results. */
async function readPage(page: Page): Promise<string> {
  return (await page.locator('.playground, [role="tabpanel"]').allInnerTexts()).join('\n');
}

async function countAnswers({
  page,
  language,
}: Pick<Robot, 'page' | 'language'>): Promise<readonly Answers[]> {
  const verdicts = await page.locator('.verdict').all();
  return Promise.all(
    verdicts.map(async (verdict) => {
      const said = await verdict.innerText();
      const found = verdictWords[language].map((form) => form.exec(said)?.groups).find(Boolean);
      const mode = (await verdict.getAttribute('data-lane')) ?? '';
      return { mode, sent: Number(found?.sent ?? 0), lost: Number(found?.lost ?? 0) };
    }),
  );
}

/** The answers since `counts`. The page may have set its counts to zero in between: then all of them. */
function subtract(now: Answers, counts: readonly Answers[]): Answers {
  const before = counts.find(({ mode }) => mode === now.mode);
  if (!before || now.sent < before.sent) return now;
  return { ...now, sent: now.sent - before.sent, lost: now.lost - before.lost };
}
