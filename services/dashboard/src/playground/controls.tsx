// The buttons of the playground: log a visitor in, send their requests, and how both are done.
import { isRoundUnderWay } from '../state/prediction-rounds.js';
import { isRecording } from '../state/recording.js';
import { journeyTexts, pageTexts } from '../state/texts.js';
import { choose, lanes, models, speeds, view } from '../state/view.js';
import {
  askedToSend,
  findVisitor,
  leftToSend,
  logIn,
  send,
  stopSending,
  type User,
  users,
  visitorsOf,
} from '../state/visitors.js';
import { Choice } from '../ui/choice.js';
import { introduction } from './first-visit.js';

export function LogInAndSend() {
  return (
    <>
      <div class="playground-hands">
        <div class="playground-buttons">
          {users.map((user) => (
            <LogIn key={user} user={user} />
          ))}
        </div>
        <SendButtons />
      </div>
      <div class="playground-manner">
        <SendHint />
        {!isRecording.value && <Manner />}
      </div>
    </>
  );
}

function LogIn({ user }: { user: User }) {
  const isSomewhere = lanes.value.some(({ name }) => findVisitor(name, user));
  return (
    <button
      type="button"
      class={isSomewhere ? '' : 'main'}
      data-control="log-in"
      disabled={isRecording.value}
      onClick={() => logIn(user)}
    >
      {journeyTexts().logIn.logIn(user)}
    </button>
  );
}

const counts = [1, 10, 100] as const;

function SendButtons() {
  const t = journeyTexts().send;
  const isSending = leftToSend.value > 0 || isRoundUnderWay.value;
  const isImpossible = isRecording.value || lanes.value.every(({ name }) => visitorsOf(name).length === 0);
  // A disabled button loses the focus, and keyboard users would have to return to it after each press.
  return (
    <div class="playground-buttons" data-control="send">
      {counts.map((count) => (
        <button
          key={count}
          type="button"
          disabled={isImpossible}
          aria-disabled={isSending}
          aria-describedby="send-hint"
          onClick={() => isSending || send(count)}
        >
          {t.send(count)}
        </button>
      ))}
      <button
        type="button"
        disabled={isRecording.value}
        aria-disabled={leftToSend.value === 0}
        onClick={stopSending}
      >
        {t.stop}
      </button>
    </div>
  );
}

/** The progress of the requests; before that, the missing action. */
function SendHint() {
  const t = journeyTexts().send;
  const empty = lanes.value.filter(({ name }) => visitorsOf(name).length === 0);
  const [missing] = empty;
  const isNobodyIn = empty.length === lanes.value.length;
  const reason = missing ? (isNobodyIn ? t.nobody : t.missing(missing.name)) : t.who;
  const [sent, left] = [askedToSend.value - leftToSend.value, leftToSend.value];
  if (isRecording.value) return <Unavailable />;
  if (introduction.value !== null) return <Introduction stage={introduction.value} />;
  return (
    <p class="hint" id="send-hint">
      {left > 0 ? <span>{t.progress(sent, askedToSend.value)}</span> : reason}
    </p>
  );
}

function Unavailable() {
  return (
    <p class="hint" id="send-hint">
      {pageTexts().recording}
    </p>
  );
}

function Introduction({ stage }: { stage: 'log-in' | 'requests' | 'over' }) {
  return (
    <p class="introduction" id="send-hint" role="status">
      {journeyTexts().introduction[stage]}
    </p>
  );
}

function Manner() {
  const t = pageTexts().toolbar;
  const { model, speed } = view.value;
  return (
    <div class="row">
      <Choice
        label={t.client}
        value={model}
        options={models.map((name) => [name, t.models[name]])}
        onChoose={(name) => choose({ model: name })}
      />
      <Choice
        label={t.speed}
        value={speed}
        options={speeds.map((name) => [name, t.speeds[name]])}
        onChoose={(name) => choose({ speed: name })}
      />
    </div>
  );
}
