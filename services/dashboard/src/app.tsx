// The page: settings on top, the workshop, the map, and the panel.
import { ClusterMap } from './map/cluster-map.js';
import { Panels } from './panels/panels.js';
import { view } from './state/view.js';
import { Header } from './ui/header.js';
import { lazy } from './ui/lazy.js';
import { Notice } from './ui/notice.js';
import { Toolbar } from './ui/toolbar.js';

const Rail = lazy(async () => (await import('./workshop/workshop.js')).Rail);

export function App() {
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
