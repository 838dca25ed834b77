// To be filled.
export function TheftPanel() {
  return null;
}
