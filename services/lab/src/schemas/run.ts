// Runs of experiments, as schemas. The limits of the numbers are those of the command line.

import { clients, modeNames } from '@scale-out-lab/core';
import type * as contract from '@scale-out-lab/dashboard';
import { Type } from 'typebox';
import { closed, describes, nullable, nullableNumber, nullableText } from './describes.js';

const texts = Type.Array(Type.String());
const names = Type.Array(Type.String({ maxLength: 64 }), { maxItems: 50 });
const upTo = (maximum: number, minimum = 1) => Type.Optional(Type.Integer({ minimum, maximum }));

export const experimentView = describes<contract.ExperimentView>()(
  Type.Object({
    name: Type.String(),
    question: Type.String(),
    isFault: Type.Boolean(),
    obstacle: nullableText,
  }),
);

export const experimentList = describes<contract.ExperimentList>()(
  Type.Object({ experiments: Type.Array(experimentView) }),
);

export const runRequest = describes<contract.RunRequest>()(
  Type.Object(
    {
      experiments: Type.Array(Type.String({ maxLength: 64 }), {
        minItems: 1,
        maxItems: 50,
        description: 'Names of GET /lab/experiments, or scorecard, faults, all',
      }),
      modes: Type.Optional(Type.Unsafe<string[]>({ ...names, description: modeNames.join(', ') })),
      clients: Type.Optional(Type.Unsafe<string[]>({ ...names, description: `${clients.join(', ')}, all` })),
      users: upTo(1000),
      requests: upTo(10_000_000),
      repeats: upTo(100),
      logOuts: upTo(100_000),
      families: upTo(10_000),
      faultRate: upTo(10_000, 10),
      faultRequests: upTo(10_000_000),
    },
    closed,
  ),
);

export const runRow = describes<contract.RunRow>()(
  Type.Object({
    number: Type.Integer(),
    experiment: Type.String(),
    mode: Type.String(),
    client: Type.String(),
    repeat: Type.Integer(),
    result: Type.String(),
    failureRate: Type.Number(),
    predicted: Type.Number(),
    agrees: nullable(Type.Boolean()),
    disagreement: nullableText,
  }),
);

export const reportTable = describes<contract.ReportTable>()(
  Type.Object({ title: Type.String(), note: Type.String(), columns: texts, rows: Type.Array(texts) }),
);

export const runReport = describes<contract.RunReport>()(
  Type.Object({ verdict: texts, tables: Type.Array(reportTable) }),
);

export const runView = describes<contract.RunView>()(
  Type.Object({
    id: Type.String(),
    status: Type.Enum(['running', 'finished', 'cancelled', 'failed']),
    startedAt: Type.String(),
    endedAt: nullableText,
    experiments: texts,
    modes: texts,
    done: Type.Integer(),
    total: nullableNumber,
    progress: Type.String(),
    rows: Type.Array(runRow),
    exitCode: nullableNumber,
    failure: nullableText,
    report: nullable(runReport),
  }),
);

export const runList = describes<contract.RunList>()(Type.Object({ runs: Type.Array(runView) }));
