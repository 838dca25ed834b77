// The control room's runs of experiments: seen by pages that come and go, reported, cancelled.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProblemView, RunList, RunView } from '@scale-out-lab/core/wire';
import { until } from '@scale-out-lab/launcher/testing/until';
import { describe, expect, it } from 'vitest';
import { useControlRoom } from '../support/control-room.js';

const room = useControlRoom();
const { logIn, send, state } = room;

describe('a run', { timeout: 120_000 }, () => {
  /** Modes that lose nothing, so that no trial disagrees by chance. */
  const small = {
    ...{ modes: ['session-redis', 'jwt-shared-key'], clients: ['pinned'] },
    ...{ users: 7, requests: 70, repeats: 4 },
  };
  const trials = 8;
  const find = async (id: string) => (await room.ask<RunView>('GET', `runs/${id}`)).body;

  it('is seen by a page that is cut off again and again, without loss or doubling', async () => {
    const { status, body: begun } = await room.ask<RunView>('POST', 'runs', {
      experiments: ['steady'],
      ...small,
    });
    expect([status, begun.status]).toEqual([202, 'running']);

    const second = await room.ask<ProblemView>('POST', 'runs', { experiments: ['steady'] });
    expect(second.body).toMatchObject({
      status: 409,
      code: 'busy',
      detail: expect.stringContaining(begun.id),
    });
    const fault = await room.ask<ProblemView>('POST', 'redis/crash');
    expect(fault.body).toMatchObject({
      status: 409,
      code: 'busy',
      detail: expect.stringContaining('or cancel it'),
    });

    const parts: Awaited<ReturnType<typeof room.listen>>['heard'][] = [];
    let lastId: string | undefined;
    const isOver = (event: (typeof parts)[number][number]) =>
      event.name === 'run' && event.data.endedAt !== null;
    while (!parts.flat().some(isOver)) {
      const { heard, cut } = await room.listen(lastId);
      await sleep(300);
      await cut();
      parts.push(heard);
      lastId = heard.findLast(({ id }) => id !== undefined)?.id ?? lastId;
      await sleep(200);
    }

    const heard = parts.flat();
    expect(heard.filter(({ name }) => name === 'snapshot')).toHaveLength(1);
    const run = await find(begun.id);
    expect(run).toMatchObject({
      status: 'finished',
      done: trials,
      total: trials,
      exitCode: 0,
      failure: null,
    });
    const first = heard.flatMap(({ name, data }) => (name === 'snapshot' ? (data.run?.rows ?? []) : []));
    const rows = heard.flatMap(({ name, data }) => (name === 'row' ? [data.row] : []));
    expect([...first, ...rows]).toEqual(run.rows);
    expect(run.rows.map(({ number }) => number)).toEqual(
      Array.from({ length: trials }, (_, index) => index + 1),
    );
  });

  it('leaves a report, in every form', async () => {
    const { body } = await room.ask<RunList>('GET', 'runs');
    const [run] = body.runs;
    expect(run?.report?.verdict[0]).toBe(`${trials} of ${trials} trials agree with the prediction.`);
    expect(run?.report?.tables.map(({ title }) => title)).toContain('Logged-in requests lost');
    const port = room.port();
    for (const [format, type, begins] of [
      ['json', 'application/json', '{'],
      ['md', 'text/markdown', '# Load test report'],
      ['html', 'text/html', '<!doctype html>'],
    ] as const) {
      const answer = await fetch(`http://127.0.0.1:${port}/lab/runs/${run?.id}/report.${format}`);
      expect(answer.headers.get('content-type')).toContain(type);
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="${run?.id}-report.${format}"`,
      );
      expect((await answer.text()).startsWith(begins)).toBe(true);
    }
    const opened = await fetch(`http://127.0.0.1:${port}/lab/runs/${run?.id}/report.html?open=true`);
    expect(opened.headers.get('content-disposition')).toContain('inline;');
    // A report that runs a script would run it on the origin of the page.
    expect(opened.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*; sandbox$/);
  });

  it('shows a sample of its requests', async () => {
    const { heard, cut } = await room.listen();
    const { body: begun } = await room.ask<RunView>('POST', 'runs', { experiments: ['steady'], ...small });
    // The page's own requests are not among them.
    await send((await logIn('jwt-own-keys')).client.id, 50);
    await until(async () => (await find(begun.id)).status !== 'running');
    await cut();
    const traffic = heard.flatMap(({ name, data }) => (name === 'traffic' ? [data] : []));
    for (const { seen, requests } of traffic) expect(requests).toHaveLength(Math.min(24, seen));
    // Each trial also logs 7 users in. Instances are discovered before any log-in.
    const seen = traffic.reduce((total, each) => total + each.seen, 0);
    expect(seen).toBeGreaterThan(trials * 77 * 0.9);
    const requests = traffic.flatMap((each) => each.requests);
    for (const mode of small.modes) {
      const served = {
        mode,
        kind: 'me',
        status: 200,
        servedBy: expect.stringMatching(/^api-/),
        isRetried: false,
      };
      expect(requests).toContainEqual(served);
    }
    expect(requests.filter(({ mode }) => mode === 'jwt-own-keys')).toEqual([]);
  });

  it('that is cancelled keeps the trials measured by then', async () => {
    const long = { experiments: ['steady'], ...small, repeats: 100 };
    const { body: begun } = await room.ask<RunView>('POST', 'runs', long);
    await until(async () => (await find(begun.id)).rows.length > 1);
    const report = await room.ask<ProblemView>('GET', `runs/${begun.id}/report.json`);
    expect(report.body).toMatchObject({ status: 409, code: 'not-over' });
    expect((await room.ask('POST', `runs/${begun.id}/cancel`)).status).toBe(202);
    await until(async () => (await find(begun.id)).status !== 'running');
    const run = await find(begun.id);
    expect(run).toMatchObject({ status: 'cancelled', exitCode: 130, total: 200 });
    expect(run.report?.verdict).toContain('Interrupted: only the trials that were finished are shown.');
    expect((await room.ask('GET', `runs/${begun.id}/report.json`)).status).toBe(200);
    expect(await state()).toMatchObject({ busy: null });
  });

  it('ends with the control room, as the streams do', async () => {
    const listening = await room.listen();
    await room.ask('POST', 'runs', { experiments: ['steady'], ...small, repeats: 100 });
    await sleep(500);
    const start = performance.now();
    await room.close();
    await listening.ended;
    expect(performance.now() - start).toBeLessThan(5000);
    const last = listening.heard.findLast(({ name }) => name === 'run');
    expect(last?.data).toMatchObject({ status: 'cancelled' });
  });
});
