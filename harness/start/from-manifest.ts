import type { Place } from '../types.ts';
import type { Found, StartInput } from './types.ts';

/** The line of takehome.yaml that holds a key at its left edge. */
const placeOf = ({ read, manifestPlace }: StartInput, key: string): Place | null => {
  if (manifestPlace === null) return null;
  const lines = read(manifestPlace.path)?.split('\n') ?? [];
  const index = lines.findIndex((line) => line.startsWith(`${key}:`));
  return index === -1 ? manifestPlace : { path: manifestPlace.path, line: index + 1 };
};

/** What takehome.yaml states, word for word. */
export const fromManifest = (input: StartInput, role: 'train' | 'serve' | 'test'): readonly Found[] => {
  const declared = input.manifest?.[role];
  if (input.manifest === null || declared === undefined) return [];
  const { command, port } = typeof declared === 'string' ? { command: declared } : declared;
  return [
    {
      shell: command,
      workdir: input.manifest.workdir ?? '.',
      env: input.manifest.env ?? {},
      port: role === 'serve' ? (port ?? null) : null,
      source: 'takehome.yaml',
      place: placeOf(input, role),
      assumptions: [],
    },
  ];
};
