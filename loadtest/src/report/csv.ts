// The numbers of a report as CSV (RFC 4180), for a spreadsheet: a row for each number of each trial.
import type { ReportDocument, Trial } from '@scale-out-lab/core/wire';

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
    numbersOf(trial).map((numbers) => [
      trial.mode,
      trial.experiment,
      trial.client,
      trial.repeat,
      ...numbers,
      trial.agreement,
    ]),
  );
  return [head, ...rows].map((row) => `${row.map(toField).join(',')}\r\n`).join('');
}

/** The name, the unit, the measured number and the predicted range of each number. */
function numbersOf({
  figures,
  failureRate,
  predicted,
  latencyMs,
  goodput,
}: Trial): readonly (readonly Value[])[] {
  if (figures.length > 0) {
    return figures.map((figure) => [figure.name, figure.unit, figure.measured, ...figure.predicted]);
  }
  return [
    ['failureRate', 'share', failureRate, predicted, predicted],
    ...Object.entries(latencyMs).map(([name, ms]) => [name, 'ms', ms, null, null]),
    ['goodput', 'requests per second', goodput, null, null],
  ];
}

function toField(value: Value): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
