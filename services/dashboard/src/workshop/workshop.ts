// The workshop as one part, fetched when it is opened: from then on it sees by itself what is done.
import { followWorkshop } from './progress.js';

export { Rail } from './rail.js';

followWorkshop();
