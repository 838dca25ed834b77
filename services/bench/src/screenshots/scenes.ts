// The contents of each picture, and the actions on the page that lead to it.
import type { Language } from '@scale-out-lab/core';
import { texts } from '@scale-out-lab/dashboard/texts';
import type { Page } from 'playwright-core';
import { post } from '../browser/lab-page.js';

export interface Scene {
  /** Of the address, without the language. */
  readonly query: string;
  readonly width: number;
  readonly height: number;
  readonly theme?: 'light' | 'dark';
  /** The place of the one picture, in English, if it is not in docs/images. */
  readonly folder?: string;
  /** The top of the picture, instead of the page's own top: a CSS selector. */
  readonly from?: string;
  readonly play: (page: Page, words: Words) => Promise<void>;
}

const screen = { width: 1440, height: 900 };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const isDone = (page: Page, name: string) =>
  button(page, name).and(page.locator(':enabled:not([aria-disabled="true"])')).waitFor({ timeout: 60_000 });

async function sendTen(page: Page, words: Words): Promise<void> {
  await button(page, words.logIn('alice')).click();
  await button(page, words.send(10)).click();
  await isDone(page, words.send(10));
}

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
  /** The preview that a chat shows with a link to the page. */
  card: {
    width: 1200,
    height: 630,
    query: 'mode=session-memory&speed=normal&view=present',
    folder: 'services/dashboard/public',
    play: sendTen,
  },
  break: {
    ...screen,
    query: 'mode=session-memory&vs=session-redis&panel=break',
    async play(page, words) {
      await button(page, words.logInTwelve).click();
      await page.getByText(words.twelveOfTwelve).nth(1).waitFor();
      await post(page, '/lab/instances/api-2/crash', { ms: null });
      await page.getByText(words.eightOfTwelve).waitFor();
      await page.locator('[data-part="api-2"].is-dead').waitFor();
      // The map shows the sessions after the dots that brought them.
      await page.locator('[data-part="redis"]').getByText('24').waitFor();
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
    play: sendTen,
  },
  phone: {
    width: 390,
    height: 844,
    query: 'mode=session-memory&speed=normal',
    play: sendTen,
  },
} as const satisfies Record<string, Scene>;

/** The words by which a scene finds its buttons and results, from the texts of the page. */
export const words = { en: wordsOf('en'), ko: wordsOf('ko') };
type Words = ReturnType<typeof wordsOf>;

function wordsOf(language: Language) {
  const { journeyTexts, breakTexts, theftTexts } = texts[language];
  const seconds = '\u0002';
  return {
    logIn: journeyTexts.logIn.logIn,
    send: journeyTexts.send.send,
    /** While 100 requests are being sent. */
    fortySent: new RegExp(
      Array.from({ length: 10 }, (_, unit) => `^${journeyTexts.send.progress(40 + unit, 100)}`).join('|'),
    ),
    logInTwelve: breakTexts.crowd.logIn(12),
    twelveOfTwelve: new RegExp(`^${breakTexts.crowd.count(12, 12)}`),
    eightOfTwelve: new RegExp(`^${breakTexts.crowd.count(8, 12)}`),
    allSteps: theftTexts.panel.allAtOnce,
    copyStillWorks: pattern(theftTexts.replay.works(seconds, 3, 3).split('3')[0] ?? '', seconds),
  };
}

/** A pattern of the text in which four to nine seconds stand at the mark. */
function pattern(text: string, mark: string): RegExp {
  return new RegExp(`^${text.replace(/[.()]/g, '\\$&').replace(mark, '[4-9]\\S*')}`);
}
