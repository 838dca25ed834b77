// To be filled.
export function BreakPanel() {
  return null;
}
