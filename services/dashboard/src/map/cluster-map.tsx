// To be filled.
export function ClusterMap() {
  return <section class="map" aria-label="map" />;
}
