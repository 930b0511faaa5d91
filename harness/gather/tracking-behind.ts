import type { PythonFile } from '../source/types.ts';

/** A place in a file from which names are followed back. */
export type Seen = { readonly file: Pick<PythonFile, 'flow' | 'strings'>; readonly line: number };

type Statement = PythonFile['flow']['statements'][number];

const maxTexts = 24;
/** Of a statement's text. */
const longest = 160;

export const functionAt = ({ file: { flow }, line }: Seen): number | null => {
  const around = flow.functions
    .map(({ place }, position) => ({ place, position }))
    .filter(({ place }) => place.line <= line && line <= (place.endLine ?? place.line));
  return around.toSorted((a, b) => b.place.line - a.place.line)[0]?.position ?? null;
};

/** Names as they are written in an expression: `path`, `self.folder`, those between the braces of a string too. */
export const namesIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\bself\.\w+|(?<![\w.])[A-Za-z_]\w*/g) ?? []),
];

const kept = new WeakMap<PythonFile['flow'], ReadonlyMap<string, readonly Statement[]>>();

const binds = ({ file: { flow } }: Seen): ReadonlyMap<string, readonly Statement[]> => {
  const before = kept.get(flow);
  if (before) return before;
  const found = new Map<string, Statement[]>();
  for (const step of flow.steps) {
    const statement = flow.statements[step.at];
    if (step.do !== 'bind' || !statement) continue;
    for (const name of step.to) {
      const known = found.get(name);
      if (known) known.push(statement);
      else found.set(name, [statement]);
    }
  }
  kept.set(flow, found);
  return found;
};

/** The statement that gave a name its value: the last before the place in its function, else those of the object, else one of the module's. */
const bindsOf = (
  all: ReadonlyMap<string, readonly Statement[]>,
  seen: Seen,
  name: string,
): readonly Statement[] => {
  const own = functionAt(seen);
  const known = all.get(name) ?? [];
  const near = known.filter(({ within, line }) => within === own && line <= seen.line).at(-1);
  if (near) return [near];
  if (name.startsWith('self.')) return known.slice(0, 4);
  return known.filter(({ within }) => within === null).slice(0, 1);
};

/** A statement that was cut, with the literals that stand in all of it. */
const whole = ({ strings }: Seen['file'], { text, line, endLine }: Statement): string => {
  if (text.length < longest) return text;
  const inside = strings
    .filter((string) => line <= string.line && string.line <= (endLine ?? line))
    .map(({ value, role }) => (role === 'key' ? `'${value}':` : `'${value}',`));
  return [text, ...inside.slice(0, maxTexts)].join(' ');
};

/** Of a dictionary, the entries that are taken out of it by their keys; all of it where they are not seen. */
const entriesOf = (text: string, keys: readonly string[]): string => {
  const entries = keys.flatMap(
    (key) => [...text.matchAll(new RegExp(`["']${key}["']\\s?:[^,}]{1,120}`, 'g'))].at(-1)?.[0] ?? [],
  );
  return entries.length > 0 ? entries.join(', ') : text;
};

/** Names in a text, each with the keys that it is asked for: `self.paths["metrics"]`. */
const asked = (text: string) =>
  namesIn(text).map((name) => ({
    name,
    keys: [...text.matchAll(/(\bself\.\w{1,80}|\b\w{1,80})\[["'](\w{1,80})["']\]/g)].flatMap(([, of, key]) =>
      of === name && key ? [key] : [],
    ),
  }));

/** An expression or a statement, where it stands. */
export type Text<File extends Seen['file'] = Seen['file']> = {
  readonly file: File;
  readonly line: number;
  readonly text: string;
};

/** What an expression is made of: itself, and the statements that gave the names in it their values, the nearest first. */
export const trail = <File extends Seen['file']>(
  seen: { readonly file: File; readonly line: number },
  expression: string,
): readonly Text<File>[] => {
  const all = binds(seen);
  const texts = [{ ...seen, text: expression }];
  const known = new Set<string>();
  const waiting = asked(expression).map((one) => ({ ...one, at: seen }));
  for (let index = 0; index < waiting.length && texts.length < maxTexts; index += 1) {
    const next = waiting[index];
    if (!next || known.has(next.name)) continue;
    known.add(next.name);
    for (const bind of bindsOf(all, next.at, next.name)) {
      const at = { file: seen.file, line: bind.line };
      const text = entriesOf(whole(seen.file, bind), next.keys);
      texts.push({ ...at, text });
      for (const one of asked(text)) waiting.push({ ...one, at });
    }
  }
  return texts;
};

export const behind = (seen: Seen, expression: string): readonly string[] =>
  trail(seen, expression).map(({ text }) => text);

/** The statements that gave one name its value or added to it, up to the place. */
export const madeBy = (seen: Seen, name: string): readonly string[] => {
  const own = functionAt(seen);
  const near = seen.file.flow.statements.filter(({ within, line }) => within === own && line <= seen.line);
  const head = new RegExp(
    `^${name.replaceAll('.', '\\.')}(\\.(append|extend|insert|update)\\(|\\s*\\+?=[^=]|\\[[^\\]]*\\]\\s*=[^=])`,
  );
  return near.filter(({ text }) => head.test(text)).map(({ text }) => text);
};
