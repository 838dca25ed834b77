// A page of the lab without a browser: sends requests to the control room, and reads its stream until it is cut off.
import type { LabEvents } from '@scale-out-lab/core/wire';

export type HeardEvent = {
  [Name in keyof LabEvents]: {
    readonly name: Name;
    readonly id: string | undefined;
    readonly data: LabEvents[Name];
  };
}[keyof LabEvents];

export interface Listening {
  readonly heard: readonly HeardEvent[];
  /** Like a broken connection. Resolves at the end of the stream, even if the control room ends it. */
  cut(): Promise<void>;
  readonly ended: Promise<void>;
  /** The cookie that makes it a visitor of the room; empty if there is no room. */
  readonly cookie: string;
}

/** @param own headers of every request, such as a cookie */
export function createPage(base: string, own: Readonly<Record<string, string>> = {}) {
  async function ask<Body = never>(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Body }> {
    const headers = { ...own, ...(body && { 'content-type': 'application/json' }) };
    const json = body && { body: JSON.stringify(body) };
    const answer = await fetch(`${base}/lab/${path}`, { method, headers, ...json });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as Body };
  }

  async function listen(
    lastEventId?: string,
    onEvent: (event: HeardEvent) => void = () => {},
  ): Promise<Listening> {
    const cutting = new AbortController();
    const headers = { ...own, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
    const answer = await fetch(`${base}/lab/events`, { headers, signal: cutting.signal });
    const heard: HeardEvent[] = [];
    const ended = readEvents(answer, (event) => {
      heard.push(event);
      onEvent(event);
    }).catch(() => {});
    return {
      heard,
      ended,
      cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '',
      async cut() {
        cutting.abort();
        await ended;
      },
    };
  }
  return { ask, listen };
}

async function readEvents({ body }: Response, onEvent: (event: HeardEvent) => void): Promise<void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s) as [string, string]));
      const [name, data] = [fields.get('event'), fields.get('data')];
      if (name && data) onEvent({ name, id: fields.get('id'), data: JSON.parse(data) } as HeardEvent);
    }
  }
}
