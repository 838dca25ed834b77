// To be filled.
export function JourneyPanel() {
  return null;
}
