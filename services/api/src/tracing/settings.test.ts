import { describe, expect, it } from 'vitest';
import { requireSettings } from './settings.js';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

describe('refuses', () => {
  it.each([
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'collector:4318', 'a URL such as http://127.0.0.1:4318'],
    ['OTEL_TRACES_SAMPLER', 'sometimes', 'one of always_on, always_off, traceidratio'],
    ['OTEL_TRACES_SAMPLER_ARG', 'half', 'a number from 0 to 1'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5', 'a number from 0 to 1'],
    ['OTEL_TRACES_SAMPLER_ARG', '-1', 'a number from 0 to 1'],
    ['OTEL_BSP_SCHEDULE_DELAY', 'soon', 'a whole number from 0 to 2147483647'],
    ['OTEL_BSP_EXPORT_TIMEOUT', '2147483648', 'a whole number from 1 to 2147483647'],
    ['OTEL_BSP_MAX_QUEUE_SIZE', '0', 'a whole number from 1 to 2147483647'],
    ['OTEL_BSP_MAX_EXPORT_BATCH_SIZE', '0', 'a whole number from 1 to 2147483647'],
    ['OTEL_EXPORTER_OTLP_TIMEOUT', '-5', 'a whole number from 1 to 2147483647'],
    ['OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', '1s', 'a whole number from 1 to 2147483647'],
  ])('%s "%s"', (name, value, accepted) => {
    const refused = () => requireSettings({ ...endpoint, [name]: value });
    expect(refused).toThrow(`${name} is "${value}"; expected ${accepted}`);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it.each(['a-key', 'a b=key', 'x=key,=', 'x=%0akey', 'x=%zzkey', 'é=key'])(
    'headers "%s", and shows none of them',
    (headers) => {
      for (const name of ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'])
        expect(() => requireSettings({ ...endpoint, [name]: headers })).toThrow(
          `${name} holds something other than headers such as "name=value"`,
        );
      expect(() => requireSettings({ ...endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers })).not.toThrow('key');
    },
  );
});

it.each([
  { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector.example/v1/traces' },
  { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
  { OTEL_TRACES_SAMPLER: '', OTEL_TRACES_SAMPLER_ARG: '', OTEL_BSP_SCHEDULE_DELAY: '' },
  { OTEL_BSP_SCHEDULE_DELAY: '0', OTEL_BSP_MAX_QUEUE_SIZE: '4096', OTEL_EXPORTER_OTLP_TIMEOUT: '500' },
  { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc==, x-team = lab,' },
])('accepts %o', (some) => {
  expect(() => requireSettings({ ...endpoint, ...some })).not.toThrow();
});
