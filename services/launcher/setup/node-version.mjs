// @ts-check
// The oldest Node that the packages run on. Written so that an older Node gets as far as saying so.

const oldest = [20, 19];

export function checkNodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  const message = `This is Node ${process.versions.node}; the lab needs ${oldest.join('.')} or newer, from https://nodejs.org/en/download.`;
  throw Object.assign(new Error(message), { exitCode: 3 });
}
