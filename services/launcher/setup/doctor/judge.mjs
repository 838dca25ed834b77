// @ts-check
// Judges the state of a machine: each row is fine, a note, or something to fix, with the command that fixes it.
import { isNewEnough } from '../node-version.mjs';
import { doctorTexts } from './texts.mjs';

/** @typedef {keyof typeof doctorTexts.en.names} CheckName */
/** @typedef {{ name: CheckName, state: 'ok' | 'note' | 'missing', text: string, fix?: string }} Row */
/**
 * @typedef {object} Machine the observed state
 * @property {string} node its version
 * @property {number} memoryBytes that programs can still get
 * @property {number} diskBytes that are free in the folder of the lab
 * @property {string} address where nginx is to listen
 * @property {{ port: number, problem?: string }[]} ports LAB_PORT and STORAGE_PORT; a problem in the system's word, such as EADDRINUSE
 * @property {string | undefined} labUrl of a lab that already runs at these ports
 * @property {number | undefined} clockErrorSeconds against a server; undefined without one
 * @property {boolean} isClockOld earlier than the files of the lab
 * @property {Record<'nginx' | 'redis', { path: string | undefined, install: string }>} programs
 * @property {boolean} isPrepared
 * @property {boolean} isOnline
 * @property {string | undefined} docker the version of the engine that runs
 * @property {NodeJS.Platform} platform
 */

const mib = 2 ** 20;
/** Three instances, the provider, nginx, Redis and the page's backend take 0.6 GiB together. */
const neededMemory = 768 * mib;
/** The npm packages and the builds take 0.3 GiB; before they are there, npm's cache needs as much. */
const neededDisk = { prepared: 100 * mib, bare: 800 * mib };
/** As long as a token of this machine may be early on another (`nbf` and `exp`, RFC 7519 §4.1.4). */
const clockToleranceSeconds = 60;

/**
 * @param {Machine} machine
 * @param {'en' | 'ko'} language
 * @returns {Row[]}
 */
export function judge(machine, language) {
  const t = doctorTexts[language];
  /** @returns {Row} */
  const row = (
    /** @type {CheckName} */ name,
    /** @type {boolean} */ isOk,
    /** @type {string} */ text,
    /** @type {string} */ fix,
  ) => (isOk ? { name, state: 'ok', text } : { name, state: 'missing', text, fix });
  const enough = (
    /** @type {'memory' | 'disk'} */ name,
    /** @type {number} */ free,
    /** @type {number} */ needed,
    /** @type {string} */ fix,
  ) =>
    row(name, free >= needed, needed === 0 ? t.freeNow(size(free)) : t.free(size(free), size(needed)), fix);
  const { programs, isPrepared, isOnline } = machine;

  return [
    row('node', isNewEnough(machine.node), nodeText(machine.node, t), t.getNode),
    enough('memory', machine.memoryBytes, machine.labUrl ? 0 : neededMemory, t.closePrograms),
    enough('disk', machine.diskBytes, neededDisk[isPrepared ? 'prepared' : 'bare'], t.freeDisk),
    judgePorts(machine, t),
    judgeClock(machine, t),
    row(
      'nginx',
      programs.nginx.path !== undefined,
      programs.nginx.path ?? t.notFound,
      t.install(programs.nginx.install),
    ),
    row(
      'redis',
      programs.redis.path !== undefined,
      programs.redis.path ?? t.notFound,
      t.install(programs.redis.install),
    ),
    row('prepared', isPrepared, isPrepared ? t.isPrepared : t.notPrepared, t.prepare),
    row('network', isOnline || isPrepared, networkText(machine, t), t.setProxy),
    {
      name: 'docker',
      state: machine.docker === undefined ? 'note' : 'ok',
      text: machine.docker === undefined ? t.noDocker : t.docker(machine.docker),
    },
  ];
}

/** @typedef {typeof doctorTexts.en} Texts */

function nodeText(/** @type {string} */ version, /** @type {Texts} */ t) {
  return isNewEnough(version) ? t.node(version) : t.oldNode(version);
}

/** @returns {Row} */
function judgePorts(/** @type {Machine} */ { address, ports, labUrl }, /** @type {Texts} */ t) {
  const name = 'ports';
  if (labUrl !== undefined) return { name, state: 'ok', text: t.labRuns(labUrl) };
  const numbers = ports.map(({ port }) => port);
  const index = ports.findIndex(({ problem }) => problem !== undefined);
  const { port = 0, problem } = ports[index] ?? {};
  if (problem === undefined) return { name, state: 'ok', text: t.portsFree(numbers.join(', ')) };
  if (problem === 'EADDRNOTAVAIL')
    return { name, state: 'missing', text: t.noAddress(address), fix: t.otherPort('LAB_ADDRESS=0.0.0.0') };
  const other = [9090, 9095, 9100].find((each) => !numbers.includes(each));
  const fix = t.otherPort(`${index === 0 ? 'LAB_PORT' : 'STORAGE_PORT'}=${other}`);
  const text = problem === 'EADDRINUSE' ? t.portTaken(port) : t.portRefused(port, problem);
  return { name, state: 'missing', text, fix };
}

/** @returns {Row} */
function judgeClock(/** @type {Machine} */ machine, /** @type {Texts} */ t) {
  const { clockErrorSeconds: error, isClockOld, platform } = machine;
  const name = 'clock';
  const fix = platform === 'darwin' ? t.setClockMac : t.setClock;
  if (error !== undefined && Math.abs(error) > clockToleranceSeconds)
    return { name, state: 'missing', text: t.clockWrong(Math.round(error)), fix };
  if (isClockOld) return { name, state: 'missing', text: t.clockOld, fix };
  return {
    name,
    state: 'ok',
    text: error === undefined ? t.clockUnknown : t.clockRight(clockToleranceSeconds),
  };
}

function networkText(/** @type {Machine} */ { isOnline, isPrepared }, /** @type {Texts} */ t) {
  if (isOnline) return t.online;
  return isPrepared ? t.offlineReady : t.offline;
}

/** In GiB, with one digit. */
function size(/** @type {number} */ bytes) {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}
