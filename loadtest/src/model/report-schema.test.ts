// report.schema.json is written from the schema in core. To write it again:
//   npx vitest run loadtest/src/model/report-schema.test.ts -u
import { reportDocument } from '@scale-out-lab/core/wire';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Schema from 'typebox/schema';
import { describe, expect, it } from 'vitest';
import { makeReport } from '../testing/report.js';

const schema = JSON.parse(JSON.stringify(reportDocument));

it('the published JSON Schema is that of the code', async () => {
  const { $schema, $id, title, description, ...shape } = schema;
  const text = `${JSON.stringify({ $schema, $id, title, description, ...shape }, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../report.schema.json');
});

describe('the validator of the code and the published JSON Schema', () => {
  const published = new Ajv2020({ allErrors: true, strict: false }).compile(schema);
  const report = JSON.parse(JSON.stringify(makeReport()));
  const [trial] = report.trials;
  const withTrial = (changes: object) => ({ ...report, trials: [{ ...trial, ...changes }] });

  it.each([
    ['a complete report', report, true],
    ['a report of another version', { ...report, schemaVersion: 2 }, false],
    ['a report with an unknown name', { ...report, more: 1 }, false],
    [
      'a date without a time',
      { ...report, environment: { ...report.environment, date: '2026-11-23' } },
      false,
    ],
    ['an unknown experiment', withTrial({ experiment: 'x' }), false],
    ['an unknown agreement', withTrial({ agreement: 'perhaps' }), false],
    ['a rate above 1', withTrial({ failureRate: 1.1 }), false],
    ['an interval of three numbers', withTrial({ interval: [0, 0.5, 1] }), false],
    ['a trial without refusals', withTrial({ refusals: undefined }), false],
    ['a count that is no whole number', withTrial({ logIns: 1.5 }), false],
    ['no latency', withTrial({ latencyMs: { p50: null, p95: null, p99: null } }), true],
  ])('judge %s alike', (_what, document, isValid) => {
    const parsed = JSON.parse(JSON.stringify(document));
    expect([Schema.Check(reportDocument, parsed), published(parsed)]).toEqual([isValid, isValid]);
  });
});
