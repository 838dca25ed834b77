// What each picture shows, and what is done on the page until it does.
import type { Page } from 'playwright-core';
import { post } from '../browser/lab-page.js';
import type { Words } from './words.js';

export interface Scene {
  /** Of the address, without the language. */
  readonly query: string;
  readonly width: number;
  readonly height: number;
  readonly theme?: 'light' | 'dark';
  /** What is at the top of the picture, instead of the page's own top: a CSS selector. */
  readonly from?: string;
  readonly play: (page: Page, words: Words) => Promise<void>;
}

const screen = { width: 1440, height: 900 };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const isDone = (page: Page, name: string) =>
  button(page, name).and(page.locator(':enabled:not([aria-disabled="true"])')).waitFor({ timeout: 60_000 });

export const scenes = {
  map: {
    ...screen,
    query: 'mode=session-memory&vs=jwt-shared-key&speed=normal',
    async play(page, words) {
      await button(page, words.logIn('alice')).click();
      await button(page, words.logIn('bob')).click();
      await button(page, words.send(100)).click();
      await page.getByText(words.fortySent).waitFor({ timeout: 60_000 });
    },
  },
  break: {
    ...screen,
    query: 'mode=session-memory&vs=session-redis&panel=break',
    async play(page, words) {
      await button(page, words.logInTwelve).click();
      await isDone(page, words.askThem);
      await post(page, '/lab/instances/api-2/crash');
      await page.getByText(words.eightOfTwelve).first().waitFor();
    },
  },
  theft: {
    ...screen,
    query: 'mode=jwt-shared-key&vs=jwt-denylist&panel=theft&speed=normal',
    from: '.theft-step:nth-of-type(3)',
    async play(page, words) {
      await button(page, words.allSteps).click();
      await page.getByText(words.copyStillWorks).first().waitFor({ timeout: 60_000 });
    },
  },
  token: {
    ...screen,
    query: 'mode=jwt-shared-key&panel=token&speed=fast',
    async play(page, words) {
      await button(page, words.logIn('alice')).first().click();
      await page.getByText('issued_by').first().waitFor();
    },
  },
  experiments: {
    ...screen,
    query: 'mode=session-memory&vs=jwt-shared-key&panel=experiments',
    from: '.experiments-run',
    async play(page) {
      const modes = ['session-memory', 'session-sticky', 'session-redis', 'jwt-own-keys', 'jwt-shared-key'];
      await post(page, '/lab/runs', { experiments: ['steady'], modes, repeats: 1 });
      await page.getByRole('link', { name: /JSON/ }).first().waitFor({ timeout: 120_000 });
    },
  },
  workshop: {
    ...screen,
    theme: 'dark',
    query: 'mode=session-memory&speed=fast&step=second-server',
    async play(page, words) {
      await button(page, words.logIn('alice')).click();
      await button(page, words.send(10)).click();
      await isDone(page, words.send(10));
    },
  },
  phone: {
    width: 390,
    height: 844,
    query: 'mode=session-memory&speed=normal',
    async play(page, words) {
      await button(page, words.logIn('alice')).click();
      await button(page, words.send(10)).click();
      await isDone(page, words.send(10));
    },
  },
} as const satisfies Record<string, Scene>;
