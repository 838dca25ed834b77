// @ts-check
// The oldest Node that the packages run on. Written so that an older Node gets as far as saying so.

const oldest = /** @type {const} */ ([20, 19]);

export function isNewEnough(/** @type {string} */ version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Throws an error with exit code 3 if this Node is older. */
export function checkNodeVersion() {
  if (isNewEnough(process.versions.node)) return;
  const message = `This is Node ${process.versions.node}; the lab needs ${oldest.join('.')} or newer, from https://nodejs.org/en/download.`;
  throw Object.assign(new Error(message), { exitCode: 3 });
}
