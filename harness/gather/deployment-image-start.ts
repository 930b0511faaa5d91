import { posix } from 'node:path';
import { chainOf, rootImage } from '../start/dockerfile-stages.ts';
import type { Dockerfile } from '../start/dockerfiles.ts';
import { type Described, type Practice, shownAt } from './deployment-instructions.ts';

/** Steps that may put code where no COPY tells: installing the project, fetching, moving, linking. */
const mayPlace =
  /\bpip[\d.]*\s+install\b[^&;|]*\s(-e\b|\.(\/|\[|\s|$)|\/)|\b(poetry|pdm|pipenv)\s+install\b|\buv\s+(sync|pip\s+install[^&;|]*\s\.)|\b(git\s+clone|cp|mv|ln|rsync|tar|unzip|curl|wget|setup\.py)\b|(?:^|[;&|]\s{0,4})make\s/;
const looksElsewhere = /--(app-dir|chdir|pythonpath|working-dir)\b|(^|\s)cd\s|\$/;

type Wanted = { readonly path: string; readonly files: readonly string[] };

/** Files that the command cannot do without, from its working folder: of a module, or of a script. */
const wantedBy = (command: string): Wanted | null => {
  const [, module] =
    /\b(?:uvicorn|gunicorn|hypercorn)\b.*?\s([A-Za-z_]\w*(?:\.\w+)*):[A-Za-z_]\w*/.exec(command) ??
    /\bpython[\d.]*\s+-m\s+(?!uvicorn\b|gunicorn\b|hypercorn\b)([A-Za-z_]\w*(?:\.\w+)+)(?:\s|$)/.exec(
      command,
    ) ??
    [];
  if (module !== undefined) {
    const path = module.replaceAll('.', '/');
    return { path, files: [`${path}.py`, `${path}/__init__.py`] };
  }
  const [, script] = /^\s*python[\d.]*\s+(?:-u\s+)?([\w-][\w./-]*\.py)(?:\s|$)/.exec(command) ?? [];
  return script === undefined ? null : { path: script, files: [script] };
};

/** Whether a file of the submission stands at a path of the image. */
const isCopied = ({ layout }: Dockerfile, files: ReadonlySet<string>, path: string): boolean =>
  layout.copies.some(({ source, target }) => {
    if (path === target) return files.has(source);
    const rest = path.startsWith(`${target.replace(/\/$/, '')}/`) ? posix.relative(target, path) : null;
    return rest !== null && files.has(posix.normalize(posix.join(source, rest)));
  });

/**
 * A command that starts a file of the submission which was copied to another place. Said only where it is so, and where
 * nothing else in the Dockerfile could have put it there; a mount may bring it when the container is run.
 */
export const startsElsewhere = (
  { path, final, stages, files }: Described,
  dockerfile: Dockerfile | undefined,
): Practice | null => {
  if (!dockerfile || stages.length > 1 || !/(^|\/)python(:|@|$)/.test(rootImage(final).image)) return null;
  const { replayed } = dockerfile;
  const chain = chainOf(final);
  const launch = chain.findLast(({ name }) => name === 'ENTRYPOINT')
    ? undefined
    : chain.findLast(({ name }) => name === 'CMD');
  const command = replayed.cmd?.exec?.join(' ') ?? replayed.cmd?.text ?? '';
  const wanted = wantedBy(command);
  if (!launch || !wanted || looksElsewhere.test(command) || replayed.env.PYTHONPATH !== undefined)
    return null;
  if (
    chain.some(
      ({ name, text }) => (name === 'RUN' && mayPlace.test(text)) || name === 'ADD' || name === 'VOLUME',
    )
  )
    return null;
  const isOwn = wanted.files.some((file) => files.has(file));
  const places = wanted.files.map((file) => posix.resolve(replayed.workdir, file));
  if (!isOwn || places.some((place) => isCopied(dockerfile, files, place))) return null;
  return { practice: 'what it starts is copied', holds: false, shown: shownAt(path, launch) };
};
