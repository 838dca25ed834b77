// The texts of the page as plain data, for tests and tools: `texts.ko.breakTexts.crowd.title`.
import type { Language } from '@scale-out-lab/core';
import * as en from './en/index.js';
import * as ko from './ko/index.js';

type PageTexts = typeof en;

export const texts: Readonly<Record<Language, PageTexts>> = { en, ko };
