// @ts-check
// `npm run doctor`: checks whether this machine is ready for the lab, and prints the fixes.
import { isIP } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fail } from '../run-program.mjs';
import { judge } from './judge.mjs';
import { look } from './look.mjs';
import { doctorTexts } from './texts.mjs';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
// `| head` closes the pipe early; that is not an error.
process.stdout.on('error', (error) => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});
const marks = { ok: '✓', note: '·', missing: '✗' };

const { lang, help } = parseArguments();
const language = lang === 'ko' || lang === 'en' ? lang : languageOfLocale();
const t = doctorTexts[language];
if (help) process.stdout.write(t.usage);
else {
  const lab = parsePort('LAB_PORT', 8080);
  if (lab === 65_535 && !process.env.STORAGE_PORT) fail(2, t.noNextPort);
  const storage = parsePort('STORAGE_PORT', lab + 1);
  if (storage === lab) fail(2, t.samePort(lab));
  const rows = judge(await look(root, { address: parseAddress(), lab, storage }), language);
  process.stdout.write(render(rows));
  if (rows.some(({ state }) => state === 'missing')) process.exitCode = 3;
}

/** @returns {{ lang?: string, help?: boolean }} the flags; ends the process with exit code 2 if one is unknown */
function parseArguments() {
  const hint = 'Run with --help to see the options.';
  const options = /** @type {const} */ ({ lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } });
  /** @type {{ lang?: string, help?: boolean }} */
  let values = {};
  try {
    values = parseArgs({ options }).values;
  } catch (error) {
    const [, option = ''] = /'(-[^' ]*)/.exec(String(error)) ?? [];
    const isUnknown = /Unknown option/.test(String(error));
    const message = isUnknown
      ? `error: unknown option '${option}'`
      : `error: ${/** @type {Error} */ (error).message}`;
    fail(2, `${message}\n${hint}`);
  }
  if (values.lang !== undefined && !['en', 'ko'].includes(values.lang))
    fail(2, `error: --lang is "${values.lang}"; expected en or ko.\n${hint}`);
  return values;
}

/** As in services/core/src/language.ts, which is not built yet when this runs. */
function languageOfLocale() {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return /^ko(?![a-z])/i.test(LC_ALL || LC_MESSAGES || LANG || '') ? 'ko' : 'en';
}

function parsePort(/** @type {string} */ name, /** @type {number} */ byDefault) {
  const value = process.env[name] || String(byDefault);
  if (/^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= 65_535) return Number(value);
  return fail(2, t.wrongPort(name, value));
}

/** As in services/launcher/src/config.ts. */
function parseAddress() {
  const value = process.env.LAB_ADDRESS || '127.0.0.1';
  if (isIP(value)) return value;
  return value.toLowerCase() === 'localhost' ? '127.0.0.1' : fail(2, t.wrongAddress(value));
}

/** Each row in one line, and below it how to fix it; a Korean letter takes two columns. */
function render(/** @type {import('./judge.mjs').Row[]} */ rows) {
  const columns = (/** @type {string} */ text) => text.length + (text.match(/[가-힣]/g)?.length ?? 0);
  const width = Math.max(...rows.map(({ name }) => columns(t.names[name])));
  const lines = rows.flatMap(({ name, state, text, fix }) => {
    const label = t.names[name] + ' '.repeat(width - columns(t.names[name]));
    const indent = ' '.repeat(width + 4);
    return [`${marks[state]} ${label}  ${text}`, ...(fix === undefined ? [] : [`${indent}${t.fix(fix)}`])];
  });
  const missing = rows.filter(({ state }) => state === 'missing').length;
  return `${lines.join('\n')}\n\n${missing === 0 ? t.ready : t.missing(missing)}\n`;
}
