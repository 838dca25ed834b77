// The workshop beside the map as a user sees it.
import type { Page } from 'playwright-core';
import { workshopWords } from './words.js';

export interface Task {
  readonly text: string;
  readonly isDone: boolean;
}

export function workshopRail(page: Page, language: 'en' | 'ko') {
  const words = workshopWords[language];
  const rail = page.getByRole('complementary', { name: words.workshop });
  const button = (name: string) => rail.getByRole('button', { name, exact: true });

  return {
    words,
    rail,
    open: page.getByRole('button', { name: words.workshop, exact: true }),
    back: button(words.back),
    next: button(words.next),
    showMe: button(words.showMe),
    allSteps: rail.getByText(words.allSteps),
    startOver: button(words.startOver),
    title: () => rail.getByRole('heading', { level: 3 }).innerText(),
    /** Those of the step that is open. */
    async tasks(): Promise<readonly Task[]> {
      const items = await rail.locator('section').getByRole('listitem').allTextContents();
      return items.map((text) => ({ text, isDone: text.includes(`(${words.done})`) }));
    },
    /** What the address says. */
    address: () => Object.fromEntries(new URL(page.url()).searchParams),
  };
}
