// How theory fared in a round, in the language of the view: fair to it, and to whom it was measured by.
import { defineTexts } from '../../i18n/texts.js';
import { type PredictionRound, requestsPerRound } from '../../journey/prediction-rounds.js';
import { decimal } from '../../words/percent.js';

const texts = defineTexts(
  {
    both: 'So was the theory.',
    exact: 'The theory was exact.',
    chance: (by: string) =>
      `The theory is off by ${by}: it predicts the average, and chance picks the instance that each request meets.`,
    off: (by: string) =>
      `The theory is off by ${by}, which chance hardly explains: something is broken, or the number of instances changed.`,
  },
  {
    both: '이론도 정확했습니다.',
    exact: '이론은 정확했습니다.',
    chance: (by) =>
      `이론과는 ${by}개 차이가 납니다. 이론은 평균을 예측하고, 요청이 어느 인스턴스를 만날지는 우연이 정합니다.`,
    off: (by) =>
      `이론과는 ${by}개 차이가 납니다. 우연만으로는 설명하기 어렵습니다. 장애가 있거나 인스턴스 수가 바뀌었습니다.`,
  },
);

/** At three instances a round of a pinned visitor differs by more than this about once in 300 rounds. */
const mostByChance = requestsPerRound / 4;

export function howTheoryFared({
  guess,
  measured,
  predicted,
}: Pick<PredictionRound, 'guess' | 'measured' | 'predicted'>): string {
  const t = texts();
  const by = Math.abs(measured - predicted);
  // A product of shares is a hair beside the count.
  if (by < 1e-6) return guess === measured ? t.both : t.exact;
  return predicted > 0 && by <= mostByChance ? t.chance(decimal(by)) : t.off(decimal(by));
}
