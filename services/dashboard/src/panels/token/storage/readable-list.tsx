// What a script on this page can read, looked up again whenever it may have changed.
import { useEffect } from 'preact/hooks';
import { tokenTexts } from '../texts.js';
import { lookAgain, readable, type Source, shorten, sources } from './readable.js';

export function ReadableList() {
  const t = tokenTexts().readable;
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
