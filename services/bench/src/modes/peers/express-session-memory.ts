// The peer Express with express-session and the memory store that comes with it.
import { serve } from './serve.js';
import { sessionApp } from './session-app.js';

const { PEER_SECRET = '' } = process.env;

serve(sessionApp({ secret: PEER_SECRET }));
