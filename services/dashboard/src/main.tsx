// The page's entry: shows the app, follows the address, and opens the one stream of this tab.
import { render } from 'preact';
import { openStream } from './api/stream.js';
import { App } from './app.js';
import { resetTalliesOnChange } from './state/tally.js';
import { followAddress } from './state/view.js';
import './style.css';

followAddress();
resetTalliesOnChange();
openStream();
const root = document.getElementById('app');
if (root) render(<App />, root);
