// The address bar and the view, each following the other; and what of the view belongs to the document as a whole.
import { effect } from '@preact/signals';
import { formatView, parseView } from './parse-view.js';
import { view } from './view.js';

export function followAddress(): void {
  view.value = parseView(location.search);
  addEventListener('popstate', () => {
    view.value = parseView(location.search);
  });
  effect(() => {
    const { language, theme } = view.value;
    const query = formatView(view.value);
    if (query !== location.search) history.replaceState(null, '', `${location.pathname}${query}`);
    document.documentElement.lang = language;
    document.documentElement.dataset.theme = theme;
  });
}
