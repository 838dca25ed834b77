// The page's colours as a canvas takes them: resolved, since a variable of a style sheet means nothing to it.

const names = ['text', 'quiet', 'card', 'line', 'good', 'bad'] as const;

export type ThemeColors = Readonly<Record<(typeof names)[number], string>>;

/** As they apply inside that element. */
export function readThemeColors(inside: Element): ThemeColors {
  const probe = document.createElement('span');
  probe.hidden = true;
  inside.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as ThemeColors;
}
