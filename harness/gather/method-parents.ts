import type { World } from './method-world.ts';

export type Class = { readonly path: string; readonly owner: string };

/** Bases of a class as they are named, and the own class that each is, where it is one. */
export const basesOf = (
  world: World,
  { path, owner }: Class,
): readonly { readonly name: string; readonly own: Class | null }[] => {
  const program = world.programs.get(path);
  const known = program?.file.flow.classes.find(({ name }) => name === owner);
  return (known?.bases ?? []).map((name) => {
    const found = program?.classes.has(name) ? { path, rest: [name] } : world.modules.find(name, path);
    const [parent] = found?.rest ?? [];
    return { name, own: found && parent !== undefined ? { path: found.path, owner: parent } : null };
  });
};

const most = 8;

/** A class and the own ones that it takes after, the nearest first: eight at most, whatever they say of each other. */
export const lineOf = (world: World, own: Class): readonly Class[] => {
  const line: Class[] = [own];
  for (const one of line) {
    const others = basesOf(world, one).flatMap((base) => base.own ?? []);
    const fresh = others.filter(
      ({ path, owner }) => !line.some((known) => known.path === path && known.owner === owner),
    );
    line.push(...fresh.slice(0, most - line.length));
  }
  return line;
};
