// The buttons and texts that the tests use on the page, by the page's own texts, for each language.
import type { KeyChange } from '@scale-out-lab/core';
import { texts } from '@scale-out-lab/dashboard/texts';
import { type ReportTexts, reportTexts } from '@scale-out-lab/loadtest';

type PageTexts = (typeof texts)['en'];
const inBoth = <Words>(wordsOf: (t: PageTexts, report: ReportTexts) => Words) => ({
  en: wordsOf(texts.en, reportTexts.en),
  ko: wordsOf(texts.ko, reportTexts.ko),
});

export const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A pattern of a text with values: each value is given as the pattern that it must match. */
export function pattern(text: (value: (form: string) => never) => string): string {
  const forms: string[] = [];
  const marked = text((form) => `⟦${forms.push(form) - 1}⟧` as never);
  return quote(marked).replace(/⟦(\d+)⟧/g, (_, at) => forms[Number(at)] ?? '');
}

const instance = 'api-\\d';
const number = '([\\d.]+)';

type Reason =
  | 'bad-signature'
  | 'expired'
  | 'log-in-ended'
  | 'logged-out'
  | 'missing-credential'
  | 'renewed'
  | 'reused-token'
  | 'revoked';

/** The reason of an answer, whichever instance gave it. */
const reasonOf = ({ pageTexts }: PageTexts, reason: Reason) =>
  ['another', undefined]
    .map((issuedBy) =>
      pattern((value) => {
        const servedBy = value(instance);
        return pageTexts.reasons[reason]({ issuedBy: issuedBy ? value(instance) : servedBy, servedBy });
      }),
    )
    .join('|');

/** Cases for which an instance has one code, and the page a sentence each. */
const refinements: Readonly<Record<string, readonly string[]>> = {
  'unknown-session': ['session-gone'],
  revoked: ['log-in-ended'],
};

/** The sentence of the page about a refusal with that code; the code itself where the page has none. */
export const refusalWords = inBoth((all) => (code: string) => {
  if (!(code in all.pageTexts.reasons)) return new RegExp(quote(code));
  const reasons = [code, ...(refinements[code] ?? [])];
  return new RegExp(reasons.map((reason) => reasonOf(all, reason as Reason)).join('|'));
});

export const breakWords = inBoth(({ breakTexts: t, mapTexts }) => {
  const { incidents, crowd } = t;
  const tokenSecret = t.rings.jwt;
  const second = { instance: 'api-2' };
  const changed = (how: KeyChange) => incidents.keys({ ring: 'jwt', how });
  const noticed = (text: string) => `${text} (${t.timeline.noticed})`;
  const count = pattern((value) => crowd.count(value('(?<loggedIn>\\d+)'), value('(?<of>\\d+)')));
  const unclear = pattern((value) => crowd.unclear(value('(?<unclear>\\d+)')));
  const predicted = pattern((value) => crowd.predicted(value('(?<predicted>\\S+)')));
  return {
    crowd: crowd.title,
    logIn: crowd.logIn(12),
    check: crowd.check,
    loggedOut: crowd.states.out,
    unclear: crowd.states.unclear,
    counted: new RegExp(`^${count}(?:, ${unclear})?; ${predicted}$`),
    faults: t.groups.title,
    downTime: t.downTime,
    openMenu: (part: string) => mapTexts.partMenu.open({ part }),
    started: [incidents.start(second), noticed(incidents.back(second))],
    groups: t.groups,
    faultNames: {
      crash: ['instances', t.faults.crash],
      start: ['instances', t.faults.start],
      stop: ['redis', t.faults['redis-crash']],
      freeze: ['redis', t.faults['redis-stall']],
      continue: ['redis', t.faults['redis-start']],
      overlap: ['keys', t.faults.overlap],
      retire: ['keys', t.faults.retire],
      cut: ['keys', t.faults.cut],
      reset: ['keys', t.faults.reset],
      restart: ['cluster', t.faults.restart],
    } as const,
    tokenSecret,
    go: t.targets.all,
    costsNone: t.cost.noVisitor,
    costs: new RegExp(pattern((value) => t.cost.some(value('(\\d+)'), 12))),
    costsOf: (target: string) => new RegExp(pattern((value) => t.cost.target(value('(\\d+)'), target))),
    obstacles: { ...t.obstacles, gone: t.obstacles.gone('api-2') },
    lives: mapTexts.life,
    timeline: t.timeline.title,
    asList: t.timeline.asList,
    crashed: [incidents.crash(second), noticed(incidents.died(second)), noticed(incidents.back(second))],
    stopped: [incidents['redis-crash'], noticed(incidents['redis-died']), noticed(incidents['redis-back'])],
    keys: {
      overlap: changed('overlap'),
      retire: changed('retire'),
      cut: changed('cut'),
      reset: changed('reset'),
    },
    restarted: incidents['restart-ends'],
  };
});
export type FaultName = keyof (typeof breakWords)['en']['faultNames'];
export type Life = keyof (typeof breakWords)['en']['lives'];

