// The credentials that a script on this page can read, refreshed whenever they may have changed.
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { shorten } from '../../texts/format.js';
import { prefix } from './page-client.js';
import { tokenTexts } from './texts.js';

export function ReadableList() {
  const t = tokenTexts().readable;
  // Another tab or the developer tools may have changed the storage.
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
    <div class="token-readable box">
      <h3>{t.title}</h3>
      <dl class="stack" aria-live="polite">
        {(Object.keys(sources) as Source[]).map((source) => (
          <div key={source}>
            <dt>
              <code>{source}</code>
            </dt>
            {readable.value[source].length === 0 && <dd class="good">{t.nothing}</dd>}
            {readable.value[source].map(({ name, value }) => (
              <dd key={name} class="bad">
                <code>
                  {name} = {shorten(value, 60, 36, 12)}
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

interface Found {
  readonly name: string;
  readonly value: string;
}

const sources = {
  'document.cookie': () => parseCookies(document.cookie),
  sessionStorage: () => list(sessionStorage),
  localStorage: () => list(localStorage),
} as const satisfies Record<string, () => readonly Found[]>;

type Source = keyof typeof sources;
type Readable = Readonly<Record<Source, readonly Found[]>>;

const readable = signal<Readable>({ 'document.cookie': [], sessionStorage: [], localStorage: [] });

export function lookAgain(): void {
  readable.value = Object.fromEntries(
    Object.entries(sources).map(([source, look]) => [source, look()]),
  ) as Readable;
}

export function parseCookies(text: string): readonly Found[] {
  if (text === '') return [];
  return text.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, Math.max(0, at)), value: pair.slice(at + 1) };
  });
}

/** The credentials alone: the page keeps other things there too, such as the host's key, which a projector must not show. */
function list(storage: Storage): readonly Found[] {
  const names = Object.keys(storage).filter((name) => name.startsWith(prefix));
  return names.map((name) => ({ name, value: storage.getItem(name) ?? '' }));
}
