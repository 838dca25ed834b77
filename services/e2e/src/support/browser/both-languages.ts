// A panel of the page for one test, in English or on two pages at once: one in English and one in Korean.

import type { LabPage } from '@scale-out-lab/bench/browser/lab-page';
import { expect, type TestContext } from 'vitest';

export type Language = 'en' | 'ko';

type Closable = Pick<LabPage, 'complaints' | 'close'>;
type Test = Pick<TestContext, 'onTestFinished'>;

/** The panel is closed after the test. The test fails if the browser reported an error. */
export async function openInEnglish<Panel extends Closable>(
  { onTestFinished }: Test,
  open: (language: Language) => Promise<Panel>,
): Promise<Panel> {
  const panel = await open('en');
  onTestFinished(async () => {
    await panel.close();
    expect(panel.complaints).toEqual([]);
  });
  return panel;
}

/** The panels are closed after the test. The test fails if a browser reported an error. */
export async function openInBothLanguages<Panel extends Closable>(
  { onTestFinished }: Test,
  open: (language: Language) => Promise<Panel>,
) {
  const [english, korean] = await Promise.all([open('en'), open('ko')]);
  const both = <Result>(act: (panel: Panel, at: number) => Promise<Result>): Promise<Result[]> =>
    Promise.all([english, korean].map(act));
  onTestFinished(async () => {
    await both((panel) => panel.close());
    expect([...english.complaints, ...korean.complaints]).toEqual([]);
  });
  return { english, korean, both };
}
