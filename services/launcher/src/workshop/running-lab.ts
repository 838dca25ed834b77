// The running lab, as a command of the workshop reaches it.
import { setTimeout } from 'node:timers/promises';
import { ExitError, exitCodes, hostKeyHeader, type Language, missingError } from '@scale-out-lab/core';
import type { Incident, LabEvents, ProblemView } from '@scale-out-lab/core/wire';
import { workshopCommandTexts } from './texts.js';

/** A reset restarts each instance, which takes some seconds. */
const resetTimeoutMs = 120_000;
const pollMs = 300;

interface RunningLab {
  readonly url: string;
  readonly language: Language;
  readonly hostKey: string | undefined;
  readonly signal: AbortSignal;
}

/** @throws ExitError (3) if no lab answers, or it refuses */
export async function askLab(
  lab: RunningLab,
  method: 'GET' | 'POST',
  path: string,
  cookie = '',
): Promise<Response> {
  const texts = workshopCommandTexts[lab.language];
  const headers = {
    ...(lab.hostKey !== undefined && { [hostKeyHeader]: lab.hostKey }),
    ...(cookie !== '' && { cookie }),
  };
  const answer = await fetch(`${lab.url}/lab/${path}`, { method, headers, signal: lab.signal }).catch(
    (cause: Error) => {
      throw missingError(texts.noLab(lab.url), { cause });
    },
  );
  if (answer.ok && answer.headers.get('x-instance-id') === 'lab') return answer;
  const problem = await answer.json().then(
    (body) => body as Partial<ProblemView>,
    () => ({ code: undefined, detail: undefined }),
  );
  if (problem.detail === undefined) throw missingError(texts.noLab(lab.url));
  throw missingError(problem.code === 'host-only' ? texts.needsKey : texts.refused(problem.detail));
}

/** Resets the lab, and waits for the end. @throws ExitError if the lab refuses (3), or cannot be reset (1) */
export async function resetLab(lab: RunningLab): Promise<void> {
  const begun = (await (await askLab(lab, 'POST', 'reset')).json()) as Incident;
  const deadline = performance.now() + resetTimeoutMs;
  const listIncidents = incidentsOf(lab);
  for (;;) {
    await setTimeout(pollMs, undefined, { signal: lab.signal });
    const incidents = await listIncidents().catch((error: Error) => {
      // nginx ends long requests when a reset changes the number of instances.
      if (performance.now() > deadline || lab.signal.aborted) throw error;
      return [];
    });
    const end = incidents.find(({ id, what }) => id > begun.id && what === 'reset-ends');
    if (end?.what !== 'reset-ends') {
      if (performance.now() < deadline) continue;
      throw new ExitError(exitCodes.unexpected, workshopCommandTexts[lab.language].resetUnseen);
    }
    if (end.error === null) return;
    throw new ExitError(exitCodes.unexpected, workshopCommandTexts[lab.language].resetFailed(end.error));
  }
}

/**
 * Lists the latest incidents: those of the snapshot, with which the event stream begins. In an open room the cookie makes all its
 * streams those of one visitor.
 */
function incidentsOf(lab: RunningLab): () => Promise<readonly Incident[]> {
  let cookie = '';
  return async () => {
    const { headers, body } = await askLab(lab, 'GET', 'events', cookie);
    const given = headers.getSetCookie().map((each) => each.split(';', 1)[0]);
    if (given.length > 0) cookie = given.join('; ');
    return readSnapshot(body);
  };
}

async function readSnapshot(body: Response['body']): Promise<readonly Incident[]> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    const [, snapshot] = /^event: snapshot\ndata: (.*)\n\n/m.exec(text) ?? [];
    if (snapshot !== undefined) return (JSON.parse(snapshot) as LabEvents['snapshot']).incidents;
  }
  return [];
}
