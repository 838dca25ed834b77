// The page of a recording: the playground and the load of the page itself, the scenes, and the player.
import { type PageRecording, sceneNames } from '@scale-out-lab/core/wire';
import { ClusterMap } from '../map/cluster-map.js';
import { ExchangeDetails } from '../map/details/exchange-details.js';
import { ExchangeList } from '../map/details/exchange-list.js';
import { Legend } from '../map/legend.js';
import { LoadLoss } from '../panels/fix/load-loss.js';
import { LogInAndSend } from '../playground/controls.js';
import { Verdicts } from '../playground/verdict.js';
import { load } from '../state/lab-state.js';
import { pageTexts } from '../state/texts.js';
import { choose, view } from '../state/view.js';
import { formatDate } from '../texts/format.js';
import { Choice } from '../ui/choice.js';
import { scene } from './apply-moment.js';
import type { Player } from './player.js';
import { PlayerBar } from './player-bar.js';
import { replayTexts } from './texts.js';

interface ReplayProps {
  readonly recording: PageRecording;
  readonly player: Player;
}

export function ReplayPage({ recording, player }: ReplayProps) {
  return (
    <div class="page replay">
      <ReplayHeader recording={recording} />
      <main class="stage">
        <section class="playground">
          <SceneChoice recording={recording} player={player} />
          <p class="teaching">{replayTexts().says[scene.value]}</p>
          <ClusterMap />
          <Verdicts />
          <LogInAndSend />
        </section>
        <div class="side">
          <section class="panels stack">
            <ShownLoad />
            <ExchangeList />
            <Legend />
          </section>
          <ExchangeDetails />
        </div>
      </main>
      <PlayerBar player={player} />
    </div>
  );
}

function ReplayHeader({
  recording: { recordedAt, instances, version, commit },
}: Pick<ReplayProps, 'recording'>) {
  const t = replayTexts();
  const { language } = view.value;
  const other = language === 'en' ? 'ko' : 'en';
  const date = formatDate(new Date(recordedAt), language);
  return (
    <header class="header row">
      <div class="row">
        <h1>{t.title}</h1>
        <p class="quiet">
          {t.about({ date, instances, version: commit ? `${version} (${commit})` : version })}
        </p>
      </div>
      <nav class="settings row" aria-label={t.title}>
        <button type="button" lang={other} onClick={() => choose({ language: other })}>
          {pageTexts().header.otherLanguage}
        </button>
      </nav>
    </header>
  );
}

function SceneChoice({ recording: { moments }, player }: ReplayProps) {
  const t = replayTexts();
  return (
    <div class="toolbar row">
      <Choice
        label={t.scene}
        value={scene.value}
        options={sceneNames.map((name) => [name, t.scenes[name]])}
        onChoose={(name) => {
          const begin = moments.find((each) => each.what === 'scene' && each.data.scene === name);
          player.seek(begin?.atMs ?? 0);
        }}
      />
    </div>
  );
}

function ShownLoad() {
  const t = replayTexts();
  if (!load.value) return <p class="hint">{t.noLoad}</p>;
  const { users, requestsPerSecond } = load.value;
  return (
    <>
      <h2>{t.load(users, requestsPerSecond)}</h2>
      <LoadLoss load={load.value} />
    </>
  );
}
