// The strip of a lab that is open to a network. In large figures: on a phone the visitor's own loss, for the host that of all.
import type { RoomView } from '@scale-out-lab/core/wire';
import { me, room } from '../state/room.js';
import { pageTexts } from '../state/texts.js';
import { choose } from '../state/view.js';
import { percent } from '../texts/format.js';

export function RoomStrip() {
  const t = pageTexts().room;
  if (!room.value) return null;
  const { sent, lost, visitors } = room.value;
  const own = me.value;
  const ofRoom = sent === 0 ? t.quiet : t.loss({ lost, sent, share: percent(lost / sent) });
  const ofVisitor = !own || own.sent === 0 ? t.none : t.own(own.lost, own.sent);
  const [figures, isBad] = own?.isHost ? [ofRoom, lost > 0] : [ofVisitor, own !== null && own.lost > 0];
  return (
    <section class="room-strip" aria-label={t.title}>
      <button type="button" onClick={showPanel}>
        {own ? t.enter(own.name, own.isHost) : t.title}
      </button>
      <p class="room-figures numbers">
        <b class={isBad ? 'bad' : ''}>{figures}</b> {own && <Predicted of={own.isHost ? room.value : own} />}
      </p>
      <p class="numbers">
        {t.visitors(visitors.length)}
        {!own?.isHost && ` · ${ofRoom} `}
        {!own?.isHost && <Predicted of={room.value} />}
      </p>
    </section>
  );
}

/** While nothing is broken. */
export function Predicted({ of: { sent, predicted } }: { of: Pick<RoomView, 'sent' | 'predicted'> }) {
  if (sent === 0 || predicted === null) return null;
  return <span class="room-predicted quiet">{pageTexts().room.predicted(percent(predicted / sent))}</span>;
}

/** On a phone the panel is below the playground. */
function showPanel(): void {
  choose({ panel: 'room' });
  document.getElementById('tab-room')?.scrollIntoView({ block: 'start' });
}
