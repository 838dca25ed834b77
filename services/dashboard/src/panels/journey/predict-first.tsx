// Predict first: a guess, then 30 real requests, then the guess next to the measurement and the theory.
import { findMode } from '@scale-out-lab/core';
import { useState } from 'preact/hooks';
import { instancesAlive } from '../../state/lab-state.js';
import {
  isRoundUnderWay,
  type PredictionRound,
  parseGuess,
  playRound,
  predictionRounds,
  requestsPerRound,
} from '../../state/prediction-rounds.js';
import { journeyTexts } from '../../state/texts.js';
import { lanes } from '../../state/view.js';
import { askedToSend, leftToSend, stopSending } from '../../state/visitors.js';
import { decimal } from '../../texts/format.js';
import { Table } from '../../ui/table.js';
import { describeTheory, whyPredicted } from './explanations.js';

export function PredictFirst() {
  const { predict: t, send } = journeyTexts();
  const [text, setText] = useState('');
  const guess = parseGuess(text);
  const instances = instancesAlive.value;
  const isPlaying = isRoundUnderWay.value;
  const isBusy = isPlaying || leftToSend.value > 0;
  const obstacle = isBusy
    ? t.wait
    : instances === null
      ? t.noInstances
      : guess === null
        ? t.first(requestsPerRound)
        : null;
  const rounds = predictionRounds.value;
  const last = rounds.at(-1);

  function play(event: Event): void {
    event.preventDefault();
    if (obstacle === null && guess !== null) void playRound(guess);
  }

  return (
    <section class="journey-part part stack">
      <h2>{t.title}</h2>
      {instances !== null && <p>{t.how(lanes.value[0]?.name ?? '', instances, requestsPerRound)}</p>}
      <form class="row" data-control="guess" onSubmit={play}>
        <label class="row">
          {t.question(requestsPerRound)}
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
          {t.go(requestsPerRound)}
        </button>
        {isPlaying && (
          <>
            <button type="button" onClick={stopSending}>
              {send.stop}
            </button>
            <span>{send.progress(askedToSend.value - leftToSend.value, requestsPerRound)}</span>
          </>
        )}
      </form>
      {obstacle !== null && !isPlaying && <p class="hint">{obstacle}</p>}
      <div role="status">{last && !isPlaying && <RoundResult key={last.number} round={last} />}</div>
      {rounds.length > 0 && <RoundTable rounds={rounds} />}
    </section>
  );
}

function RoundResult({ round }: { round: PredictionRound }) {
  const t = journeyTexts().round;
  const { guess, measured, instances, model } = round;
  const mode = findMode(round.mode);
  return (
    <div class="journey-round stack">
      <dl class="journey-bars stack">
        {(['guess', 'measured', 'predicted'] as const).map((name) => (
          <div key={name}>
            <dt>{t[name]}</dt>
            <dd class="row numbers">
              <span class="journey-bar" aria-hidden="true">
                <i style={{ width: `${(round[name] / requestsPerRound) * 100}%` }} />
              </span>
              {decimal(round[name])}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {guess === measured ? t.exact : t.offBy(Math.abs(guess - measured))} {describeTheory(round)}
      </p>
      {mode && <p class="hint">{whyPredicted(mode, model, instances)}</p>}
    </div>
  );
}

function RoundTable({ rounds }: { rounds: readonly PredictionRound[] }) {
  const { rounds: t, round } = journeyTexts();
  return (
    <Table
      label={t.caption}
      caption="visually-hidden"
      columns={[t.mode, t.guess, round.measured, round.predicted]}
      rows={[...rounds].reverse().map(({ number, mode, model, instances, guess, measured, predicted }) => [
        number,
        <>
          {mode}{' '}
          <span class="hint">
            {t.instances(instances)}
            {model === 'browser' && `, ${t.browser}`}
          </span>
        </>,
        guess,
        measured,
        decimal(predicted),
      ])}
    />
  );
}
