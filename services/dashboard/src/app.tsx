// The page: what is chosen on top, the workshop beside the map, and the panel in which something is done.
import { ClusterMap } from './map/cluster-map.js';
import { Panels } from './panels/panels.js';
import { Header } from './ui/header.js';
import { later } from './ui/later.js';
import { Notice } from './ui/notice.js';
import { Toolbar } from './ui/toolbar.js';
import { view } from './view/index.js';

const Rail = later(async () => (await import('./rail/workshop.js')).Rail);

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
