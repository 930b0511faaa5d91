import { type Reader, readOne } from '../../harness/source/file.ts';
import { withReports } from '../../harness/source/left-behind.ts';
import { readLimits } from '../../harness/source/protocol.ts';
import { assemble } from '../../harness/source/read.ts';
import { loadRules } from '../../harness/source/rules.ts';
import { rulesOf } from '../../harness/source/rules-file.ts';
import { readScript } from '../../harness/source/script.ts';
import { loadPython } from '../../harness/source/tree.ts';
import type { PythonFile, SourceFacts } from '../../harness/source/types.ts';

const parse = await loadPython();
const limits = readLimits;

export type Files = Readonly<Record<string, string | Buffer>>;

/** Facts of files that are held in memory, read in this process: for files that are no danger. */
export function factsOf(files: Files): SourceFacts {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text as string)]));
  const bytes = (path: string): Buffer => contents.get(path) ?? Buffer.alloc(0);
  const reader: Reader = { question: { supplied: [], limits }, parse, script: readScript, bytes };
  const targets = [...contents].map(([path, content]) => ({ path, bytes: content.length }));
  return assemble(withReports(targets).map((file) => readOne(reader, file)));
}

/** The same with Ruff's rules asked too, which takes longer to load. */
export async function ruledFactsOf(files: Files): Promise<SourceFacts> {
  const ask = await loadRules();
  const read = factsOf(files);
  const python = read.python.map((file) => {
    const content = Buffer.from(files[file.path] as string);
    const asked = { ask, limits, bytes: () => content };
    return { ...file, rules: rulesOf(asked, { path: file.path, bytes: content.length }) };
  });
  return { ...read, python };
}

/** Facts of one Python file among others. */
export function pythonOf(source: string, others: Files = {}, path = 'main.py'): PythonFile {
  const file = factsOf({ [path]: source, ...others }).python.find((at) => at.path === path);
  if (!file) throw new Error(`${path} was not read`);
  return file;
}
