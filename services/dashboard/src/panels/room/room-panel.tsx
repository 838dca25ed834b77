// The panel "Room": how others join, the visitors, and the actions of the host.
import { useSignal } from '@preact/signals';
import type { RoomView, RoomVisitor } from '@scale-out-lab/core/wire';
import { lab } from '../../api/client.js';
import { Predicted } from '../../room/room-strip.js';
import { keepName, me, room } from '../../state/room.js';
import { attempt } from '../../ui/notice.js';
import { QrCode } from './qr-code.js';
import { ResetLab } from './reset.js';
import { roomTexts } from './texts.js';

export function RoomPanel() {
  if (!room.value) {
    return (
      <>
        <Alone />
        <ResetLab />
      </>
    );
  }
  return (
    <>
      <Join urls={room.value.urls} />
      {me.value && <Me visitor={me.value} isForEveryone={room.value.isForEveryone} />}
      <Visitors room={room.value} />
      {me.value?.isHost && <ResetLab />}
    </>
  );
}

function Alone() {
  const t = roomTexts().alone;
  return (
    <section class="stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      <p>{t.hint}</p>
      <pre>LAB_ADDRESS=0.0.0.0 npm start</pre>
    </section>
  );
}

const loopback = /^(localhost|127\..*|\[::1\])$/;

function Join({ urls }: Pick<RoomView, 'urls'>) {
  const t = roomTexts().join;
  const url = loopback.test(location.hostname) ? urls[0] : location.origin;
  return (
    <section class="stack" aria-label={t.title}>
      <h2>{t.title}</h2>
      {url === undefined ? (
        <p>{t.unknown}</p>
      ) : (
        <>
          <p>{t.address}</p>
          <p class="room-address">{url}</p>
          <QrCode text={url} label={t.code(url)} />
        </>
      )}
    </section>
  );
}

interface MeProps {
  readonly visitor: RoomVisitor;
  readonly isForEveryone: boolean;
}

function Me({ visitor, isForEveryone }: MeProps) {
  const t = roomTexts();
  const typed = useSignal(visitor.name);
  async function rename(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await attempt(() => lab.enter(typed.value));
    if (answer) keepName(answer.name);
  }
  return (
    <section class="part stack" aria-label={t.me.title}>
      <h3>{t.me.title}</h3>
      <form class="row" onSubmit={rename}>
        <input
          aria-label={t.me.name}
          maxLength={24}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <button type="submit">{t.me.change}</button>
      </form>
      <p>{visitor.isHost ? t.me.host : isForEveryone ? t.me.free : t.me.guest}</p>
      {visitor.isHost && (
        <label class="row">
          <input
            type="checkbox"
            checked={isForEveryone}
            onChange={(event) => void openToEveryone(event.currentTarget)}
          />
          {t.host.forEveryone}
        </label>
      )}
    </section>
  );
}

async function openToEveryone(box: HTMLInputElement): Promise<void> {
  if (await attempt(() => lab.openToEveryone(box.checked))) return;
  // A state that has not changed is not rendered again.
  box.checked = room.value?.isForEveryone ?? false;
}

function Visitors({ room: { visitors } }: { room: RoomView }) {
  const t = roomTexts().visitors;
  return (
    <section class="part stack" aria-label={t.title(visitors.length)}>
      <h3>{t.title(visitors.length)}</h3>
      <ul class="room-visitors">
        {visitors.map(({ id, name, isHost, sent, lost, predicted }) => (
          <li key={id}>
            <span>
              {name}
              {isHost && <span class="quiet"> ({t.host})</span>}
              {id === me.value?.id && <span class="quiet"> ({t.you})</span>}
            </span>
            <span class="numbers">
              <span class={lost > 0 ? 'bad' : ''}>{sent > 0 && t.of(lost, sent)}</span>{' '}
              <Predicted of={{ sent, predicted }} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
