// The peer iron-session, as its README shows it for Node's own server: the user is in an encrypted cookie, and the server
// keeps nothing.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { getIronSession } from 'iron-session';
import { describeUser, type Principal, peerId, serve } from './peer.js';

const { PEER_SECRET = '' } = process.env;

const options = { password: PEER_SECRET, cookieName: 'peer', cookieOptions: { secure: false } };

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const session = await getIronSession<{ user?: Principal }>(request, response, options);
  if (request.method === 'POST') {
    const { username } = (await json(request)) as { username: string };
    session.user = { username, issuedBy: peerId };
    await session.save();
  }
  const { user } = session;
  response.statusCode = user ? 200 : 401;
  response.setHeader('content-type', 'application/json');
  response.end(user && JSON.stringify(describeUser(user)));
}

serve(createServer((request, response) => void answer(request, response)));
