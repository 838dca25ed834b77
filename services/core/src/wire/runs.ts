// Experiments and runs of them: GET /lab/experiments, /lab/runs. The limits of the numbers are those of the command line.
import { type Static, Type } from 'typebox';
import { modeNames } from '../catalogue.js';
import { clients } from '../predict/prediction.js';
import { mapNumberSettings } from '../trial-settings.js';
import { closed, frozen, nullable, nullableNumber, nullableText, texts } from './schema.js';

const name = Type.String({ maxLength: 64 });
const names = (description: string) => Type.Optional(Type.Array(name, { maxItems: 50, description }));
const numbers = mapNumberSettings((_name, { min, max }) =>
  Type.Optional(Type.Integer({ minimum: min, maximum: max })),
);

const experimentView = frozen(
  Type.Object({
    name: Type.String(),
    question: Type.String(),
    questionKorean: Type.String(),
    isFault: Type.Boolean(),
    obstacle: nullableText({ description: 'Why it cannot be run here' }),
    obstacleKorean: nullableText({ description: 'The same in Korean' }),
  }),
);

export const experimentList = frozen(Type.Object({ experiments: Type.Array(experimentView) }));

/** POST /lab/runs. A field that is left out has the default of the command line. */
export const runRequest = frozen(
  Type.Object(
    {
      experiments: Type.Array(name, {
        minItems: 1,
        maxItems: 50,
        description: 'Names of GET /lab/experiments, or scorecard, faults, all',
      }),
      modes: names(modeNames.join(', ')),
      clients: names(`${clients.join(', ')}, all`),
      ...numbers,
    },
    closed,
  ),
);

/** One finished trial. If nothing could be measured, `result` has a note and `disagreement` the reason. */
export const runRow = frozen(
  Type.Object({
    number: Type.Integer({ description: 'Counts up from 1 within the run' }),
    experiment: Type.String(),
    mode: Type.String(),
    client: Type.String(),
    repeat: Type.Integer(),
    result: Type.String({ description: '`lost 66.7%`, or the first figure with its prediction' }),
    resultKorean: Type.String(),
    failureRate: Type.Number(),
    predicted: Type.Number(),
    agrees: nullable(Type.Boolean({ description: 'Null: not decided, or not measured' })),
    disagreement: nullableText(),
    disagreementKorean: nullableText(),
  }),
);

/** A table of the report; ≠ marks a disagreement, ≟ an undecided result. */
const reportTable = frozen(
  Type.Object({ title: Type.String(), note: Type.String(), columns: texts, rows: Type.Array(texts) }),
);

const reportParts = { verdict: texts, tables: Type.Array(reportTable) };
const runReport = frozen(
  Type.Object({ ...reportParts, korean: Type.Object(reportParts, { description: 'The same in Korean' }) }),
);

const runStatus = Type.Enum(['running', 'finished', 'cancelled', 'failed']);
const runFields = {
  id: Type.String(),
  status: runStatus,
  startedAt: Type.String(),
  endedAt: nullableText(),
  experiments: texts,
  modes: texts,
  done: Type.Integer({ description: 'Finished trials' }),
  total: nullableNumber(),
  progress: Type.String({ description: 'The current step, in words' }),
  exitCode: nullableNumber({
    description: 'As on the command line; null while it runs',
  }),
  failure: nullableText(),
  report: nullable(runReport),
};

export const runView = frozen(Type.Object({ ...runFields, rows: Type.Array(runRow) }));

/** All of a run but its rows, as the stream sends it at the start and at the end. */
export const runHead = frozen(Type.Object(runFields));

/** GET /lab/runs: the latest first. */
export const runList = frozen(Type.Object({ runs: Type.Array(runView) }));

export type ExperimentView = Static<typeof experimentView>;
export type RunRequest = Static<typeof runRequest>;
export type RunRow = Static<typeof runRow>;
export type ReportTable = Static<typeof reportTable>;
export type RunReport = Static<typeof runReport>;
export type RunView = Static<typeof runView>;
export type RunList = Static<typeof runList>;
