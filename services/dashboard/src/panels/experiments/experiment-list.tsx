// The experiments with their questions, to tick one by one or as a group. The list folds once a run is shown.
import { signal } from '@preact/signals';
import type { ExperimentView } from '@scale-out-lab/core/wire';
import { run } from '../../state/lab-state.js';
import { view } from '../../state/view.js';
import { ChoiceButtons } from '../../ui/choice.js';
import { chosenExperiments, findGroup, groupNames, knownExperiments, namesOfGroup } from './selection.js';
import { experimentsTexts } from './texts.js';

/** Null until it is opened or closed by hand: then it is open as long as no run is shown. */
export const isListOpen = signal<boolean | null>(null);

export function ExperimentList() {
  const t = experimentsTexts().list;
  const experiments = knownExperiments.value;
  if (!experiments) return <p class="hint">{t.loading}</p>;
  const group = findGroup(chosenExperiments.value, experiments);
  return (
    <details
      class="experiments-choice box"
      open={isListOpen.value ?? run.value === null}
      onToggle={(event) => {
        isListOpen.value = event.currentTarget.open;
      }}
    >
      <summary>
        {t.experiments}: {group ? t.groups[group] : [...chosenExperiments.value].join(', ') || '–'}
      </summary>
      <fieldset>
        <legend class="visually-hidden">{t.experiments}</legend>
        <div class="row">
          <ChoiceButtons
            value={group}
            options={groupNames.map((name) => [name, t.groups[name]])}
            onChoose={(name) => choose(namesOfGroup(name, experiments))}
          />
          <button type="button" onClick={() => choose([])}>
            {t.none}
          </button>
        </div>
        <ul class="experiments-list stack">
          {experiments.map((experiment) => (
            <Item key={experiment.name} experiment={experiment} />
          ))}
        </ul>
      </fieldset>
    </details>
  );
}

function Item({ experiment }: { experiment: ExperimentView }) {
  const t = experimentsTexts().list;
  const { name, isFault } = experiment;
  const isKorean = view.value.language === 'ko';
  const question = experiment[isKorean ? 'questionKorean' : 'question'];
  const obstacle = experiment[isKorean ? 'obstacleKorean' : 'obstacle'];
  return (
    <li>
      <label>
        <input
          type="checkbox"
          name={name}
          checked={chosenExperiments.value.has(name)}
          disabled={obstacle !== null}
          onChange={(event) => toggle(name, event.currentTarget.checked)}
        />
        <span>
          <code>{name}</code> {isFault && <span class="experiments-fault">{t.breaks}</span>}{' '}
          <span class="hint">{question}</span>
          {obstacle !== null && (
            <span class="bad small">
              {t.obstacle} <WithCode text={obstacle} />
            </span>
          )}
        </span>
      </label>
    </li>
  );
}

/** A sentence of another program, in which backticks mark commands. */
function WithCode({ text }: { text: string }) {
  return <>{text.split('`').map((part, at) => (at % 2 === 0 ? part : <code key={at}>{part}</code>))}</>;
}

function choose(names: Iterable<string>): void {
  chosenExperiments.value = new Set(names);
}

/** Keeps the order of the list, which is that of the command line. */
function toggle(name: string, isChosen: boolean): void {
  const order = knownExperiments.value?.map((experiment) => experiment.name) ?? [];
  choose(order.filter((each) => (each === name ? isChosen : chosenExperiments.value.has(each))));
}
