// The language of a terminal: as requested, or from its locale.

export const languages = ['en', 'ko'] as const;
export type Language = (typeof languages)[number];

/** Korean if the locale is Korean (POSIX XBD §8.2: LC_ALL before LC_MESSAGES before LANG), and English otherwise. */
export function languageOfLocale(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^ko(?![a-z])/i.test(locale) ? 'ko' : 'en';
}
