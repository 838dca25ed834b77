// The languages of a report.
import type { Language } from '@scale-out-lab/core';
import { en, type ReportTexts } from './en.js';
import { ko } from './ko.js';

export type { ReportTexts };

export const reportTexts = { en, ko } as const satisfies Record<Language, ReportTexts>;