export const theftWords = inBoth((all) => {
  const { panel, renew, replay, steps, table } = all.theftTexts;
  const { countdown } = all.pageTexts;
  const line = (who: string, reason: Reason) => new RegExp(`^${who}: (?:${reasonOf(all, reason)})$`);
  const loggedOutAfter = pattern((value) => steps.loggedOutAfter(value('\\d+')));
  return {
    steps: {
      all: panel.allAtOnce,
      logIn: panel.logIn,
      copy: panel.copy,
      logOut: panel.logOut,
      replay: panel.replay,
      everySecond: panel.everySecond,
      victimRenews: renew.victim,
      thiefRenews: renew.thief,
    },
    logInStep: panel.one(20),
    replays: panel.three,
    renewals: renew.title,
    accepted: replay.accepted,
    refused: replay.refused,
    lostLogOut: new RegExp(pattern((value) => steps.missed(value(`(${instance})`), 2, 3))),
    loggedOut: new RegExp(`${quote(steps.loggedOut)}|${loggedOutAfter}`),
    issuer: new RegExp(pattern((value) => steps.holds(value(`(${instance})`)))),
    beforeLogOut: replay.before,
    revoked: new RegExp(reasonOf(all, 'revoked')),
    expiredCopy: new RegExp(reasonOf(all, 'expired')),
    left: new RegExp(pattern((value) => countdown.left(value(number)))),
    expired: countdown.over,
    table: table.title,
    predicted: {
      everywhere: table.until(3, 3),
      butOne: table.until(2, 3),
      nowhere: table.atOnce,
      ifItArrives: table.atOnceIfItArrives,
    },
    notYet: table.notYet,
    deadAtOnce: table.dead(3),
    measured: new RegExp(`${pattern((value) => table.result(value(number), 3, 3))}$`),
    soFar: new RegExp(`^${pattern((value) => table.soFar(value(number), 2, 3))}$`),
    renewed: line(renew.by.victim, 'renewed'),
    reused: line(renew.by.thief, 'reused-token'),
    ended: line(renew.by.victim, 'log-in-ended'),
  };
});
export type StepName = keyof (typeof theftWords)['en']['steps'];

export const tokenWords = inBoth((all) => {
  const { anatomy, cookie, countdown, edits, fields, places, readable, results, storage, tamper, token } =
    all.tokenTexts;
  return {
    anatomy: anatomy.title,
    logIn: anatomy.logIn('alice'),
    tokenParts: Object.values(token.parts),
    cookieParts: Object.values(cookie.parts),
    tables: { header: token.headerFields, payload: token.claims },
    closed: cookie.closed,
    clock: new RegExp(`^${pattern((value) => countdown.left(value('(\\d+):(\\d\\d)')))}$`),
    tamper: tamper.title,
    edits,
    undo: tamper.undo,
    payloadField: fields.payload,
    send: tamper.send,
    results: results.edited,
    unedited: results.edited(''),
    accepted: results.accepted,
    refused: results.refused,
    verdict: (count: number) => results.verdict(count, 3),
    refusal: new RegExp(reasonOf(all, 'bad-signature')),
    notJson: tamper.faults.payload,
    storage: storage.title,
    cookie: places.cookie,
    me: storage.me,
    you: storage.answered('alice'),
    logOut: storage.logOut,
    loggedOut: new RegExp(reasonOf(all, 'logged-out')),
    cleanUp: storage.cleanUp,
    cleaned: storage.cleaned,
    nothing: readable.nothing,
    missing: new RegExp(reasonOf(all, 'missing-credential')),
  };
});
export type EditName = keyof (typeof tokenWords)['en']['edits'];

export const experimentsWords = inBoth(({ experimentsTexts: t }, { rates, faults }) => ({
  start: t.chooser.start,
  cancel: t.run.cancel,
  modes: t.chooser.modes,
  trials: t.trials.title,
  experiments: `${t.list.experiments}:`,
  users: t.load.users,
  requests: t.load.requests,
  repeats: t.load.repeats,
  goesOn: t.status.running,
  agreed: t.status.agreed,
  cancelled: t.status.cancelled,
  refused: t.chooser.running,
  lost: rates.title,
  faults: faults.title,
  download: t.result.download,
  openReport: t.result.open,
}));

