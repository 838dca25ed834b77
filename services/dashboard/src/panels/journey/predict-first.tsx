// Predict first: a guess, then 30 real requests, then the guess beside the measurement and the theory.
import { useState } from 'preact/hooks';
import { instancesAlive } from '../../state/instances.js';
import { lanes } from '../../state/lanes.js';
import {
  isRoundUnderWay,
  playRound,
  predictionRounds,
  requestsPerRound,
} from '../../state/prediction-rounds.js';
import { askedToSend, leftToSend, stopSending } from '../../state/repeat.js';
import { parseGuess } from './parse-guess.js';
import { RoundResult } from './round-result.js';
import { RoundTable } from './round-table.js';
import { journeyTexts } from './texts.js';

export function PredictFirst() {
  const t = journeyTexts().predict;
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
    <section class="journey-part">
      <h2>{t.title}</h2>
      {instances !== null && <p>{t.how(lanes.value[0]?.name ?? '', instances, requestsPerRound)}</p>}
      <form class="row" onSubmit={play}>
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
              {t.stop}
            </button>
            <span>{t.progress(askedToSend.value - leftToSend.value, requestsPerRound)}</span>
          </>
        )}
      </form>
      {obstacle !== null && !isPlaying && <p class="hint">{obstacle}</p>}
      <div role="status">{last && !isPlaying && <RoundResult key={last.number} round={last} />}</div>
      {rounds.length > 0 && <RoundTable rounds={rounds} />}
    </section>
  );
}
