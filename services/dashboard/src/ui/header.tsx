// The header: what this is, whether the control room is heard, and how the page is shown.
import { defineTexts } from '../i18n/texts.js';
import { connection } from '../lab/state.js';
import { choose, type Theme, themes, view } from '../view/index.js';

const texts = defineTexts(
  {
    title: 'The scale-out lab',
    question: 'Sessions or JWT, and what happens when we add a second server?',
    workshop: 'Workshop',
    closeWorkshop: 'Close the workshop',
    theme: 'Colours',
    themes: { system: 'System colours', light: 'Light', dark: 'Dark' },
    otherLanguage: '한국어',
    lost: 'The control room does not answer, so what is shown may be old. Trying again; if the lab was stopped, start it again.',
    storage: 'Storage page',
    interface: 'API',
  },
  {
    title: '스케일 아웃 랩',
    question: '세션이냐 JWT냐, 그리고 서버를 한 대 더 늘리면 어떻게 될까?',
    workshop: '워크숍',
    closeWorkshop: '워크숍 닫기',
    theme: '색상',
    themes: { system: '시스템 색상', light: '밝게', dark: '어둡게' },
    otherLanguage: 'English',
    lost: '컨트롤 룸이 응답하지 않아 화면이 최신이 아닐 수 있습니다. 다시 연결하는 중입니다. 랩을 껐다면 다시 시작하세요.',
    storage: '브라우저 저장소',
    interface: 'API',
  },
);

export function Header() {
  const t = texts();
  const { language, theme, step } = view.value;
  const other = language === 'en' ? 'ko' : 'en';
  return (
    <header class="header">
      <div>
        <h1>{t.title}</h1>
        <p>{t.question}</p>
      </div>
      <nav class="settings" aria-label={t.title}>
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
      <p class="connection" role="status">
        {connection.value === 'lost' ? t.lost : ''}
      </p>
    </header>
  );
}
