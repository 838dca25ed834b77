// The lab's storage page in a browser: opened, and used as a person would, by its buttons.
import type { BrowserContext, Page } from 'playwright-core';

/** A credential and where it is kept, as the page calls the two. */
export interface Place {
  readonly mode: string;
  readonly place: 'cookie' | 'sessionStorage' | 'localStorage';
}

interface Answer {
  readonly status: number;
  readonly body: { readonly username?: string; readonly code?: string; readonly access_token?: string };
}

/** The address of the page for that place, which stays a place's even if another tab opens it. */
export function addressOf(lab: string, { mode, place }: Place): string {
  return `${lab}/storage/?mode=${mode}&place=${place}`;
}

/** Opens the page in a new tab, as if its address was typed. */
export async function openPage(browser: BrowserContext, lab: string, place: Place): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(addressOf(lab, place));
  return page;
}

/** A user of the load test: the password of a person takes a quarter of a second of processor time to check. */
export const username = 'vu-0001';

/** As that user, in the place of the person that the page offers. */
export async function logIn(page: Page): Promise<Answer> {
  await page.evaluate(`document.querySelector('[name=username]:checked').value = '${username}'`);
  return click(page, 'Log in', 'login');
}
export const logOut = (page: Page) => click(page, 'Log out', 'logout');

/** Whether the page knows who is logged in, by the credential in its place. */
export async function isLoggedIn(page: Page): Promise<boolean> {
  const { status, body } = await click(page, 'Who am I?', 'me');
  return status === 200 && body.username === username;
}

async function click(page: Page, button: string, route: string): Promise<Answer> {
  const answered = page.waitForResponse((response) => response.url().endsWith(`/${route}`));
  await page.getByRole('button', { name: button }).click();
  const response = await answered;
  return { status: response.status(), body: await response.json() };
}
