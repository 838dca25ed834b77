// The texts of the page as plain data, for tests and tools: `texts.ko.breakTexts.crowd.title`.
import * as en from './en/index.js';
import * as ko from './ko/index.js';

export type { Language } from './translation.js';

export const texts = { en, ko } as const;
