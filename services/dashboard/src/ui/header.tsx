// The header: title, connection, workshop and language; colours and links in a menu.
import { introduce } from '../playground/first-visit.js';
import { connection } from '../state/lab-state.js';
import { pageTexts } from '../state/texts.js';
import { choose, type Theme, themes, view } from '../state/view.js';

export function Header() {
  const t = pageTexts().header;
  const { language, theme, step, isPresented } = view.value;
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
        <button
          type="button"
          class="present"
          aria-pressed={isPresented}
          onClick={() => choose({ isPresented: !isPresented })}
        >
          {isPresented ? t.closePresent : t.present}
        </button>
        <button type="button" lang={other} onClick={() => choose({ language: other })}>
          {t.otherLanguage}
        </button>
        <button type="button" popovertarget="header-more" aria-label={t.more}>
          ⋯
        </button>
        <div class="header-more" id="header-more" popover="auto">
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
          <button
            type="button"
            popovertarget="header-more"
            popovertargetaction="hide"
            onClick={() => introduce()}
          >
            {t.introduce}
          </button>
          <a href={`/storage/?lang=${language}`}>{t.storage}</a>
          <a href="/docs">{t.interface}</a>
        </div>
      </nav>
      <p class="connection alarm bad optional" role="status">
        {connection.value === 'lost' ? t.lost : ''}
      </p>
    </header>
  );
}
