// The numbers of a report as CSV (RFC 4180), for a spreadsheet: a row for each number of each trial.
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';
import { agreementOf } from '../model/agreement.js';

const head = [
  'mode',
  'experiment',
  'client',
  'repeat',
  'name',
  'unit',
  'measured',
  'predictedFrom',
  'predictedTo',
  'agreement',
] as const;

type Value = string | number | null;

export function renderCsv({ trials }: ReportDocument): string {
  const rows = trials.flatMap((trial) =>
    numbersOf(trial).map((numbers) => [trial.mode, trial.experiment, trial.client, trial.repeat, ...numbers]),
  );
  return [head, ...rows].map((row) => `${row.map(toField).join(',')}\r\n`).join('');
}

/** The name, the unit, the measured number, the predicted range and the agreement of each number. */
function numbersOf({
  figures,
  failureRate,
  predicted,
  latencyMs,
  goodput,
  agreement,
}: Trial): readonly (readonly Value[])[] {
  if (figures.length > 0) {
    return figures.map(({ name, unit, measured, predicted: range, agrees }) => [
      name,
      unit,
      measured,
      ...range,
      agreementOf(agrees),
    ]);
  }
  return [
    ['failureRate', 'share', failureRate, predicted, predicted, agreement],
    ...Object.entries(latencyMs).map(([name, ms]) => [name, 'ms', ms, null, null, null]),
    ['goodput', 'requests per second', goodput, null, null, null],
  ];
}

function toField(value: Value): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
