// The first screen: the mode, the map, the result in large figures, and the buttons that log visitors in and send requests.
import { modeNames } from '@scale-out-lab/core';
import { ClusterMap } from '../map/cluster-map.js';
import { Legend } from '../map/legend.js';
import { pageTexts } from '../state/texts.js';
import { choose, lanes, view } from '../state/view.js';
import { Choice } from '../ui/choice.js';
import { LogInAndSend } from './controls.js';
import { Verdicts } from './verdict.js';

export function Playground() {
  return (
    <section class="playground">
      <ModeChoice />
      <Teaching />
      <ClusterMap />
      <Verdicts />
      <LogInAndSend />
      <Legend />
    </section>
  );
}

function ModeChoice() {
  const t = pageTexts().toolbar;
  const { mode, versus } = view.value;
  const others = modeNames.filter((name) => name !== mode);
  return (
    <form class="toolbar row" aria-label={t.tried} onSubmit={(event) => event.preventDefault()}>
      <Choice
        label={t.mode}
        value={mode}
        options={modeNames.map((name) => [name, name])}
        onChoose={(name) => choose({ mode: name, versus: name === versus ? null : versus })}
      />
      <Choice
        label={t.versus}
        value={versus ?? ''}
        options={[['', t.none], ...others.map((name) => [name, name] as const)]}
        onChoose={(name) => choose({ versus: name === '' ? null : name })}
      />
    </form>
  );
}

/** With two modes, each has it next to its own result. */
function Teaching() {
  const [mode] = lanes.value;
  return <p class="teaching">{view.value.versus === null && mode?.teaches[view.value.language]}</p>;
}
