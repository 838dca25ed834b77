import { experimentNames } from '@scale-out-lab/core';
import { expect, it } from 'vitest';
import type { Faults } from './faults/harness/control-ports.js';
import type { MachinePower, Machines } from './faults/harness/machines.js';
import { describeExperiments, experiments, faultNames, parseExperiments, scoredNames } from './index.js';

it('a name selects its experiment, and the name of a group several', () => {
  expect(parseExperiments('forgery')).toEqual(['forgery']);
  expect(parseExperiments('scorecard')).toEqual(scoredNames);
  expect(parseExperiments('faults')).toEqual(faultNames);
  expect(parseExperiments('all')).toEqual(experimentNames);
});

it.each(['rolling', '', 'All', 'steady,crash', 'constructor', '__proto__', 'toString'])(
  'anything else is refused with what would be accepted: %j',
  (name) => {
    expect(() => parseExperiments(name)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: `There is no experiment "${name}"; expected ${experimentNames.join(', ')}, scorecard, faults or all.`,
      }),
    );
  },
);

it('every experiment is listed with its question in both languages, and whether it breaks something', () => {
  const facts = describeExperiments(undefined);
  expect(facts.map(({ name }) => name)).toEqual(experimentNames);
  expect(facts.filter(({ isFault }) => isFault).map(({ name }) => name)).toEqual(faultNames);
  for (const { question, questionKorean } of facts) {
    expect(question).toMatch(/\?$/);
    expect(questionKorean).toMatch(/\p{Script=Hangul}.*\?$/u);
  }
});

const ofMachines = ['machine-crash', 'machine-partition', 'machine-drain', 'rolling-update'] as const;

it('the reason that names --control names the command that prints it, in both languages', () => {
  const [crash] = describeExperiments(undefined).filter(({ name }) => name === 'crash');
  expect(crash?.obstacle).toContain('`npm start -- --verbose` prints the line');
  expect(crash?.obstacleKorean).toContain('`npm start -- --verbose`가');
});

it('an experiment that cannot run here is listed with the reason, in Korean too', () => {
  const koreanWith = (faults: Faults | undefined) =>
    describeExperiments(faults).flatMap(({ obstacle, obstacleKorean }) =>
      obstacle === null ? [] : [obstacleKorean],
    );
  for (const faults of [undefined, { redis: undefined, scaleTo: undefined } as Faults]) {
    for (const reason of koreanWith(faults)) expect(reason).toMatch(/[가-힣]/);
  }
  const obstaclesWith = (faults: Faults | undefined) =>
    describeExperiments(faults).flatMap(({ name, obstacle }) => (obstacle === null ? [] : [name]));
  const instancesOnly = { redis: undefined, scaleTo: undefined } as Faults;
  expect(obstaclesWith(undefined)).toEqual(faultNames);
  expect(obstaclesWith(instancesOnly)).toEqual([
    'redis-crash',
    'redis-stall',
    'redis-failover',
    'redis-partition',
    'redis-eviction',
    'redis-restore',
    'scale-out',
    'scale-in',
    ...ofMachines,
  ]);
  const scaleTo = async () => {};
  const one = { redis: { topology: 'single', failOver: undefined }, scaleTo } as unknown as Faults;
  expect(obstaclesWith(one)).toEqual(['redis-failover', 'redis-partition', ...ofMachines]);
  const sentinel = { topology: 'sentinel', failOver: scaleTo, isolate: scaleTo };
  expect(obstaclesWith({ redis: sentinel, scaleTo } as unknown as Faults)).toEqual([
    'redis-crash',
    'redis-stall',
    'redis-eviction',
    ...ofMachines,
  ]);
  const parted = { topology: 'cluster', failOver: scaleTo };
  expect(obstaclesWith({ redis: parted, scaleTo } as unknown as Faults)).toEqual([
    'redis-crash',
    'redis-stall',
    'redis-partition',
    'redis-eviction',
    ...ofMachines,
  ]);
});

it('only an experiment that adds two instances is not available where the lab would have more than nine', () => {
  const faults = { scaleTo: async () => {} } as unknown as Faults;
  expect(experiments.crash.unavailableReason(faults, undefined, 12)).toBeNull();
  const noScaling = experiments['scale-out'].unavailableReason({} as Faults, undefined, 9);
  expect(noScaling).toContain('only a person can start and stop instances');
  const reasonWith = (instances: number) =>
    experiments['scale-out'].unavailableReason(faults, undefined, instances);
  expect(reasonWith(7)).toBeNull();
  expect(reasonWith(8)).toBe('A lab has at most 9 instances, and this adds 2; set INSTANCES to 7 or less.');
});

it('a fault of machines needs machines, a crash and a partition need their power, and none needs a control port', () => {
  const reasonsWith = (machines: Partial<Machines> | undefined) =>
    ofMachines.map((name) =>
      experiments[name].unavailableReason(undefined, machines as Machines | undefined),
    );
  const [missing] = reasonsWith(undefined);
  expect(missing).toContain('npm run swarm -- measure');
  expect(reasonsWith(undefined)).toEqual(ofMachines.map(() => missing));
  const powerless = reasonsWith({ power: undefined });
  expect(powerless[0]).toContain('MACHINE_POWER');
  expect(powerless).toEqual([powerless[0], powerless[0], null, null]);
  expect(reasonsWith({ power: {} as MachinePower })).toEqual([null, null, null, null]);
});
