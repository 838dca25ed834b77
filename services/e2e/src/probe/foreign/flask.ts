// Flask with flask-login, which keeps the user in a signed cookie.
import { spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOnFreePort } from '@scale-out-lab/launcher/process/port';
import { type App, startProcess } from './instance.js';

/** Debian's Python, which has Debian's packages. */
const python = '/usr/bin/python3';
/** flask-login is a package of Debian and no part of the lab. */
export const hasFlask = spawnSync(python, ['-c', 'import flask_login']).status === 0;

const source = `import os, sys
from flask import Flask, request
from flask_login import LoginManager, UserMixin, current_user, login_required, login_user

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
logins = LoginManager(app)

class User(UserMixin):
    def __init__(self, name):
        self.id = name

@logins.user_loader
def load(name):
    return User(name)

@app.post("/login")
def log_in():
    login_user(User(request.form["user"]))
    return "Welcome"

@app.get("/account")
@login_required
def account():
    return "Hello " + current_user.id

app.run("127.0.0.1", int(sys.argv[1]), threaded=True)
`;

/** @param keyOf the SECRET_KEY of an instance */
export function flask(keyOf: (number: number) => string): App {
  return {
    start: (number) =>
      startOnFreePort(async (port) => {
        const folder = await mkdtemp(join(tmpdir(), 'probe-flask-'));
        const script = join(folder, 'app.py');
        await writeFile(script, source);
        return startProcess(python, [script, `${port}`], folder, port, { SECRET_KEY: keyOf(number) });
      }),
  };
}
