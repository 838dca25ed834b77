// The Korean names of the figures: each that a recorded run or a column has, and each unit.
import { readFileSync } from 'node:fs';
import type { ReportDocument } from '@scale-out-lab/core/wire';
import { describe, expect, it } from 'vitest';
import { experiments } from '../../experiments/index.js';
import { toKoreanDisagreement, toKoreanFigure, toKoreanUnit } from './figures-ko.js';

const hasHangul = (text: string) => /[가-힣]/.test(text);

describe.each(['demo', 'faults'])('the recorded run "%s"', (run) => {
  const file = new URL(`../../../../docs/runs/${run}/report.json`, import.meta.url);
  const { trials }: ReportDocument = JSON.parse(readFileSync(file, 'utf8'));
  const figures = trials.flatMap((trial) => trial.figures);

  it('has a Korean name for each of its figures', () => {
    const names = new Set(figures.map(({ name }) => name));
    expect(names.size).toBeGreaterThan(40);
    expect([...names].filter((name) => !hasHangul(toKoreanFigure(name)))).toEqual([]);
  });

  it('has no English unit but ms and MB', () => {
    const units = new Set(figures.map(({ unit }) => toKoreanUnit(unit)));
    expect(units.size).toBeGreaterThan(5);
    expect([...units].filter((unit) => /[a-z]/i.test(unit) && !['ms', 'MB'].includes(unit.trim()))).toEqual(
      [],
    );
  });
});

it('each figure of a column has a Korean name', () => {
  const columns = Object.values(experiments).flatMap((experiment) => experiment.columns);
  const names = columns.flatMap(({ figures = [], recovery = [] }) => [...figures, ...recovery]);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !hasHangul(toKoreanFigure(name)))).toEqual([]);
});

it.each([
  ['users logged out, with a new epoch', '로그아웃된 사용자, 새 에포크'],
  ['logged out: 5 tabs, one jar', '로그아웃: 탭 5개, 쿠키 공유'],
  ['a figure of the future', 'a figure of the future'],
])('%s is %s', (name, korean) => {
  expect(toKoreanFigure(name)).toBe(korean);
});

it.each([
  ['of 140 users', ' / 140명'],
  ['of 12', ' / 12'],
  ['s', '초'],
  ['ms', ' ms'],
  ['share', ''],
])('%s follows a number as "%s"', (unit, korean) => {
  expect(toKoreanUnit(unit)).toBe(korean);
});

it.each([
  [
    'honest users logged out: 5 of 140 users, where 0 was predicted. neither 200 nor 401: 15 refreshes, where 0 was predicted.',
    '로그아웃된 정상 사용자: 5 / 140명, 예측 0. 200도 401도 아닌 응답: 15회, 예측 0.',
  ],
  ['lived on: 4 s, where 1.5 to 3 was predicted.', '로그아웃 뒤 사본이 유효했던 시간: 4초, 예측 1.5–3.'],
  ['accepted by: 1 instance, where 2 was predicted.', '사본을 받아들인 인스턴스: 1대, 예측 2.'],
  [
    'logged out: 2 tabs, a token each: 1 of 20 users, where 0 was predicted.',
    '로그아웃: 탭 2개, 토큰 따로: 1 / 20명, 예측 0.',
  ],
  [
    'forged: 1 answer, where 0 was predicted: alg "none" (api-1).',
    'forged: 1회, 예측 0: alg "none" (api-1).',
  ],
  ['users moved: 0.5, where 0 was predicted.', '옮겨진 사용자의 비율: 0.5, 예측 0.'],
  ['No prediction accounts for 4 × unavailable.', '예측에 없는 결과: 4 × unavailable.'],
  [
    'Commonest refusal: 6 × unknown-session: sessions of api-1 refused by api-2 and api-3; sessions of api-2 not answered.',
    '가장 흔한 거부: 6 × unknown-session: api-1의 세션, api-2, api-3에서 거부; api-2의 세션, 응답 없음.',
  ],
  [
    'Commonest refusal: 6 × invalid-claims: tokens of each instance refused by all others.',
    '가장 흔한 거부: 6 × invalid-claims: 각 인스턴스의 토큰, 다른 모든 인스턴스에서 거부.',
  ],
  ['Commonest refusal: 2 × rate-limit.', '가장 흔한 거부: 2 × rate-limit.'],
])('a disagreement is translated sentence by sentence: %s', (english, korean) => {
  expect(toKoreanDisagreement(english)).toBe(korean);
});
