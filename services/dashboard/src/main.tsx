// The page's entry: shows the app, follows the address, and opens the one stream of this tab.
import './style.css';
import { render } from 'preact';
import { ClusterMap } from './map/cluster-map.js';
import { lazy, Panels } from './panels/panels.js';
import { keepHostKey } from './state/host-key.js';
import { openStream } from './state/lab-state.js';
import { resetTalliesOnChange } from './state/tally.js';
import { followAddress, view } from './state/view.js';
import { Header, Toolbar } from './ui/header.js';
import { Notice } from './ui/notice.js';

const Rail = lazy(async () => (await import('./workshop/workshop.js')).Rail);

function App() {
  const isGuided = view.value.step !== null;
  return (
    <div class={isGuided ? 'page guided' : 'page'}>
      <Header />
      <Toolbar />
      <Notice />
      <main class="stage">
        {isGuided && <Rail />}
        <ClusterMap />
        <Panels />
      </main>
    </div>
  );
}

keepHostKey();
followAddress();
resetTalliesOnChange();
openStream();
const root = document.getElementById('app');
if (root) render(<App />, root);
