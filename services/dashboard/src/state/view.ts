// The view: the choices on the page, as a signal and as the query of the address. Defaults are left out of the query.
import { computed, effect, signal } from '@preact/signals';
import { findMode, type Language, languages, type Mode, modeNames } from '@scale-out-lab/core';
import { findName, type UnknownName } from './names-in-links.js';

export const panelNames = [
  'journey',
  'break',
  'fix',
  'theft',
  'log-ins',
  'token',
  'sign-in',
  'experiments',
  'probe',
  'room',
] as const;
export type PanelName = (typeof panelNames)[number];
/** The labels of the tabs, for links that are written by hand. */
const panelsAlsoCalled: Readonly<Record<string, PanelName>> = Object.assign(Object.create(null), {
  'do-it-yourself': 'journey',
  'try-it': 'journey',
  'break-it': 'break',
  'steal-it': 'theft',
  steal: 'theft',
});
export const speeds = ['slow', 'normal', 'fast'] as const;
export type Speed = (typeof speeds)[number];
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];
export const models = ['pinned', 'browser'] as const;

export interface View {
  readonly language: Language;
  readonly theme: Theme;
  readonly mode: string;
  /** The mode for comparison, which gets the same requests. */
  readonly versus: string | null;
  readonly model: (typeof models)[number];
  readonly speed: Speed;
  readonly panel: PanelName;
  /** For a projector: the playground alone, with large text. */
  readonly isPresented: boolean;
  /** The step of the workshop that is open; null where the rail is closed. */
  readonly step: string | null;
  /** The steps that were done. */
  readonly done: readonly string[];
}

/** The language is the browser's first that there is. */
export function defaultView(preferred: readonly string[] = preferredLanguages()): View {
  const first = preferred.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'ko' || tag === 'en');
  return {
    language: first === 'ko' ? 'ko' : 'en',
    theme: 'system',
    mode: 'session-memory',
    versus: null,
    model: 'pinned',
    speed: 'normal',
    panel: 'journey',
    isPresented: false,
    step: null,
    done: [],
  };
}

export function parseView(query: string, byDefault: View = defaultView()): View {
  const values = new URLSearchParams(query);
  const one = <Value extends string>(key: string, accepted: readonly Value[], otherwise: Value) =>
    accepted.find((value) => value === values.get(key)) ?? otherwise;
  const mode = findName(values.get('mode') ?? '', modeNames) ?? byDefault.mode;
  const other = findName(values.get('vs') ?? '', modeNames) ?? null;
  const versus = other === mode ? null : other;
  const isName = (text: string) => /^[a-z0-9-]{1,40}$/.test(text);
  const step = values.get('step');
  return {
    language: one('lang', languages, byDefault.language),
    theme: one('theme', themes, byDefault.theme),
    mode,
    versus,
    model: one('client', models, byDefault.model),
    speed: one('speed', speeds, byDefault.speed),
    panel: findName(values.get('panel') ?? '', panelNames, panelsAlsoCalled) ?? byDefault.panel,
    isPresented: values.get('view') === 'present',
    step: step !== null && isName(step) ? step : null,
    done: [...new Set((values.get('done') ?? '').split('.').filter(isName))],
  };
}

/** The modes and the panel of a query that are near no name. */
export function findUnknownNames(query: string): readonly UnknownName[] {
  const values = new URLSearchParams(query);
  const isKnown = {
    mode: (value: string) => findName(value, modeNames),
    vs: (value: string) => findName(value, modeNames),
    panel: (value: string) => findName(value, panelNames, panelsAlsoCalled),
  };
  return Object.entries(isKnown).flatMap(([key, find]) => {
    const value = values.get(key) ?? '';
    return value === '' || find(value) ? [] : [{ key, value: value.slice(0, longestShown) }];
  });
}

const longestShown = 60;

/** With a question mark, or empty. The language always stands in it, so that the link reads the same elsewhere. */
export function formatView(shown: View, byDefault: View = defaultView()): string {
  const values = new URLSearchParams({ lang: shown.language });
  const put = (key: string, value: string | null, usual: string | null) => {
    if (value !== null && value !== usual) values.set(key, value);
  };
  put('theme', shown.theme, byDefault.theme);
  put('mode', shown.mode, byDefault.mode);
  put('vs', shown.versus, null);
  put('client', shown.model, byDefault.model);
  put('speed', shown.speed, byDefault.speed);
  put('panel', shown.panel, byDefault.panel);
  put('view', shown.isPresented ? 'present' : null, null);
  put('step', shown.step, null);
  put('done', shown.done.join('.'), '');
  return `?${values}`;
}

function preferredLanguages(): readonly string[] {
  return globalThis.navigator?.languages ?? [];
}

export const view = signal<View>(defaultView());

/** Changes some of it. The address follows. */
export function choose(change: Partial<View>): void {
  view.value = { ...view.value, ...change };
}

/** The unknown names in the link that opened the page; for a notice. */
export const unknownNames = signal<readonly UnknownName[]>([]);

/** The choices between which the browser's Back goes. The others follow the person, not the place. */
type Place = Pick<View, 'mode' | 'versus' | 'panel' | 'step'>;
const placeOf = ({ mode, versus, panel, step }: View): Place => ({ mode, versus, panel, step });

/** Keeps the address bar and the looks of the document in step with the view. */
export function followAddress(): void {
  view.value = parseView(location.search);
  unknownNames.value = findUnknownNames(location.search);
  let here = JSON.stringify(placeOf(view.value));
  addEventListener('popstate', () => {
    const place = placeOf(parseView(location.search));
    here = JSON.stringify(place);
    choose(place);
  });
  followLooks();
  effect(() => {
    const query = formatView(view.value);
    const place = JSON.stringify(placeOf(view.value));
    const change = place === here ? 'replaceState' : 'pushState';
    here = place;
    if (change === 'pushState') unknownNames.value = [];
    if (query !== location.search) history[change](null, '', `${location.pathname}${query}`);
  });
}

/** Keeps the document's language and its theme in step with the view. */
export function followLooks(): void {
  effect(() => {
    const { language, theme, isPresented } = view.value;
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
    document.documentElement.classList.toggle('presented', isPresented);
  });
}

export const lanes = computed<readonly Mode[]>(() => {
  const { mode, versus } = view.value;
  return [mode, versus].flatMap((name) => (name === null ? [] : (findMode(name) ?? [])));
});
