// The one stream of this tab. The browser reconnects after an interruption, but not after a refusal, so this does.
import type { LabEvents } from '@scale-out-lab/core/wire';
import { seeTraffic } from '../state/exchanges.js';
import { applyEvent, connection } from '../state/lab-state.js';

const retryMs = 1000;
/** A stream that reconnects within this time does not count as lost. */
const lostAfterMs = 2500;

export function openStream(): void {
  let lastEventId = '';
  let lostTimer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    const query = lastEventId === '' ? '' : `?lastEventId=${encodeURIComponent(lastEventId)}`;
    const source = new EventSource(`/lab/events${query}`);
    source.onopen = () => {
      clearTimeout(lostTimer);
      lostTimer = undefined;
      connection.value = 'open';
    };
    source.onerror = () => {
      lostTimer ??= setTimeout(() => {
        connection.value = 'lost';
      }, lostAfterMs);
      if (source.readyState !== EventSource.CLOSED) return;
      source.close();
      setTimeout(open, retryMs);
    };
    const on = <Name extends keyof LabEvents>(name: Name, take: (data: LabEvents[Name]) => void) =>
      source.addEventListener(name, (event) => {
        if (event.lastEventId !== '') lastEventId = event.lastEventId;
        take(JSON.parse(event.data));
      });
    for (const name of Object.keys(applyEvent) as (keyof typeof applyEvent)[]) {
      on(name, applyEvent[name] as (data: LabEvents[typeof name]) => void);
    }
    on('traffic', seeTraffic);
  }
  open();
}
