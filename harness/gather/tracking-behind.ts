import type { PythonFile } from '../source/types.ts';

/** A place in a file from which names are followed back. */
export type Seen = { readonly file: Pick<PythonFile, 'flow'>; readonly line: number };

type Statement = PythonFile['flow']['statements'][number];

const maxTexts = 24;

const functionAt = ({ file: { flow }, line }: Seen): number | null => {
  const around = flow.functions
    .map(({ place }, position) => ({ place, position }))
    .filter(({ place }) => place.line <= line && line <= (place.endLine ?? place.line));
  return around.toSorted((a, b) => b.place.line - a.place.line)[0]?.position ?? null;
};

/** Names as they are written in an expression: `path`, `self.folder`, those between the braces of a string too. */
export const namesIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\bself\.\w+|(?<![\w.])[A-Za-z_]\w*/g) ?? []),
];

const binds = ({ file: { flow } }: Seen): ReadonlyMap<string, readonly Statement[]> => {
  const found = new Map<string, Statement[]>();
  for (const step of flow.steps) {
    const statement = flow.statements[step.at];
    if (step.do !== 'bind' || !statement) continue;
    for (const name of step.to) found.set(name, [...(found.get(name) ?? []), statement]);
  }
  return found;
};

/** The statement that gave a name its value: the last before the place in its function, else one of the module's. */
const bindOf = (all: ReadonlyMap<string, readonly Statement[]>, seen: Seen, name: string) => {
  const own = functionAt(seen);
  const known = all.get(name) ?? [];
  const near = known.filter(({ within, line }) => within === own && line <= seen.line).at(-1);
  return near ?? known.find(({ within }) => within === null || name.startsWith('self.'));
};

/** What an expression is made of: itself, and the statements that gave the names in it their values, the nearest first. */
export const behind = (seen: Seen, expression: string): readonly string[] => {
  const all = binds(seen);
  const texts = [expression];
  const known = new Set<string>();
  const waiting = namesIn(expression).map((name) => ({ name, at: seen }));
  for (let index = 0; index < waiting.length && texts.length < maxTexts; index += 1) {
    const next = waiting[index];
    if (!next || known.has(next.name)) continue;
    known.add(next.name);
    const bind = bindOf(all, next.at, next.name);
    if (!bind) continue;
    texts.push(bind.text);
    const at = { ...seen, line: bind.line };
    for (const name of namesIn(bind.text)) waiting.push({ name, at });
  }
  return texts;
};

/** The statements that gave one name its value or added to it, up to the place. */
export const madeBy = (seen: Seen, name: string): readonly string[] => {
  const own = functionAt(seen);
  const near = seen.file.flow.statements.filter(({ within, line }) => within === own && line <= seen.line);
  const head = new RegExp(
    `^${name.replaceAll('.', '\\.')}(\\.(append|extend|insert|update)\\(|\\s*\\+?=[^=]|\\[[^\\]]*\\]\\s*=[^=])`,
  );
  return near.filter(({ text }) => head.test(text)).map(({ text }) => text);
};

type Calling = Pick<PythonFile, 'flow' | 'calls'>;

/** What callers give for the parameters that an expression leads to, followed back once more. */
export const givenFor = (
  { seen, files }: { readonly seen: Seen; readonly files: readonly Calling[] },
  texts: readonly string[],
): { readonly parameters: readonly string[]; readonly texts: readonly string[] } => {
  const definition = seen.file.flow.functions[functionAt(seen) ?? -1];
  const names = new Set(texts.flatMap(namesIn));
  const parameters = (definition?.parameters ?? []).filter(
    (name) => names.has(name) && !/^(self|cls)$/.test(name),
  );
  if (!definition || parameters.length === 0) return { parameters: [], texts: [] };
  const first = /^(self|cls)$/.test(definition.parameters[0] ?? '') ? 1 : 0;
  const given = files.flatMap((file) =>
    file.calls
      .filter(({ name }) => name.slice(name.lastIndexOf('.') + 1) === definition.name)
      .flatMap(({ place, keywords, args }) =>
        parameters.flatMap((name) => {
          const written = keywords[name] ?? args[definition.parameters.indexOf(name) - first];
          return written === undefined ? [] : behind({ file, line: place.line }, written);
        }),
      ),
  );
  return { parameters, texts: given.slice(0, maxTexts * 2) };
};
