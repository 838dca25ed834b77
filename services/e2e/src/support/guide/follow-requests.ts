// When the page is ready for the next act: counts that are read earlier miss the last answers.
import type { Page, Request } from 'playwright-core';

/**
 * From now on. Resolves once the page has the answers to all that it has sent, and shows them: no request is under way, and
 * no more are to follow.
 */
export function followRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let begun = 0;
  page.on('request', (request) => {
    if (request.method() !== 'POST') return;
    begun += 1;
    open.add(request);
  });
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', (request) => open.delete(request));
  return async () => {
    let known: number;
    do {
      known = begun;
      await page
        .locator('[data-control="send"] button:first-child[aria-disabled="true"]')
        .waitFor({ state: 'detached' });
      await page.evaluate(
        'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
      );
    } while (open.size > 0 || begun > known);
  };
}
