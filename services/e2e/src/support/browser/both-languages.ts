// The same panel on two pages, one in English and one in Korean, and what is done on both at once.

import type { LabPage } from '@scale-out-lab/bench/browser/lab-page';
import { expect, type TestContext } from 'vitest';

export type Language = 'en' | 'ko';

/** Open until the test is over, when neither browser may have had anything to complain of. */
export async function openInBothLanguages<Panel extends Pick<LabPage, 'complaints' | 'close'>>(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
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
