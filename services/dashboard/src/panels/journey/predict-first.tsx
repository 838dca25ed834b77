// Predict first: a guess, then 30 real requests, then the guess beside the measurement and the theory.
import { useState } from 'preact/hooks';
import { defineTexts } from '../../i18n/texts.js';
import { instancesAlive } from '../../journey/instances.js';
import { lanes } from '../../journey/lanes.js';
import {
  isRoundUnderWay,
  playRound,
  predictionRounds,
  requestsPerRound,
} from '../../journey/prediction-rounds.js';
import { askedToSend, leftToSend, stopSending } from '../../journey/repeat.js';
import { parseGuess } from './parse-guess.js';
import { RoundResult } from './round-result.js';
import { RoundTable } from './round-table.js';

const texts = defineTexts(
  {
    title: 'Predict first',
    how: (mode: string, instances: number) =>
      `A visitor logs in afresh in ${mode} (${instances} ${instances === 1 ? 'instance' : 'instances'}) and sends ${requestsPerRound} requests.`,
    question: `How many of ${requestsPerRound} requests will fail?`,
    go: `Send the ${requestsPerRound} and see`,
    first: `First a guess: a whole number from 0 to ${requestsPerRound}.`,
    wait: 'Wait until the requests that are being sent are answered.',
    noInstances: 'No instance is known to be alive.',
    progress: (done: number) => `${done} of ${requestsPerRound} sent`,
    stop: 'Stop',
  },
  {
    title: '먼저 예측하기',
    how: (mode, instances) =>
      `방문자 한 명이 ${mode}에서 새로 로그인하고(인스턴스 ${instances}대) 요청 ${requestsPerRound}개를 보냅니다.`,
    question: `요청 ${requestsPerRound}개 중 몇 개가 실패할까요?`,
    go: `${requestsPerRound}개를 보내고 확인하기`,
    first: `먼저 예측하세요: 0부터 ${requestsPerRound}까지의 정수.`,
    wait: '지금 보내고 있는 요청의 응답을 기다려 주세요.',
    noInstances: '살아 있는 인스턴스가 확인되지 않습니다.',
    progress: (done) => `${requestsPerRound}개 중 ${done}개 보냄`,
    stop: '중지',
  },
);

export function PredictFirst() {
  const t = texts();
  const [text, setText] = useState('');
  const guess = parseGuess(text);
  const instances = instancesAlive.value;
  const isPlaying = isRoundUnderWay.value;
  const isBusy = isPlaying || leftToSend.value > 0;
  const obstacle = isBusy ? t.wait : instances === null ? t.noInstances : guess === null ? t.first : null;
  const rounds = predictionRounds.value;
  const last = rounds.at(-1);

  function play(event: Event): void {
    event.preventDefault();
    if (obstacle === null && guess !== null) void playRound(guess);
  }

  return (
    <section class="journey-part">
      <h2>{t.title}</h2>
      {instances !== null && <p>{t.how(lanes.value[0]?.name ?? '', instances)}</p>}
      <form class="row" onSubmit={play}>
        <label class="row">
          {t.question}
          <input
            type="number"
            inputMode="numeric"
            min={0}
            max={requestsPerRound}
            step={1}
            value={text}
            readOnly={isPlaying}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class={obstacle === null ? 'main' : ''} aria-disabled={obstacle !== null}>
          {t.go}
        </button>
        {isPlaying && (
          <>
            <button type="button" onClick={stopSending}>
              {t.stop}
            </button>
            <span>{t.progress(askedToSend.value - leftToSend.value)}</span>
          </>
        )}
      </form>
      {obstacle !== null && !isPlaying && <p class="hint">{obstacle}</p>}
      <div role="status">{last && !isPlaying && <RoundResult key={last.number} round={last} />}</div>
      {rounds.length > 0 && <RoundTable rounds={rounds} />}
    </section>
  );
}
