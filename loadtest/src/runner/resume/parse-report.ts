// From the text of a report.json to a report: all that a second part of the run takes from it is checked.
import { clients, engineNames, mapNumberSettings } from '@scale-out-lab/core';
import { experimentNames } from '../../experiments/index.js';
import { agreements } from '../../model/agreement.js';
import { isRecord } from '../../model/answer.js';
import type { ReportDocument, Settings } from '../../model/report.js';
import type { Trial } from '../../model/trial.js';

/** Undefined if it is not a report of this schema version, whole. */
export function parseReport(text: string): ReportDocument | undefined {
  const report = parseJson(text);
  return fits(report, reportChecks) ? (report as unknown as ReportDocument) : undefined;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isYesOrNo: Check = (value) => typeof value === 'boolean';
const isNumber: Check = (value) => typeof value === 'number';
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const isOneOf =
  (names: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && names.includes(value);
const isListOf =
  (isItem: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(isItem);
const isFilledListOf =
  (isItem: Check): Check =>
  (value) =>
    isListOf(isItem)(value) && (value as readonly unknown[]).length > 0;
const isRecordOf =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    fits(value, checks);

const settingChecks = {
  modes: isFilledListOf(isText),
  experiment: isOneOf(experimentNames),
  experiments: isFilledListOf(isOneOf(experimentNames)),
  clients: isFilledListOf(isOneOf(clients)),
  engine: isOneOf(engineNames),
  ...mapNumberSettings(() => isCount),
} satisfies Record<keyof Settings, Check>;

const trialChecks = {
  mode: isText,
  experiment: isOneOf(experimentNames),
  client: isOneOf(clients),
  repeat: isCount,
  instances: isCount,
  users: isCount,
  requests: isNumber,
  outcomes: isRecord,
  failureRate: isNumber,
  predicted: isNumber,
  interval: isFilledListOf(isNumber),
  effectiveRequests: isNumber,
  figures: isListOf(isRecord),
  agrees: (value) => value === null || isYesOrNo(value),
  agreement: isOneOf(agreements),
  latencyMs: isRecord,
  goodput: isNumber,
  durationSeconds: isNumber,
  logIns: isNumber,
  spread: isRecord,
  usersServedByEveryInstance: isNumber,
  userFailureRates: isRecord,
  reasons: isRecord,
  refusals: isListOf(isRecord),
} satisfies Partial<Record<keyof Trial, Check>>;

const reportChecks = {
  schemaVersion: (value) => value === 1,
  interrupted: isYesOrNo,
  environment: isRecordOf({ date: isText, instances: isFilledListOf(isText) }),
  settings: isRecordOf(settingChecks),
  trials: isListOf(isRecordOf(trialChecks)),
} satisfies Partial<Record<keyof ReportDocument, Check>>;

function fits(value: unknown, checks: Readonly<Record<string, Check>>): value is Record<string, unknown> {
  return isRecord(value) && Object.entries(checks).every(([name, isRight]) => isRight(value[name]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
