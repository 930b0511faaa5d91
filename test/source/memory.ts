import { type Reader, readOne } from '../../harness/source/file.ts';
import { readLimits } from '../../harness/source/protocol.ts';
import { assemble } from '../../harness/source/read.ts';
import { readScript } from '../../harness/source/script.ts';
import { loadPython } from '../../harness/source/tree.ts';
import type { PythonFile, SourceFacts } from '../../harness/source/types.ts';

const parse = await loadPython();

export type Files = Readonly<Record<string, string | Buffer>>;

/** Facts of files that are held in memory, read in this process: for files that are no danger. */
export function factsOf(files: Files): SourceFacts {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text as string)]));
  const bytes = (path: string): Buffer => contents.get(path) ?? Buffer.alloc(0);
  const reader: Reader = { question: { supplied: [], limits: readLimits }, parse, script: readScript, bytes };
  return assemble([...contents].map(([path, content]) => readOne(reader, { path, bytes: content.length })));
}

/** Facts of one Python file among others. */
export function pythonOf(source: string, others: Files = {}, path = 'main.py'): PythonFile {
  const file = factsOf({ [path]: source, ...others }).python.find((at) => at.path === path);
  if (!file) throw new Error(`${path} was not read`);
  return file;
}
