// What is to be run, the command that would do the same, and the button that starts it.
import { signal } from '@preact/signals';
import { defineTexts } from '../../i18n/texts.js';
import { lanes } from '../../journey/lanes.js';
import { lab } from '../../lab/api.js';
import { labState, run } from '../../lab/state.js';
import { Choice } from '../../ui/choice.js';
import { attempt } from '../../ui/notice.js';
import { CommandLine } from './command-line-view.js';
import { reviewedRun } from './earlier-runs.js';
import { ExperimentList, isListOpen } from './experiment-list.js';
import { LoadFields } from './load-fields.js';
import { chosenExperiments, isLanesOnly, load, type Selection, toRunRequest } from './selection.js';

const texts = defineTexts(
  {
    title: 'What is to be measured',
    modes: 'Modes',
    allModes: 'all',
    start: 'Start',
    starting: 'Starting …',
    nothing: 'Choose an experiment first.',
    running: 'A run goes on, in this tab or another. Wait until it is over, or cancel it.',
    changing: 'The instances are being restarted or changed in number. Wait until that is over.',
  },
  {
    title: '무엇을 측정할까요',
    modes: '모드',
    allModes: '전체',
    start: '시작',
    starting: '시작하는 중…',
    nothing: '먼저 실험을 고르세요.',
    running: '이 탭이나 다른 탭에서 실험이 진행 중입니다. 끝날 때까지 기다리거나 취소하세요.',
    changing: '인스턴스를 재시작하거나 대수를 바꾸는 중입니다. 끝날 때까지 기다리세요.',
  },
);

const isStarting = signal(false);

export function Chooser() {
  const t = texts();
  const laneNames = lanes.value.map(({ name }) => name);
  const selection: Selection = {
    experiments: chosenExperiments.value,
    modes: isLanesOnly.value ? laneNames : null,
    load: load.value,
  };
  const reason = findReason();
  return (
    <form
      class="experiments-form"
      aria-label={t.title}
      onSubmit={(event) => {
        event.preventDefault();
        void start(selection);
      }}
    >
      <h2>{t.title}</h2>
      <ExperimentList />
      <div class="row experiments-settings">
        <Choice
          label={t.modes}
          value={isLanesOnly.value ? 'lanes' : 'all'}
          options={[
            ['all', t.allModes],
            ['lanes', laneNames.join(', ')],
          ]}
          onChoose={(scope) => {
            isLanesOnly.value = scope === 'lanes';
          }}
        />
        <LoadFields />
      </div>
      <CommandLine selection={selection} />
      <div class="row experiments-start">
        <button
          type="submit"
          class="main"
          disabled={reason !== null || isStarting.value}
          aria-describedby="experiments-reason"
        >
          {isStarting.value ? t.starting : t.start}
        </button>
        <span id="experiments-reason" class="hint">
          {reason !== null && t[reason]}
        </span>
      </div>
    </form>
  );
}

/** Why no run can be started now, or null. */
function findReason(): 'nothing' | 'running' | 'changing' | null {
  if (run.value?.status === 'running' || labState.value?.busy === 'run') return 'running';
  if (labState.value?.busy) return 'changing';
  return chosenExperiments.value.size === 0 ? 'nothing' : null;
}

async function start(selection: Selection): Promise<void> {
  isStarting.value = true;
  const started = await attempt(() => lab.run(toRunRequest(selection)));
  if (started) {
    reviewedRun.value = null;
    isListOpen.value = false;
  }
  isStarting.value = false;
}
