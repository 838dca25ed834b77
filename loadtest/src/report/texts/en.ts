// The words of a report in English. The names of modes, experiments and figures are the same in every language.
import type { Client, Language } from '@scale-out-lab/core';
import { countOf } from '../../model/words.js';

const clients: Readonly<Record<Client, string>> = {
  pinned: 'a script: keeps the cookie or token of its log-in, whatever an answer says',
  browser: 'a browser: obeys Set-Cookie on every answer, also one that deletes its cookie',
  persistent: 'a user who does not give up: logs in again after each 401',
};

export const en = {
  code: 'en' as Language,
  language: 'English',
  mode: 'mode',
  clients,
  marks: {
    disagrees: 'marks a disagreement',
    notApplicable: 'means not applicable',
    notMeasured: 'means not measured',
    undecided: 'means not decided: no possible result of the trial would have disagreed.',
  },
  verdict: {
    none: 'No trial was finished.',
    single: {
      agrees: '1 trial agrees with the prediction.',
      disagrees: '1 trial disagrees with the prediction.',
      'not decided': '1 trial, not decided.',
    },
    agree: (count: number, all: number) =>
      `${count} of ${all} trials ${count === 1 ? 'agrees' : 'agree'} with the prediction`,
    disagree: (count: number) => `${count} ${count === 1 ? 'disagrees' : 'disagree'}`,
    undecided: (count: number) => `${count} not decided`,
    interrupted: 'Interrupted: only the trials that were finished are shown.',
    skipped: 'not run here.',
    unmeasured: (count: number) => `${countOf(count, 'trials')} could not be measured.`,
    threshold: (expression: string, value: string | undefined) =>
      `threshold ${expression} not met (${value ?? 'no success'}).`,
  },
  rates: {
    title: 'Logged-in requests lost',
    note: (repeats: number, instances: number, users: number, requests: number) =>
      `Measured (predicted): median and range of ${countOf(repeats, 'trials')}, with ${countOf(instances, 'instances')}, ${countOf(users, 'users')} and ${countOf(requests, 'requests')} a trial.`,
    speeds: (client: string) =>
      `p50/p99: latency of the successes in ms. ok/s: successes per second. Both for ${client} clients.`,
  },
  speeds: {
    title: 'Latency and goodput of successes',
    client: 'client',
    meanings: {
      p50: 'half of the successful requests were answered within this time in milliseconds',
      p95: '95 of 100 were',
      p99: '99 of 100 were',
      goodput: 'successful requests per second, of all users together',
    },
  },
  scorecard: { title: 'Scorecard', measured: 'Measured (predicted).' },
  faults: {
    title: 'Faults',
    note: (rate: number) => [
      'Measured once (predicted).',
      'The first figure is the number of users logged out, of 12 who had logged in before (of 60 where instances are added or removed, of 500 where Redis crashes and the mode stores something there).',
      `The second is the number of requests lost, of those sent meanwhile at ${rate} per second for all modes together, which is below saturation.`,
      'A 401 of a logged-out user counts in the first figure only.',
    ],
  },
  recovery: {
    title: 'Recovery',
    note: [
      'Measured once (predicted).',
      'The first figure is the number of acknowledged log-ins and log-outs that did not hold (RPO).',
      'The second is the recovery time: seconds from the fault to the last lost request.',
    ],
  },
  figures: {
    name: (name: string) => name,
    /** What follows a number, with the space before it. */
    unit: (unit: string) => (unit === 'share' ? '' : ` ${unit}`),
    disagreement: (text: string) => text,
    lost: (rate: string) => `lost ${rate}`,
  },
  reasons: {
    everyMode: 'every mode',
    applied: (modes: string, reason: string) => `in ${modes}: ${reason}`,
    translate: (reason: string) => reason,
  },
  trials: {
    columns: ['client', 'repeat', 'lost', 'predicted', 'interval', 'users served by all', 'agreement'],
    served: (served: number, users: number) => `${served} of ${users}`,
    agreement: { agrees: 'agrees', disagrees: 'disagrees', 'not decided': 'not decided' },
  },
  compare: {
    title: 'Two runs compared',
    run: (name: string, date: string, instances: number) =>
      `${name}: ${date}, ${countOf(instances, 'instances')}.`,
    note: [
      'B − A in points, with its 99.9% interval (Newcombe); ≠ marks a difference that chance does not explain.',
      'p50 ms: median and range of the repeats, A above B.',
    ],
    columns: ['client', 'lost A', 'lost B', 'B − A', 'p50 ms'],
    range: (low: string, high: string) => `${low} to ${high}`,
    agreement: { agrees: 'as predicted', disagrees: 'not as predicted', 'not decided': 'not decided' },
    conditions: (changed: string) => `Measured under other conditions: ${changed}`,
    onlyIn: (name: string, names: string) => `Only in ${name}: ${names}`,
  },
  next: {
    report: (folder: string) =>
      `Report: ${folder}/report.html (open it with: npm run report -- ${folder} --open)`,
    resume: (folder: string) => `Resume with: --resume ${folder}`,
    written: (url: string) => `Report: ${url}`,
    noBrowser: (program: string) => `No browser was found (${program}); open the address above.`,
  },
  decide: {
    title: 'Choose for your product',
    note: 'Each row is decided by the figures of this run, not by theory.',
    columns: ['you need', 'these modes do it', 'these do not'],
    needs: {
      'no-loss': 'no failed request of logged-in users when a second instance is added',
      'sign-in': 'no failed sign-in through an OpenID provider when a second instance is added',
      'instant-log-out': 'a log-out that ends a stolen copy at once',
      'single-login': 'one active log-in for each user',
      crash: 'no user logged out when an instance crashes',
      deployment: 'no user logged out and no request lost by a rolling restart',
      'redis-crash': 'no user logged out when Redis crashes without saving',
      'no-redis': 'no failed request, and no Redis to run',
      'no-shared-secret': 'no failed request, and no secret that instances share',
    },
    usesRedis: 'needs Redis',
    sharesSecret: 'shares a secret',
    lost: (rate: string) => `${rate} lost`,
    none: 'none of those measured',
    unmeasured: (experiment: string) => `not measured: npm run demo -- --experiment ${experiment}`,
  },
  page: {
    title: (instances: number) => `A logged-in user and ${countOf(instances, 'instances')}`,
    contents: 'Contents',
    conditions: (instances: number, modes: number, trials: number) =>
      `N = ${countOf(instances, 'instances')}, ${countOf(modes, 'modes')}, ${countOf(trials, 'trials')}`,
    measuredOn: (date: string) => `Measured on ${date} (UTC)`,
    verdict: 'Verdict',
    losesNothing: 'These modes lose nothing:',
    loses: 'These modes lose requests:',
    worst: 'at worst',
    noMode: 'none',
    chart: 'Measured against predicted',
    chartNote:
      'Share of logged-in requests that failed. ● is measured (the median), the line spans the 99.9% intervals of the repeats, ◇ is the prediction. Half a point outside the line still agrees; a prediction of 0 allows no loss.',
    latency: 'Latency of successful requests',
    latencyNote:
      'In milliseconds, on a logarithmic scale: the bar goes from the median (p50) to p99, the mark in it is p95. Refusals are not counted.',
    strips: 'What each fault did, second by second',
    stripsNote:
      'Grey is the time in which a part was down or cut off. A filled column is the share of requests of that second that were not answered with the user’s name. The line is the share of users whose latest read succeeded. A mode that loses requests without a fault loses them here too.',
    down: 'down',
    loggedOut: 'logged out',
    lostRequests: 'lost',
    clean: 'clean after',
    figures: 'All figures and their reasons',
    figuresNote: 'Measured (predicted).',
    reasons: 'Why this was predicted',
    unmeasurable: 'It could not be measured.',
    method: 'How this was measured',
    where: 'Where',
    what: 'what',
    value: 'value',
    resumedFrom: 'resumed from the report of',
    instances: 'instances',
    everyTrial: 'Every trial of the failure rates',
    columns: 'The meaning of each column',
    prose: (users: number, engine: string, requests: string, instances: number) => [
      `Each trial has ${users} virtual users, each on a connection of its own with one request at a time (driven by ${engine}), who log in and then send ${requests} logged-in requests together. Log-ins are not counted. Repeats are interleaved between modes.`,
      `Before each logged-in request a user sends a random number of requests that need no log-in, from 0 to ${instances - 1}, and pauses for a random time before each. The next instance therefore does not depend on the position of the rotation.`,
      'A request is `ok` only if its answer names the right user. A predicted 0 means exactly 0; any other prediction must lie in the 99.9% Wilson interval, with users as clusters, widened by half a point. In a mode whose credential is portable, users must also have been served by as many instances as chance predicts: with enough requests, by every one.',
      'A balancer may repeat a failed GET on another instance, which hides crashed instances. Latency and goodput are those of successes; refusals are fast and would flatter a broken mode.',
    ],
  },
};

/** What a report needs in each language; a missing key does not compile. */
export type ReportTexts = typeof en;
