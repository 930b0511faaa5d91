import manifest from '../../package.json' with { type: 'json' };

/** From package.json, which is where a release is made. */
export const harnessVersion = (): string => manifest.version;
