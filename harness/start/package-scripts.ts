import { z } from 'zod';
import { folderOf } from './files.ts';
import { packagePath, runtimeOf } from './runtime.ts';
import type { StartInput } from './types.ts';

const packageSchema = z.object({ scripts: z.record(z.string(), z.unknown()).catch({}) });

/** Scripts of the package.json nearest to the root, with the line of each. */
export type PackageScripts = {
  readonly path: string;
  readonly folder: string;
  readonly scripts: ReadonlyMap<string, { readonly shell: string; readonly line: number }>;
};

const parsed = (text: string): z.infer<typeof packageSchema> | null => {
  try {
    return packageSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

/** What npm writes into a new package.json. */
const placeholder = /no test specified/;
/** It is written into a command line of ours. */
const plainName = /^[\w:.-]{1,60}$/;

/** Null where commands run on Python, or no package.json can be read. */
export const packageScripts = (
  input: Pick<StartInput, 'facts' | 'manifest' | 'read'>,
): PackageScripts | null => {
  const path = packagePath(input);
  const text = path === null || runtimeOf(input) === 'python' ? null : input.read(path);
  const found = text === null ? null : parsed(text);
  if (path === null || text === null || found === null) return null;
  const lines = text.split('\n');
  const scripts = Object.entries(found.scripts).flatMap(([name, shell]) => {
    if (typeof shell !== 'string' || placeholder.test(shell) || !plainName.test(name)) return [];
    const line = lines.findIndex((one) => one.includes(`"${name}":`)) + 1;
    return [[name, { shell, line: Math.max(1, line) }] as const];
  });
  return { path, folder: folderOf(path), scripts: new Map(scripts) };
};