export const workshopWords = inBoth(({ breakTexts, journeyTexts, mapTexts, pageTexts, workshopTexts }) => {
  const { rail, card } = workshopTexts;
  const { logIn, predict, send, visitor } = journeyTexts;
  return {
    workshop: pageTexts.header.workshop,
    back: rail.previous,
    next: rail.next,
    showMe: card.showMe,
    allSteps: rail.all,
    startOver: rail.reset,
    done: card.done,
    stepDone: rail.stepDone,
    titles: Object.fromEntries(
      Object.entries(workshopTexts.steps).map(([name, { title }]) => [name, title]),
    ) as Record<keyof typeof workshopTexts.steps, string>,
    progress: (done: number) => rail.done(done, 13),
    logIn: logIn.logIn('alice'),
    send: send.send,
    refused: new RegExp(quote(mapTexts.outcome.reasons['unknown-session'])),
    guess: predict.question(30),
    sendThem: predict.go(30),
    issuer: new RegExp(`${quote(`${visitor.in}, ${visitor.issuedBy}`)}\\s+(${instance})`),
    downTime: breakTexts.downTime.label,
    crash: (which: string) => `${breakTexts.faults.crash}: ${which}`,
    redis: breakTexts.groups.redis,
    stopRedis: `${breakTexts.faults['redis-crash']}: ${breakTexts.targets.redis}`,
  };
});

export const mapWords = inBoth(({ mapTexts: t, pageTexts }) => {
  const { instance: part, legend, lookUp, outcome, redis, visitors } = t;
  const ofSession = { of: lookUp.credentials.session, keys: lookUp.keys.shared };
  const verified = pattern((value) => lookUp.goodSignature({ ...ofSession, ms: value('.*') }));
  const lookedFor = pattern((value) => lookUp.session({ where: lookUp.stores.memory, ms: value('.*') }));
  const share = pattern((value) =>
    legend.share({ shown: value('(?<shown>\\d+)'), seen: value('(?<seen>\\d+)') }),
  );
  return {
    ...t.life,
    logIns: part.logIns,
    gone: part.gone,
    memory: part.memory,
    redis: {
      keys: redis.keys,
      memory: redis.memory,
      file: redis.file,
      yes: redis.persistent,
      no: redis.volatile,
    },
    unused: redis.unused,
    noVisitor: visitors.empty,
    lost: t.logIns.lost,
    loadTest: visitors.loadTest,
    share: new RegExp(share),
    still: legend.still,
    dots: legend.dots,
    latest: t.latest.title,
    kinds: t.kinds,
    accepted: outcome.accepted,
    unknown: outcome.reasons['unknown-session'],
    details: t.details.title,
    rows: t.rows,
    verified: new RegExp(verified),
    notThere: new RegExp(`^${lookedFor}${quote(lookUp.findings.session['not-found'])}$`),
    because: (issuedBy: string, servedBy: string) =>
      pageTexts.reasons['unknown-session']({ issuedBy, servedBy }),
  };
});

/** The counts next to the map: the requests and the failed ones. */
export const verdictWords = inBoth(({ journeyTexts: { verdict } }) =>
  [verdict.refused, verdict.failed].map(
    (say) => new RegExp(pattern((value) => say(value('(?<lost>\\d+)'), value('(?<sent>\\d+)')))),
  ),
);

export const journeyWords = inBoth(({ journeyTexts: t, pageTexts }) => {
  const { sent, lost, measured, interval, predicted, verdict } = t.table;
  return {
    logIn: t.logIn.logIn,
    logOut: t.logIn.logOut,
    send: t.send.send,
    stop: t.send.stop,
    loggedIn: `${t.visitor.in}, ${t.visitor.issuedBy}`,
    notLoggedIn: t.visitor.out,
    sentSoFar: new RegExp(pattern((value) => t.send.progress(value('(\\d+)'), 100))),
    figures: t.table.caption,
    rows: { sent, lost, measured, interval, predicted, verdict },
    verdicts: [t.table.disagrees, t.table.agrees],
    spoken: (mode: string, lost: number, sent: number) => t.rates.summary(mode, { sent, lost }),
    drawn: t.chart.label,
    cookieTaken: t.visitor.taken,
    revokedNowhere: new RegExp(pattern((value) => t.logOut.nowhere(value(instance)))),
    revokedEverywhere: new RegExp(pattern((value) => t.logOut['every-instance'](value(instance)))),
    logOutLost: new RegExp(pattern((value) => t.logOut.refused(value('.*')))),
    forgotten: pageTexts.notice.problems['visitors-lost'],
    visitors: pageTexts.toolbar.client,
    browser: pageTexts.toolbar.models.browser,
    mode: pageTexts.toolbar.mode,
    versus: pageTexts.toolbar.versus,
    question: t.predict.question(30),
    play: t.predict.go(30),
    noGuess: t.predict.first(30),
    rounds: t.rounds.caption,
    round: [t.round.guess, t.round.measured, t.round.predicted],
    guessed: (by: number) => (by === 0 ? t.round.exact : t.round.offBy(by)),
    theory: (by: number) => {
      const texts =
        by === 0 ? [t.theory.both, t.theory.exact] : [t.theory.chance(`${by}`), t.theory.off(`${by}`)];
      return new RegExp(texts.map(quote).join('|'));
    },
  };
});
