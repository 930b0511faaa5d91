import { z } from 'zod';
import { isName, isRangeOfPackage, isVersion } from './npm-names.ts';

/** `refused`: there is one, and it is not used. */
export type LockReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'used'; readonly path: string; readonly text: string }
  | { readonly kind: 'refused'; readonly path: string; readonly because: string };

const ranges = z.record(z.string().refine(isName), z.string().refine(isRangeOfPackage)).optional();
const words = z.array(z.string().max(40)).max(20).optional();
const flag = z.boolean().optional();
const program = z.string().regex(/^[\w@~-][\w.@~-]*$/);
const inside = z.string().refine((path) => !path.split('/').includes('..') && !path.startsWith('/'));

/** Fields that are passed on; of `resolved` only that it names a registry. Unknown ones are dropped by the schema. */
const entrySchema = z.object({
  name: z.string().refine(isName).optional(),
  version: z.string().refine(isVersion),
  integrity: z
    .string()
    .regex(/^[\w+/= -]{1,400}$/)
    .optional(),
  dependencies: ranges,
  optionalDependencies: ranges,
  peerDependencies: z.record(z.string().refine(isName), z.string().max(300)).optional(),
  peerDependenciesMeta: z.record(z.string().refine(isName), z.object({ optional: flag })).optional(),
  bin: z.union([inside, z.record(program, inside)]).optional(),
  os: words,
  cpu: words,
  libc: words,
  dev: flag,
  optional: flag,
  devOptional: flag,
  peer: flag,
  inBundle: flag,
  hasInstallScript: flag,
});

const lockSchema = z.object({
  lockfileVersion: z.union([z.literal(2), z.literal(3)]),
  packages: z.record(z.string(), z.unknown()),
});

const isFolder = (path: string): boolean => {
  const [first, ...names] = path.split(/(?:^|\/)node_modules\//);
  return first === '' && names.length > 0 && names.every(isName);
};

/** git, a folder, a link: whatever npm would not ask a registry for. */
const isForeign = (entry: unknown): boolean => {
  const { resolved, link } =
    z.object({ resolved: z.unknown().optional(), link: z.unknown().optional() }).safeParse(entry).data ?? {};
  return link !== undefined || !(resolved === undefined || /^https?:\/\//.test(String(resolved)));
};

const parsed = (text: string): z.infer<typeof lockSchema> | null => {
  try {
    return lockSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};

/**
 * Our own rewriting of a lock file. Addresses are left out: whatever host it names, each package comes from the operator's
 * registry, and must have the digest that the lock states.
 */
export const readLock = (
  text: string | null,
  { path, root }: { readonly path: string; readonly root: Readonly<Record<string, unknown>> },
): LockReading => {
  const refused = (because: string): LockReading => ({ kind: 'refused', path, because });
  if (text === null) return refused('it is larger than 1 MiB, or not text');
  const lock = parsed(text);
  if (lock === null) return refused('it is not a lock file of npm 7 or newer');
  const entries = Object.entries(lock.packages).filter(([folder]) => folder !== '');
  if (entries.some(([folder, entry]) => !isFolder(folder) || isForeign(entry)))
    return refused('it names packages from outside the registry');
  const rewritten = entries.map(([folder, entry]) => [folder, entrySchema.safeParse(entry).data] as const);
  if (rewritten.some(([, entry]) => entry === undefined))
    return refused('it states a version or a range that no registry has');
  const packages = { '': root, ...Object.fromEntries(rewritten) };
  const { lockfileVersion } = lock;
  return {
    kind: 'used',
    path,
    text: JSON.stringify({ name: 'submission', lockfileVersion, requires: true, packages }),
  };
};
