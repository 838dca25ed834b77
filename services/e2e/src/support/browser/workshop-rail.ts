// The workshop next to the map as a user sees it: its step, its tasks, and which of them are done.
import type { Tab } from './page-test.js';
import { workshopWords } from './words.js';

export function workshopRail({ page, language }: Pick<Tab, 'page' | 'language'>) {
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
    allSteps: rail.getByText(words.allSteps, { exact: true }),
    startOver: button(words.startOver),
    title: () => rail.getByRole('heading', { level: 3 }).innerText(),
    /** Those of the step that is open. */
    async tasks() {
      const items = await rail.locator('section').getByRole('listitem').allTextContents();
      return items.map((text) => ({ text, isDone: text.includes(`(${words.done})`) }));
    },
    /** The parts of the address. */
    address: () => Object.fromEntries(new URL(page.url()).searchParams),
  };
}
