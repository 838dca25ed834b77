// What a script on this page can read, looked up again whenever it may have changed.
import { useEffect } from 'preact/hooks';
import { defineTexts } from '../../../i18n/texts.js';
import { lookAgain, readable, type Source, shorten, sources } from './readable.js';

const texts = defineTexts(
  {
    title: 'What a script on this page can read',
    nothing: 'nothing',
    httpOnly: 'A cookie that is HttpOnly is not among it, though the browser sends it.',
  },
  {
    title: '이 페이지의 스크립트가 읽을 수 있는 것',
    nothing: '없음',
    httpOnly: 'HttpOnly 쿠키는 브라우저가 보내기는 하지만 여기에는 나타나지 않습니다.',
  },
);

export function ReadableList() {
  const t = texts();
  // Another tab, or the developer tools, may have changed what there is to read.
  useEffect(() => {
    lookAgain();
    addEventListener('storage', lookAgain);
    addEventListener('focus', lookAgain);
    return () => {
      removeEventListener('storage', lookAgain);
      removeEventListener('focus', lookAgain);
    };
  }, []);
  return (
    <div class="token-readable">
      <h3>{t.title}</h3>
      <dl aria-live="polite">
        {(Object.keys(sources) as Source[]).map((source) => (
          <div key={source}>
            <dt>
              <code>{source}</code>
            </dt>
            {readable.value[source].length === 0 && <dd class="good">{t.nothing}</dd>}
            {readable.value[source].map(({ name, value }) => (
              <dd key={name} class="bad">
                <code>
                  {name} = {shorten(value)}
                </code>
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <p class="hint">{t.httpOnly}</p>
    </div>
  );
}
