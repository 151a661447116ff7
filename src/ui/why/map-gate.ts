/**
 * True when the model's catalog says that its map has passed the tests that an explanation must pass
 * (detection.md section 14: pointing, overlap, randomised weights). Anything else hides the map: a map
 * that marks eyes and mouths whatever the cause convinces people of what is not there.
 */
export function mapHasPassed(outputs: Readonly<Record<string, unknown>>): boolean {
  const map = Object.hasOwn(outputs, 'map') ? outputs['map'] : null;
  if (typeof map !== 'object' || map === null || !('tests' in map)) return false;
  const { tests } = map;
  return typeof tests === 'object' && tests !== null && 'passed' in tests && tests.passed === true;
}
