// The experiments with what each asks, to be ticked one by one or as a group; folded once there is a run to look at.
import { signal } from '@preact/signals';
import type { ExperimentView } from '@scale-out-lab/core/wire';
import { defineTexts } from '../../i18n/texts.js';
import { run } from '../../lab/state.js';
import { findGroup, groupNames, knownExperiments, namesOfGroup } from './known-experiments.js';
import { questionOf } from './questions.js';
import { chosenExperiments } from './selection.js';

const texts = defineTexts(
  {
    experiments: 'Experiments',
    loading: 'Asking the control room …',
    groups: { scorecard: 'scorecard', faults: 'faults', all: 'all' },
    none: 'none',
    breaks: 'breaks something',
    obstacle: 'Cannot be done here:',
  },
  {
    experiments: '실험',
    loading: '컨트롤 룸에서 목록을 가져오는 중…',
    groups: { scorecard: '스코어카드', faults: '장애', all: '전체' },
    none: '선택 해제',
    breaks: '장애를 일으킴',
    obstacle: '여기서는 할 수 없습니다:',
  },
);

/** Null: as it suits. */
export const isListOpen = signal<boolean | null>(null);

export function ExperimentList() {
  const t = texts();
  const experiments = knownExperiments.value;
  if (!experiments) return <p class="hint">{t.loading}</p>;
  const group = findGroup(chosenExperiments.value, experiments);
  return (
    <details
      class="experiments-choice"
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
          {groupNames.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === group}
              onClick={() => choose(namesOfGroup(name, experiments))}
            >
              {t.groups[name]}
            </button>
          ))}
          <button type="button" onClick={() => choose([])}>
            {t.none}
          </button>
        </div>
        <ul>
          {experiments.map((experiment) => (
            <Item key={experiment.name} experiment={experiment} />
          ))}
        </ul>
      </fieldset>
    </details>
  );
}

function Item({ experiment }: { experiment: ExperimentView }) {
  const t = texts();
  const { name, isFault, obstacle } = experiment;
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
          <span class="hint">{questionOf(experiment)}</span>
          {obstacle !== null && (
            <span class="experiments-obstacle">
              {t.obstacle} <span lang="en">{obstacle}</span>
            </span>
          )}
        </span>
      </label>
    </li>
  );
}

function choose(names: Iterable<string>): void {
  chosenExperiments.value = new Set(names);
}

/** Keeps the order of the list, which is that of the command line. */
function toggle(name: string, isChosen: boolean): void {
  const order = knownExperiments.value?.map((experiment) => experiment.name) ?? [];
  choose(order.filter((each) => (each === name ? isChosen : chosenExperiments.value.has(each))));
}
