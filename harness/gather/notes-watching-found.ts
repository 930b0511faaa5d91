import type { Excerpt } from '../evidence/common.ts';
import type { NotesEvidence } from '../evidence/notes.ts';
import type { CallFact, ImportFact, PythonFile, SourceFacts } from '../source/types.ts';

export type Watching = NotesEvidence['watching'][number];

/** Code and configuration of the submission's own, tests left out. */
export type Own = Pick<SourceFacts, 'python' | 'scripts' | 'texts'>;

export const excerptOf = ({ place, text }: Pick<CallFact, 'place' | 'text'>): Excerpt => ({
  path: place.path,
  line: place.line,
  text,
});

export const importOf = ({ module, name, place }: ImportFact): Excerpt =>
  excerptOf({ place, text: name ? `from ${module} import ${name}` : `import ${module}` });

/** Calls of functions by their names, from outside of themselves. */
export const callsTo = (names: ReadonlySet<string>, files: readonly PythonFile[]): readonly Excerpt[] =>
  files
    .flatMap(({ calls }) => calls)
    .filter(({ name, within }) => {
      const last = name.slice(name.lastIndexOf('.') + 1);
      return names.has(last) && within !== last;
    })
    .map(excerptOf);

const frameworks =
  /^(fastapi|flask|starlette|litestar|django|rest_framework|bentoml|sanic|aiohttp|quart|tornado|falcon|ray\.serve|mlserver|robyn|streamlit|gradio|dash)(\.|$)/;

/** Files that answer requests. */
export const isService = ({ apps, imports }: PythonFile): boolean =>
  apps.length > 0 || imports.some(({ module }) => frameworks.test(module));
