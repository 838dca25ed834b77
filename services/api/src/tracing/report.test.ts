import { expect, it } from 'vitest';
import { createReport } from './report.js';

const refused = ['connect ECONNREFUSED ::1:4318', 'connect ECONNREFUSED 127.0.0.1:4318'];

it.each([
  ['a sentence', 'a sentence'],
  [
    JSON.stringify({ stack: 'Error: x\n at y', message: 'Protocol "grpc:" not supported', name: 'Error' }),
    'Protocol "grpc:" not supported',
  ],
  // A name with two addresses, as Node fails to connect to it and the SDK writes that.
  [
    JSON.stringify({ stack: 'AggregateError\n at y', errors: String(refused), code: 'ECONNREFUSED' }),
    String(refused),
  ],
  ['\u{1b}[2J', ' [2J'],
])('%j is reported as "%s"', (text, message) => {
  const lines: string[] = [];
  createReport((line) => lines.push(line))(text);
  expect(lines).toEqual([`Tracing: ${message}`]);
});

it('each failure is reported once', () => {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(line));
  for (const text of ['one', 'two', 'one']) report(text);
  expect(lines).toEqual(['Tracing: one', 'Tracing: two']);
});
