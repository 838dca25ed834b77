// The promises of the guide, as the page shows them. Figures are compared with the predictions of core, with a tolerance for chance.
import { byChance, countAcceptingAfterLogOut, modeNamed, predictFailureRate } from '@scale-out-lab/core';
import { texts } from '@scale-out-lab/dashboard/texts';
import { reportTexts } from '@scale-out-lab/loadtest';
import type { Page } from 'playwright-core';
import { pattern, refusalWords } from '../browser/words.js';
import { workshopRail } from '../browser/workshop-rail.js';
import type { Answers, Robot } from './robot.js';
import type { SightName } from './verbs.js';

/** True, or the text that is there instead. */
type Look = (robot: Robot, of: readonly string[]) => Promise<unknown> | unknown;

/** The share of a mode's requests that fail while nothing is broken. */
export function predictLoss({ instances }: Pick<Robot, 'instances'>, mode: string): number {
  return predictFailureRate(modeNamed(mode), 'pinned', { instances, requestsPerUser: 1 });
}

export const sights: Readonly<Record<SightName, Look>> = {
  async 'answering instance'(robot) {
    const [latest] = await readEntries(robot);
    return robot.page.locator(`[data-part="${latest?.instance}"]`).isVisible();
  },
  async 'issuer and server'(robot) {
    const { issued, served } = texts[robot.language].mapTexts.rows;
    const [by, at] = [await readDetail(robot, issued), await readDetail(robot, served)];
    return (isInstance(by) && isInstance(at) && by !== at) || [by, at];
  },
  async 'one answers'(robot) {
    const by = await readServers(robot);
    return by.size === 1 || [...by];
  },
  async 'several accept'(robot) {
    const by = await readServers(robot);
    return (by.size > 1 && robot.answers.at(-1)?.lost === 0) || [...by];
  },
  'last accepted': ({ answers }) => answers.at(-1)?.lost === 0 || answers,
  'last refused'({ answers }) {
    const last = answers.at(-1);
    return (last !== undefined && last.lost === last.sent) || answers;
  },
  'first accepted': ({ answers }) => answers[0]?.lost === 0 || answers,
  'all accepted': ({ answers, step }, [count]) =>
    answers.some(({ mode, sent, lost }) => mode === step.modes[0] && lost === 0 && sent === Number(count)) ||
    answers,
  'some refused': ({ answers, step }, [place]) =>
    answers.some(({ mode, lost }) => mode === step.modes[Number(place) - 1] && lost > 0) || answers,
  'share refused'(robot, [some, all]) {
    const share = Number(some) / Number(all);
    const figures = robot.step.modes.map((mode) => ({
      ...sumOf(robot, mode),
      predicted: predictLoss(robot, mode),
    }));
    const isAsSaid = figures.some(({ predicted }) => Math.abs(predicted - share) < 1e-9);
    const agrees = figures.every(({ sent, lost, predicted }) =>
      isIn(lost, byChance(predicted, sent, '').predicted),
    );
    return (isAsSaid && agrees) || figures;
  },
  reason: ({ seen, language }, [code = '']) =>
    seen.some((text) => refusalWords[language](code).test(text)) || seen.at(-1),
  async 'one holder'(robot) {
    return (await readHolders(robot)).length === 1 || (await readHolders(robot));
  },
  async 'refused elsewhere'(robot, [code = '']) {
    const [[latest], [holder]] = [await readEntries(robot), await readHolders(robot)];
    const { accepted, reasons } = texts[robot.language].mapTexts.outcome;
    const outcome =
      latest?.instance === holder ? accepted : (reasons as Readonly<Record<string, string>>)[code];
    return latest?.text.includes(outcome ?? code) || latest;
  },
  async 'row of a round'({ page, language, step, instances }) {
    const { journeyTexts } = texts[language];
    const row = page.getByRole('table', { name: journeyTexts.rounds.caption }).locator('tbody tr').first();
    const cells = (await row.locator('td').allInnerTexts()).map(Number).filter((cell) => !Number.isNaN(cell));
    const [, measured = Number.NaN, predicted] = cells;
    const theory = 30 * predictLoss({ instances }, step.modes[0] ?? '');
    return (
      (cells.length === 3 &&
        predicted === Number(theory.toFixed(1)) &&
        isIn(measured, byChance(theory / 30, 30, '').predicted)) ||
      cells
    );
  },
  async renewed(robot) {
    const { refresh } = texts[robot.language].mapTexts.kinds;
    return (await readEntries(robot)).some(({ text }) => text.includes(refresh));
  },
  async claims({ page }) {
    const names = await page.getByRole('tabpanel').getByRole('table').locator('code').allInnerTexts();
    return ['sub', 'aud', 'exp'].every((claim) => names.includes(claim)) || names;
  },
  'all instances refuse': ({ page, language, instances }) =>
    page
      .getByRole('tabpanel')
      .getByText(texts[language].tokenTexts.results.verdict(0, instances))
      .isVisible(),
  async 'copy accepted'({ page, language, step, instances }, [mode = step.modes[0] ?? '']) {
    const { works, worked } = texts[language].theftTexts.replay;
    const reach = countAcceptingAfterLogOut(modeNamed(mode), instances);
    const said = await page.getByRole('tabpanel').innerText();
    const forms = [works, worked].map((say) => pattern((value) => say(value('[\\d.]+'), reach, instances)));
    return new RegExp(forms.join('|')).test(said) || said;
  },
  async 'copy refused'({ page, language, instances }, [, code = '']) {
    const said = await page.getByRole('tabpanel').innerText();
    const refusals = said.match(new RegExp(refusalWords[language](code), 'g')) ?? [];
    return refusals.length === instances || said;
  },
  async 'life of the copy'({ page, language }, [seconds]) {
    const title = texts[language].theftTexts.panel.one(Number(seconds));
    return page.getByRole('heading', { name: title, exact: true }).isVisible();
  },
  async 'copy refused within'({ page, language, instances }, [seconds]) {
    const { worked, agrees } = texts[language].theftTexts.replay;
    const said = await page.getByRole('tabpanel').innerText();
    const form = pattern((value) => worked(value('([\\d.]+)'), instances, instances));
    const [, measured = Number.NaN] = new RegExp(form).exec(said) ?? [];
    return (said.includes(agrees) && Number(measured) <= Number(seconds)) || said;
  },
  async 'callback elsewhere'({ page, language }) {
    const { elsewhere } = texts[language].signInTexts.result;
    const form = pattern((value) => elsewhere(value('(api-\\d)'), value('(api-\\d)')));
    const said = await page.getByRole('tabpanel').innerText();
    const [, one, other] = new RegExp(form).exec(said) ?? [];
    return (one !== undefined && one !== other) || said;
  },
  async 'use of the tokens'({ page, language }) {
    const { idFor, accessFor } = texts[language].signInTexts.tokens;
    const said = await page.getByRole('tabpanel').innerText();
    return [idFor, accessFor].every((use) => said.includes(use)) || said;
  },
  'signed in': ({ page, language }) =>
    page.getByRole('tabpanel').getByText(texts[language].signInTexts.steps.me).isVisible(),
  async 'script reads the token'({ page }) {
    const { cookie, session, local } = await readLoot(page);
    return Object.keys(local).length === 1 || { cookie, session, local };
  },
  async 'script reads nothing'({ page }) {
    const loot = await readLoot(page);
    const kept = [...Object.keys(loot.session), ...Object.keys(loot.local)];
    return (kept.length === 0 && !loot.cookie.includes('jwt')) || loot;
  },
  async 'script sends the cookie'({ page }) {
    const said = await page.locator('#answers li').first().innerText();
    return /^200\s*GET \/api\/jwt-shared-key\/me/.test(said) || said;
  },
  async 'taken for another'({ page, language }) {
    const form = pattern((value) => texts[language].tokenTexts.sign.takenFor(value('\\S+')));
    const said = await page.getByRole('tabpanel').innerText();
    return new RegExp(form).test(said) || said;
  },
  async 'no guess is right'({ page, language }) {
    const form = pattern((value) => texts[language].tokenTexts.sign.notFound(value('\\d+'), value('\\d+')));
    const said = await page.getByRole('tabpanel').innerText();
    return new RegExp(form).test(said) || said;
  },
  async 'one log-in is left'({ page, language }) {
    const { left } = texts[language].logInsTexts.result;
    const form = pattern((value) => left(1, value('(\\d+)'), 1));
    const said = await page.getByRole('tabpanel').innerText();
    const [, all] = new RegExp(form).exec(said) ?? [];
    return Number(all) > 1 || said;
  },
  async 'none is ended'({ page, language }) {
    const { result, devices } = texts[language].logInsTexts;
    const said = await page.getByRole('tabpanel').innerText();
    return (said.includes(result.refused(501, 'not-remembered')) && !said.includes(devices.nowhere)) || said;
  },
  async 'log-out as predicted'({ page, language, instances }) {
    const { missed, result } = texts[language].logInsTexts;
    const said = await page.getByRole('tabpanel').innerText();
    const isMissed = said.includes(missed.title(1)) && said.includes(missed.chance(instances - 1, instances));
    return isMissed || said.includes(result.loggedOut(1)) || said;
  },
  async 'role moved'({ page, language }) {
    const primaries = await page.locator('[data-node].is-primary').allInnerTexts();
    const isUp = !primaries.some((text) => text.includes(texts[language].mapTexts.life.dead));
    return (primaries.length === 1 && isUp) || primaries;
  },
  async 'still logged in'({ page }) {
    const chips = await page.locator('[data-part="redis"] .map-chip').allInnerTexts();
    return chips.includes('alice') || chips;
  },
  async measured({ page, language }) {
    const tasks = await workshopRail({ page, language }).tasks();
    const table = page.getByRole('region', { name: reportTexts[language].rates.title }).getByRole('row');
    const rows = (await table.allInnerTexts()).slice(1);
    return (tasks.every(({ isDone }) => isDone) && rows.length > 0) || { tasks, rows };
  },
};

