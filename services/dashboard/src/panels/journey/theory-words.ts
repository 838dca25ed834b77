// How theory fared in a round, in the language of the view: fair to it, and to whom it was measured by.
import { defineTexts } from '../../i18n/texts.js';
import { type PredictionRound, requestsPerRound } from '../../journey/prediction-rounds.js';
import { decimal } from '../../words/percent.js';

const texts = defineTexts(
  {
    both: 'So was the theory.',
    exact: 'The theory was exact.',
    near: (by: string) =>
      `The theory is off by ${by}: ${requestsPerRound} requests are no whole number of turns, or it reckons with chance where a lone visitor meets the instances strictly in turn.`,
    off: (by: string) =>
      `The theory is off by ${by}: other requests came between and shifted the turns, or something is broken.`,
  },
  {
    both: '이론도 정확했습니다.',
    exact: '이론은 정확했습니다.',
    near: (by) =>
      `이론과는 ${by}개 차이가 납니다. 요청 ${requestsPerRound}개가 순번으로 나누어떨어지지 않거나, 이론은 확률로 계산하지만 혼자인 방문자는 인스턴스를 차례대로 만나기 때문입니다.`,
    off: (by) => `이론과는 ${by}개 차이가 납니다. 다른 요청이 끼어들어 순번이 밀렸거나 장애가 있습니다.`,
  },
);

export function howTheoryFared({
  guess,
  measured,
  predicted,
}: Pick<PredictionRound, 'guess' | 'measured' | 'predicted'>): string {
  const t = texts();
  const by = Math.abs(measured - predicted);
  // A product of shares is a hair beside the count.
  if (by < 1e-6) return guess === measured ? t.both : t.exact;
  return by < 1 ? t.near(decimal(by)) : t.off(decimal(by));
}
