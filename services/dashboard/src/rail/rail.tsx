// To be filled.
export function Rail() {
  return null;
}
