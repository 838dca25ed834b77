// The Korean reasons: each sentence that explains a prediction, or why a fault cannot be injected, has one.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toKoreanReason } from './reasons-ko.js';

const root = new URL('../../../../', import.meta.url);
const predictions = new URL('services/core/src/predict/', root);

/** The sentences in quotes in the source of the predictions; a value in them becomes 7. */
function sentencesIn(file: string, folder = predictions): readonly string[] {
  const source = readFileSync(new URL(file, folder), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const quoted = source.matchAll(/'([A-Z`][^'\n]*\.)'|`([A-Z\\`][^\n]*?\.)`(?=[;,)\s])/g);
  return Array.from(quoted, ([, plain, template = '']) =>
    (plain ?? template).replaceAll('\\`', '`').replaceAll(/\$\{[^}]*\}+/g, '7'),
  ).filter((text) => !text.startsWith('7'));
}

const files = readdirSync(predictions).filter((file) => /(?<!\.test)\.ts$/.test(file));

it.each(files)('each reason in %s has a Korean translation', (file) => {
  expect(sentencesIn(file).filter((reason) => toKoreanReason(reason) === undefined)).toEqual([]);
});

it('each reason why a fault cannot be injected has a Korean translation', () => {
  const reasons = sentencesIn('fault.ts', new URL('loadtest/src/experiments/faults/', root));
  expect(reasons.length).toBeGreaterThan(5);
  expect(reasons.filter((reason) => toKoreanReason(reason) === undefined)).toEqual([]);
});

it.each(['demo', 'faults'])('each reason of the recorded run "%s" has a Korean translation', (run) => {
  const report = readFileSync(new URL(`docs/runs/${run}/report.json`, root), 'utf8');
  const reasons = [...report.matchAll(/"explanation":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) =>
    String(JSON.parse(text)),
  );
  expect(reasons.length).toBeGreaterThan(100);
  const missing = new Set(reasons.filter((reason) => toKoreanReason(reason) === undefined));
  expect([...missing]).toEqual([]);
});

it('a translated reason keeps its values in place', () => {
  const reason = 'Only one thing. It works until its expiry, 8 s after the log-in.';
  expect(toKoreanReason(reason)).toBeUndefined();
  expect(toKoreanReason('It works until its expiry, 8 s after the log-in.')).toBe(
    '로그인하고 8초 뒤 만료될 때까지 유효합니다.',
  );
  expect(toKoreanReason('Tried: 27 classes; 3 instances gave 387 answers.')).toBe(
    '시도: 27종. 인스턴스 3대가 387번 응답했습니다.',
  );
});
