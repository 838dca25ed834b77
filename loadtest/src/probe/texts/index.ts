// The languages of a probe's report.
import { koreanProbe, type Language } from '@scale-out-lab/core';
import type { ProbeReport } from '@scale-out-lab/core/wire';
import { createTranslator } from '../../report/texts/translator.js';
import { en, type ProbeTexts } from './en.js';
import { ko } from './ko.js';
import { sentences } from './sentences-ko.js';

export type { ProbeTexts };

export const probeTexts = { en, ko } as const satisfies Record<Language, ProbeTexts>;

const toKorean = createTranslator(sentences);
const translate = (text: string) => toKorean(text) ?? text;

/** The same report with its sentences in this language. What ends a probe before it measures stays English, as errors do. */
export function translateReport(report: ProbeReport, language: Language): ProbeReport {
  if (language === 'en') return report;
  return {
    ...report,
    reason: report.reason === null ? null : translate(report.reason),
    diagnoses: report.diagnoses.map((each) => ({
      ...each,
      evidence: each.evidence.map(translate),
      remedy: toKorean(each.remedy) ?? koreanProbe.remedies[each.cause],
    })),
    remarks: report.remarks.map(translate),
    notRun: report.notRun.map(translate),
  };
}
