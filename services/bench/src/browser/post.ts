// Something asked of the control room by an open page, as the page itself would ask.
import type { Page } from 'playwright-core';

export async function post(page: Page, path: string, body: object = {}): Promise<void> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
  await page.evaluate(`fetch(${JSON.stringify(path)}, ${JSON.stringify(request)})`);
}
