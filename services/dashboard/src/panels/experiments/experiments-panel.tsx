// To be filled.
export function ExperimentsPanel() {
  return null;
}
