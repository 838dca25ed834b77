// The settings: the mode, a second mode to compare, the client model of the visitors, and their speed.
import { modeNames } from '@scale-out-lab/core';
import { choose, lanes, models, speeds, view } from '../state/view.js';
import { Choice } from './choice.js';
import { pageTexts } from './texts.js';

export function Toolbar() {
  const t = pageTexts().toolbar;
  const { mode, versus, model, speed, language } = view.value;
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
      <Choice
        label={t.client}
        value={model}
        options={models.map((name) => [name, t.models[name]])}
        onChoose={(name) => choose({ model: name })}
      />
      <Choice
        label={t.speed}
        value={speed}
        options={speeds.map((name) => [name, t.speeds[name]])}
        onChoose={(name) => choose({ speed: name })}
      />
      <div class="teaching row">
        {lanes.value.map(({ name, teaches }) => (
          <p key={name}>
            {versus !== null && <b>{name}</b>} {teaches[language]}
          </p>
        ))}
      </div>
    </form>
  );
}
