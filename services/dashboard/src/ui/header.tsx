// The header (title, connection, workshop, colours, language), and the toolbar with the modes, the client and the speed.

import { modeNames } from '@scale-out-lab/core';
import { connection } from '../state/lab-state.js';
import { pageTexts } from '../state/texts.js';
import { choose, lanes, models, speeds, type Theme, themes, view } from '../state/view.js';
import { Choice } from './choice.js';

export function Header() {
  const t = pageTexts().header;
  const { language, theme, step } = view.value;
  const other = language === 'en' ? 'ko' : 'en';
  return (
    <header class="header row">
      <div class="row">
        <h1>{t.title}</h1>
        <p class="quiet">{t.question}</p>
      </div>
      <nav class="settings row" aria-label={t.title}>
        <button
          type="button"
          aria-pressed={step !== null}
          onClick={() => choose({ step: step === null ? 'first' : null })}
        >
          {step === null ? t.workshop : t.closeWorkshop}
        </button>
        <select
          aria-label={t.theme}
          value={theme}
          onChange={(event) => choose({ theme: event.currentTarget.value as Theme })}
        >
          {themes.map((name) => (
            <option key={name} value={name}>
              {t.themes[name]}
            </option>
          ))}
        </select>
        <button type="button" lang={other} onClick={() => choose({ language: other })}>
          {t.otherLanguage}
        </button>
        <a href="/storage/">{t.storage}</a>
        <a href="/docs">{t.interface}</a>
      </nav>
      <p class="connection alarm bad optional" role="status">
        {connection.value === 'lost' ? t.lost : ''}
      </p>
    </header>
  );
}

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