interface Entry {
  readonly text: string;
  readonly instance: string | undefined;
}

/** The latest requests, the newest first. */
async function readEntries({ page }: Robot): Promise<readonly Entry[]> {
  const entries = await page.locator('[data-control="requests"] li').allInnerTexts();
  return entries.map((text) => ({ text, instance: /api-\d/.exec(text)?.[0] }));
}

/** The findings of the injected script of the storage page. */
async function readLoot(
  page: Page,
): Promise<{ readonly cookie: string; readonly session: object; readonly local: object }> {
  const said = await page.locator('#greeting').innerText();
  return JSON.parse(said.slice(said.indexOf('{')));
}

/** The instances that answered the latest requests of the API. */
async function readServers(robot: Robot): Promise<ReadonlySet<string | undefined>> {
  const { me } = texts[robot.language].mapTexts.kinds;
  const entries = await readEntries(robot);
  return new Set(entries.filter(({ text }) => text.includes(me)).map(({ instance }) => instance));
}

/** The instances on the map that hold a session. */
async function readHolders({ page }: Robot): Promise<readonly (string | null)[]> {
  const holders = await page.locator('[data-part^="api-"]:has(.map-chip)').all();
  return Promise.all(holders.map((holder) => holder.getAttribute('data-part')));
}

/** A row of the details of the request that is open. */
function readDetail({ page }: Robot, name: string): Promise<string> {
  const title = page.getByText(name, { exact: true });
  return page.locator('.map-rows > div').filter({ has: title }).locator('dd').innerText();
}

const isInstance = (text: string) => /api-\d/.test(text);
const isIn = (value: number, [low, high]: readonly [number, number]) => value >= low && value <= high;

function sumOf({ answers }: Robot, mode: string): Pick<Answers, 'sent' | 'lost'> {
  const own = answers.filter((each) => each.mode === mode);
  const total = (key: 'sent' | 'lost') => own.reduce((sum, each) => sum + each[key], 0);
  return { sent: total('sent'), lost: total('lost') };
}
