// What a script on this page finds when it looks: names and values, as they are.
import { signal } from '@preact/signals';

export interface Found {
  readonly name: string;
  readonly value: string;
}

export const sources = {
  'document.cookie': () => parseCookies(document.cookie),
  sessionStorage: () => list(sessionStorage),
  localStorage: () => list(localStorage),
} as const satisfies Record<string, () => readonly Found[]>;

export type Source = keyof typeof sources;
type Readable = Readonly<Record<Source, readonly Found[]>>;

export const readable = signal<Readable>({ 'document.cookie': [], sessionStorage: [], localStorage: [] });

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

/** Long values in part: the beginning and the end. */
export function shorten(value: string): string {
  return value.length <= 60 ? value : `${value.slice(0, 36)}…${value.slice(-12)}`;
}

function list(storage: Storage): readonly Found[] {
  return Object.keys(storage).map((name) => ({ name, value: storage.getItem(name) ?? '' }));
}
