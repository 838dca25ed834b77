// The page's entry: shows the app, follows the address, and opens the one stream of this tab.
import { render } from 'preact';
import { App } from './app.js';
import { countAnewOnChange } from './journey/count-anew.js';
import { openStream } from './lab/stream.js';
import { followAddress } from './view/address.js';
import './style.css';

followAddress();
countAnewOnChange();
openStream();
const root = document.getElementById('app');
if (root) render(<App />, root);
