// Fix it: a continuous load, a switch for its mode, and the loss of the last seconds next to its prediction.
import { signal } from '@preact/signals';
import type { LoadRequest } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { labState, load } from '../../state/lab-state.js';
import { timeOfDay } from '../../texts/format.js';
import { Choice, ChoiceButtons } from '../../ui/choice.js';
import { attempt, whileBusy } from '../../ui/notice.js';
import { LoadLoss } from './load-loss.js';
import { fixTexts } from './texts.js';

/** From the worst to a fix that needs no store. */
const modes = ['session-memory', 'session-sticky', 'session-redis', 'jwt-shared-key'] as const;
const usualRates = [10, 30, 60];

/** For the next start. */
const chosenRate = signal(30);
/** The load that was requested from the control room and has not started yet. */
let asked: LoadRequest | null = null;
const isWorking = signal(false);

export function FixPanel() {
  const t = fixTexts();
  const current = load.value;
  const isRunning = labState.value?.busy === 'run';
  return (
    <section class="fix stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      <p class="hint">{t.intro}</p>
      {isRunning && <p class="bad">{t.run}</p>}
      <fieldset class="fix-modes" disabled={isRunning || isWorking.value}>
        <legend class="visually-hidden">{t.modes}</legend>
        <ChoiceButtons
          value={modes.find((mode) => mode === current?.mode)}
          options={modes.map((mode) => [mode, mode])}
          onChoose={(mode) => void set(mode)}
        />
      </fieldset>
      <div class="row">
        {current ? (
          <button type="button" onClick={stop}>
            {t.stop}
          </button>
        ) : (
          <button
            type="button"
            class="main"
            disabled={isRunning || isWorking.value}
            onClick={() => set(modes[0])}
          >
            {isWorking.value ? t.working : t.start}
          </button>
        )}
        <Choice
          label={t.rate}
          value={String(rateNow())}
          options={offeredRates().map((rate) => [String(rate), t.perSecond(rate)])}
          onChoose={(rate) => chooseRate(Number(rate))}
        />
      </div>
      {current && (
        <>
          <LoadLoss load={current} />
          <p class="hint">
            {current.predicted === null && t.again} {t.ends(timeOfDay(current.endsAt))}
          </p>
        </>
      )}
    </section>
  );
}

/** Another page may have started the load. */
const rateNow = (): number => load.value?.requestsPerSecond ?? chosenRate.value;

/** The usual ones, and that of the load. */
function offeredRates(): readonly number[] {
  return [...new Set([...usualRates, rateNow()])].sort((a, b) => a - b);
}

/** The load that was chosen and not requested yet. */
let wanted: LoadRequest | null = null;

/** A choice during another change is applied after it. */
async function set(mode: string, requestsPerSecond = rateNow()): Promise<void> {
  wanted = { mode, requestsPerSecond };
  await whileBusy(isWorking, async () => {
    while (wanted) {
      const next = wanted;
      wanted = null;
      asked = next;
      await attempt(() => lab.setLoad(next));
    }
    asked = null;
  });
}

function chooseRate(rate: number): void {
  chosenRate.value = rate;
  const mode = asked?.mode ?? load.value?.mode;
  if (mode !== undefined) void set(mode, rate);
}

async function stop(): Promise<void> {
  await attempt(lab.endLoad);
}
