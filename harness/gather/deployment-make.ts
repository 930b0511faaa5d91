import { makeTargets } from '../start/from-makefile.ts';
import type { ImageInput } from './deployment-images.ts';

/** Shell lines by the targets of make that stand for them. */
export type Targets = ReadonlyMap<string, string>;

/** Targets of every Makefile, or of the one in a folder. */
export const targetsIn = (input: ImageInput, folder?: string): Targets =>
  new Map(
    makeTargets(input)
      .filter(({ found }) => folder === undefined || found.workdir === folder)
      .map(({ name, found }) => [name, found.shell]),
  );

/** What the targets that a line names do. */
export const recipesOf = (targets: Targets, line: string): readonly string[] =>
  [...line.matchAll(/\bmake\s+(?:-\S+\s+)*([\w.-]+)/g)].flatMap(([, name = '']) => targets.get(name) ?? []);
