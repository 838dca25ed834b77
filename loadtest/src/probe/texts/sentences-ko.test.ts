// Each sentence of a report has a Korean one.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createTranslator } from '../../report/texts/translator.js';
import { sentences } from './sentences-ko.js';

const toKorean = createTranslator(sentences);

/** The sentences in quotes in this source, from a text on; a value in them becomes 7. */
function sentencesIn(file: string, from = ''): readonly string[] {
  const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const code = source.slice(source.indexOf(from)).replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  const quoted = code.matchAll(/'([^'\n]* [^'\n]*\.)'|`([^`\n]* [^`\n]*\.)`/g);
  return Array.from(quoted, ([, plain, template = '']) =>
    (plain ?? template)
      .replaceAll(/\$\{sent\}/g, '7 of 7 checks failed')
      .replaceAll(/\$\{tooFew\}/g, '7 of 7 checks failed: the failure rate can still be 7, above 7.')
      .replaceAll(/\$\{[^}]*\}/g, '7'),
  );
}

it.each([
  ['rules.ts', '', 30],
  ['diagnose.ts', '', 7],
  ['recording.ts', 'judgeRecording', 5],
  ['refresh.ts', '', 1],
  ['run-probe.ts', 'const renewed', 5],
  ['log-out.ts', '', 3],
  ['remedies.ts', 'const ofFramework', 12],
])('each sentence of %s has a translation', (file, from, fewest) => {
  const found = sentencesIn(file, from);
  expect(found.length).toBeGreaterThanOrEqual(fewest);
  expect(found.filter((sentence) => toKorean(sentence) === undefined)).toEqual([]);
});

it('each part that can be left out has a translation', () => {
  const source = readFileSync(new URL('../run-probe.ts', import.meta.url), 'utf8');
  const parts = Array.from(source.matchAll(/^ {4,6}(?:\[)?'([a-z][^']* [^']*)',/gm), ([, name = '']) => name);
  expect(parts).toHaveLength(7);
  expect(parts.filter((part) => toKorean(part) === undefined)).toEqual([]);
});

it('values keep their meaning where Korean has another order, whatever an answer says', () => {
  const evidence =
    '66.7% of 400 checks fail in turn with others that succeed, with one and the same credential; they are answered "401 No. 7 of 9".';
  expect(toKorean(evidence)).toBe(
    '같은 자격 증명으로 보낸 확인 요청 400번 중 66.7%가 성공한 요청과 번갈아 실패합니다. 응답은 "401 No. 7 of 9"입니다.',
  );
});
