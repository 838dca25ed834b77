// The variables of OpenTelemetry, checked before it reads them: where one is wrong it sends nothing, or something else, and a batch of
// no spans never ends.
import { validateHeaderName, validateHeaderValue } from 'node:http';
import { type Environment, environmentReader, usageError } from '@scale-out-lab/core';

const exporter = 'OTEL_EXPORTER_OTLP';
const samplers = ['always_on', 'always_off', 'traceidratio'] as const;
const parentSamplers = [
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
/** Each with its smallest value. Timers count no further than `longest`. */
const numbers = {
  OTEL_BSP_SCHEDULE_DELAY: 0,
  OTEL_BSP_EXPORT_TIMEOUT: 1,
  OTEL_BSP_MAX_QUEUE_SIZE: 1,
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: 1,
  [`${exporter}_TIMEOUT`]: 1,
  [`${exporter}_TRACES_TIMEOUT`]: 1,
};
const longest = 2 ** 31 - 1;

/** @throws ExitError (2) that names the variable */
export function requireSettings(env: Environment): void {
  const read = environmentReader(env);
  const example = 'a URL such as http://127.0.0.1:4318';
  const endpoint = read.text(`${exporter}_ENDPOINT`, '', isUrl, example);
  read.text(`${exporter}_TRACES_ENDPOINT`, endpoint, isUrl, example);
  read.oneOf('OTEL_TRACES_SAMPLER', 'always_on', [...samplers, ...parentSamplers]);
  read.text('OTEL_TRACES_SAMPLER_ARG', '1', isShare, 'a number from 0 to 1');
  for (const [name, low] of Object.entries(numbers)) read.integer(name, low, low, longest);
  for (const name of [`${exporter}_HEADERS`, `${exporter}_TRACES_HEADERS`]) requireHeaders(name, env[name]);
}

const isUrl = (text: string) => URL.canParse(text) && /^https?:/.test(text);
const isShare = (text: string) => /^[\d.]+$/.test(text) && Number(text) <= 1;

/** No message shows them: they hold the key of a collector. */
function requireHeaders(variable: string, text = ''): void {
  for (const pair of text.split(',').filter((each) => each.trim() !== '')) {
    const [name = '', ...value] = pair.split('=');
    try {
      validateHeaderName(name.trim());
      validateHeaderValue(name.trim(), decodeURIComponent(value.join('=')));
      if (value.length > 0) continue;
    } catch {}
    const accepted = 'headers such as "name=value", with commas between them, and with %20 for a space';
    throw usageError(`${variable} holds something other than ${accepted}.`);
  }
}
