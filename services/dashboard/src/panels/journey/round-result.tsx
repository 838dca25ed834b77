// The guess of the last round beside the measurement and the theory, and a fair sentence on both.
import { defineTexts } from '../../i18n/texts.js';
import { type PredictionRound, requestsPerRound } from '../../journey/prediction-rounds.js';
import { decimal } from '../../words/percent.js';

const texts = defineTexts(
  {
    guess: 'Your guess',
    measured: 'Measured',
    predicted: 'Theory',
    exact: 'Your guess was exact.',
    offBy: (by: number) => `You were off by ${by}.`,
    theoryExact: 'So was the theory: one visitor alone meets the instances strictly in turn.',
    theoryHolds: 'The theory is exact: one visitor alone meets the instances strictly in turn.',
    theoryNear: (by: string) =>
      `The theory is off by ${by}: ${requestsPerRound} requests are no whole number of turns, or it reckons with chance where one visitor alone meets the instances in turn.`,
    theoryOff: (by: string) =>
      `The theory is off by ${by}: other requests came between and shifted the turns, or something is broken.`,
  },
  {
    guess: '내 예측',
    measured: '측정',
    predicted: '이론',
    exact: '정확히 맞혔습니다.',
    offBy: (by) => `${by}개 차이로 빗나갔습니다.`,
    theoryExact: '이론도 정확합니다. 방문자가 혼자이면 인스턴스를 차례대로 만나기 때문입니다.',
    theoryHolds: '이론은 정확합니다. 방문자가 혼자이면 인스턴스를 차례대로 만나기 때문입니다.',
    theoryNear: (by) =>
      `이론과는 ${by}개 차이가 납니다. 요청 ${requestsPerRound}개가 순번으로 나누어떨어지지 않거나, 이론은 확률로 계산하지만 혼자인 방문자는 인스턴스를 차례대로 만나기 때문입니다.`,
    theoryOff: (by) =>
      `이론과는 ${by}개 차이가 납니다. 다른 요청이 끼어들어 순번이 밀렸거나 고장이 있습니다.`,
  },
);

export function RoundResult({ round: { guess, measured, predicted } }: { round: PredictionRound }) {
  const t = texts();
  const bars = [
    [t.guess, guess],
    [t.measured, measured],
    [t.predicted, predicted],
  ] as const;
  return (
    <div class="journey-round">
      <dl>
        {bars.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="journey-bar" aria-hidden="true">
                <i style={{ width: `${(count / requestsPerRound) * 100}%` }} />
              </span>
              {decimal(count)}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {guess === measured ? t.exact : t.offBy(Math.abs(guess - measured))}{' '}
        {onTheory(t, guess, measured, predicted)}
      </p>
    </div>
  );
}

function onTheory(t: ReturnType<typeof texts>, guess: number, measured: number, predicted: number): string {
  const by = Math.abs(measured - predicted);
  // Sums of shares are a hair beside the count.
  if (by < 1e-6) return guess === measured ? t.theoryExact : t.theoryHolds;
  return by < 1 ? t.theoryNear(decimal(by)) : t.theoryOff(decimal(by));
}
