// To be filled.
export function TokenPanel() {
  return null;
}
