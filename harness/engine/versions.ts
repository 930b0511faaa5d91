/** `20.10.24+dfsg1` is 20, 10, 24. Null where a text does not begin with a version. */
const numbersOf = (version: string): readonly [number, number, number] | null => {
  const found = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3] ?? 0)] : null;
};

export const isAtLeast = (version: string, floor: string): boolean => {
  const [has, needs] = [numbersOf(version), numbersOf(floor)];
  if (has === null || needs === null) return false;
  const differing = has.findIndex((number, place) => number !== needs[place]);
  return differing === -1 || (has[differing] ?? 0) > (needs[differing] ?? 0);
};

/** Whether a version holds a fix that was given to several series at once, each named by its first fixed version. */
export const holdsFix = (version: string, firstFixed: readonly string[]): boolean => {
  const series = firstFixed.findLast((first) => isAtLeast(version, first.replace(/\.\d+$/, '.0')));
  return series !== undefined && isAtLeast(version, series);
};
