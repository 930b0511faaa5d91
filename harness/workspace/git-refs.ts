import { join } from 'node:path';
import { kindAt, namesIn, readSmall } from './regular.ts';

/** Branches, tags and HEAD of a repository, read as text: git is never started in a folder of a stranger's. */
export type Refs = { readonly head: string; readonly targets: ReadonlyMap<string, string> };

const limits = { refBytes: 4096, packedBytes: 16 * 1024 * 1024, refs: 20_000, depth: 16, hops: 5 } as const;

const objectId = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const packedLine = /^([0-9a-f]{40}|[0-9a-f]{64}) (refs\/\S+)$/;
const symbolic = /^ref: (refs\/\S+)$/;

const packedRefs = (text: string): [string, string][] =>
  text
    .split('\n')
    .slice(0, limits.refs)
    .flatMap((line): [string, string][] => {
      const [, id, name] = packedLine.exec(line) ?? [];
      return id && name ? [[name, id]] : [];
    });

const looseRefs = (gitFolder: string, found: Map<string, string>, name = 'refs'): void => {
  if (name.split('/').length > limits.depth) return;
  for (const part of namesIn(join(gitFolder, name))) {
    if (found.size > limits.refs) return;
    const inner = `${name}/${part}`;
    if (kindAt(join(gitFolder, inner)) === 'folder') looseRefs(gitFolder, found, inner);
    else found.set(inner, readSmall(join(gitFolder, inner), limits.refBytes)?.trim() ?? '');
  }
};

/** Null where the folder holds no HEAD, and so no repository. */
export const readRefs = (gitFolder: string): Refs | null => {
  const head = readSmall(join(gitFolder, 'HEAD'), limits.refBytes);
  if (head === null) return null;
  const packed = readSmall(join(gitFolder, 'packed-refs'), limits.packedBytes) ?? '';
  const targets = new Map(packedRefs(packed));
  looseRefs(gitFolder, targets);
  return { head: head.trim(), targets };
};

const follow = (refs: Refs, value: string, hops = 0): string | null => {
  if (objectId.test(value)) return value;
  const next = symbolic.exec(value)?.[1];
  const target = next === undefined ? undefined : refs.targets.get(next);
  return target === undefined || hops >= limits.hops ? null : follow(refs, target, hops + 1);
};

/** The object that HEAD, or `ref` by gitrevisions' order of places, stands for; null when nothing does. */
export const resolveRef = (refs: Refs, ref: string | null): string | null => {
  if (ref === null || ref === 'HEAD') return follow(refs, refs.head);
  const places = [ref, `refs/${ref}`, `refs/tags/${ref}`, `refs/heads/${ref}`, `refs/remotes/origin/${ref}`];
  const value = places.map((place) => refs.targets.get(place)).find((found) => found !== undefined);
  return value === undefined ? null : follow(refs, value);
};

/** What git-check-ref-format allows: revisions such as `main~2` or `@{u}`, and refspecs, are not of it. */
export const isPlainRef = (ref: string): boolean =>
  /^[^\p{Cc}\s~^:?*[\\]{1,250}$/u.test(ref) && !/\.\.|@\{|\/\/|\/$|\.lock$/.test(ref);

/** A whole or shortened object id. */
export const isObjectId = (ref: string): boolean => /^[0-9a-f]{7,64}$/.test(ref);

/** Names of branches and tags as an operator would type them. */
export const shortNames = (names: Iterable<string>): readonly string[] => [
  ...new Set([...names].map((name) => name.replace(/^refs\/(heads|tags|remotes\/origin)\//, ''))),
];
