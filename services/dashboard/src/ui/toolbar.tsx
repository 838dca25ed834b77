// What is tried: the mode, a second one beside it, how the visitors treat their cookie, and how fast they are.
import { modeNames } from '@scale-out-lab/core';
import { defineTexts } from '../i18n/texts.js';
import { lanes } from '../journey/lanes.js';
import { choose, models, speeds, view } from '../view/index.js';
import { Choice } from './choice.js';

const texts = defineTexts(
  {
    tried: 'What is tried',
    mode: 'Mode',
    versus: 'Beside it',
    none: 'nothing',
    client: 'Visitors',
    models: { pinned: 'keep the credential', browser: 'honour Set-Cookie' },
    speed: 'Speed',
    speeds: { slow: 'slow', normal: 'normal', fast: 'fast' },
  },
  {
    tried: '실험 대상',
    mode: '모드',
    versus: '비교할 모드',
    none: '없음',
    client: '방문자',
    models: { pinned: '자격 증명을 계속 사용', browser: 'Set-Cookie를 따름' },
    speed: '속도',
    speeds: { slow: '느리게', normal: '보통', fast: '빠르게' },
  },
);

export function Toolbar() {
  const t = texts();
  const { mode, versus, model, speed, language } = view.value;
  const others = modeNames.filter((name) => name !== mode);
  return (
    <form class="toolbar" aria-label={t.tried} onSubmit={(event) => event.preventDefault()}>
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
      <div class="teaching">
        {lanes.value.map(({ name, teaches }) => (
          <p key={name}>
            {versus !== null && <b>{name}</b>} {teaches[language]}
          </p>
        ))}
      </div>
    </form>
  );
}
