import { z } from 'zod';

/** What a run says that it reached; nothing in it is believed. `line` is null where only names are told, `lines` where none are. */
export type Told = {
  readonly functions: readonly {
    readonly path: string;
    readonly line: number | null;
    readonly name: string;
  }[];
  readonly lines: readonly { readonly path: string; readonly line: number }[] | null;
};

const most = 20_000;

/** An empty file is run at line 0. */
const position = z.int().nonnegative().max(1_000_000);
const pythonSchema = z.object({
  functions: z.array(z.tuple([z.string(), position, z.string()])),
  lines: z.array(z.tuple([z.string(), position])),
});
const nodeSchema = z.object({
  result: z.array(
    z.object({
      url: z.string(),
      functions: z.array(
        z.object({ functionName: z.string(), ranges: z.array(z.object({ count: z.number() })) }),
      ),
    }),
  ),
});

const parsed = <T>(text: string, schema: z.ZodType<T>): readonly T[] => {
  try {
    const { data } = schema.safeParse(JSON.parse(text));
    return data === undefined ? [] : [data];
  } catch {
    return [];
  }
};

/** A line a process. */
const pythonTold = (texts: readonly string[]): Told => {
  const told = texts.flatMap((text) => text.split('\n').flatMap((line) => parsed(line, pythonSchema)));
  const functions = new Map(
    told
      .flatMap((one) => one.functions)
      .map(([path, line, name]) => [`${path}:${line}:${name}`, { path, line, name }]),
  );
  const lines = new Map(
    told.flatMap((one) => one.lines).map(([path, line]) => [`${path}:${line}`, { path, line }]),
  );
  return { functions: [...functions.values()].slice(0, most), lines: [...lines.values()] };
};

/** A file a process; offsets may be those of compiled text, so only names are taken. */
const nodeTold = (texts: readonly string[], root: string): Told => {
  const scripts = texts.flatMap((text) => parsed(text, nodeSchema)).flatMap(({ result }) => result);
  const start = `file://${root}/`;
  const functions = scripts
    .filter(({ url }) => url.startsWith(start) && !url.includes('/node_modules/'))
    .flatMap(({ url, functions: found }) =>
      found
        .filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0)
        .map(({ functionName: name }) => ({
          path: url.slice(start.length).replace(/[?#].*$/, ''),
          line: null,
          name,
        })),
    );
  return { functions: functions.slice(0, most), lines: null };
};

export const entriesTold = (
  texts: readonly string[],
  { kind, root }: { readonly kind: 'python' | 'node'; readonly root: string },
): Told => (kind === 'python' ? pythonTold(texts) : nodeTold(texts, root));
