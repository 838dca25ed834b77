// The page's entry: shows the app, follows the address, and opens the one stream of this tab.
import './style.css';
import { effect } from '@preact/signals';
import { render } from 'preact';
import { ExchangeDetails } from './map/details/exchange-details.js';
import { Panels } from './panels/panels.js';
import { introduceOnce } from './playground/first-visit.js';
import { Playground } from './playground/playground.js';
import { followRoom } from './room/follow-room.js';
import { RoomStrip } from './room/room-strip.js';
import { keepHostKey } from './state/host-key.js';
import { keepVisitors } from './state/kept-visitors.js';
import { openStream } from './state/lab-state.js';
import { followResets } from './state/reset.js';
import { resetTalliesOnChange } from './state/tally.js';
import { pageTexts } from './state/texts.js';
import { followAddress, view } from './state/view.js';
import { Header } from './ui/header.js';
import { lazy } from './ui/lazy.js';
import { Notice } from './ui/notice.js';

const Rail = lazy(async () => (await import('./workshop/workshop.js')).Rail);

function App() {
  const { step, isPresented } = view.value;
  const isGuided = step !== null && !isPresented;
  return (
    <div class={isGuided ? 'page guided' : 'page'}>
      <Header />
      <RoomStrip />
      <Notice />
      <main class="stage">
        <Playground />
        <div class="side">
          {isGuided && <Rail />}
          {!isPresented && <Panels />}
          <ExchangeDetails />
        </div>
      </main>
    </div>
  );
}

keepHostKey();
followAddress();
resetTalliesOnChange();
followResets();
void keepVisitors();
followRoom();
openStream();
effect(() => {
  document.title = pageTexts().header.title;
});
introduceOnce();
const root = document.getElementById('app');
if (root) render(<App />, root);
