import { folderOf, fromRoot, ownPaths } from './files.ts';
import { withNewestRun } from './from-mlflow.ts';
import { foldersOf } from './layout.ts';
import type { Found, StartInput } from './types.ts';

const maxLines = 2000;
const maxCommands = 60;

type Line = { readonly text: string; readonly line: number };

const fence = /^\s*(?:```|~~~)/;

/** Lines of fenced or indented blocks, and commands that stand alone in backquotes. */
const codeLines = (text: string): readonly (readonly Line[])[] => {
  const blocks: Line[][] = [];
  let block: Line[] | null = null;
  for (const [index, raw] of text.split(/\r?\n/).slice(0, maxLines).entries()) {
    const line = index + 1;
    if (fence.test(raw)) {
      if (block) blocks.push(block);
      block = block ? null : [];
    } else if (block) block.push({ text: raw, line });
    else if (/^(?: {4}|\t)\S/.test(raw)) blocks.push([{ text: raw, line }]);
    else blocks.push([...raw.matchAll(/`([^`\n]{4,200})`/g)].map(([, code = '']) => ({ text: code, line })));
  }
  return block ? [...blocks, block] : blocks;
};

type Shell = { readonly workdir: string; readonly env: Readonly<Record<string, string>> };

/** What `cd` and `export` do for the lines after them. */
const step = (shell: Shell, text: string): Shell => {
  const [, folder] = /^cd\s+["']?([^\s"';&]+)["']?\s*$/.exec(text) ?? [];
  const [, name, value] = /^(?:export|set|\$env:)\s*(\w+)\s*=\s*["']?([^\s"']*)["']?$/.exec(text) ?? [];
  if (folder !== undefined) return { ...shell, workdir: fromRoot(shell.workdir, folder) ?? shell.workdir };
  return name !== undefined ? { ...shell, env: { ...shell.env, [name]: value ?? '' } } : shell;
};

const command =
  /^(?:[A-Z_]+=\S+\s+)*(?:python|uvicorn|gunicorn|hypercorn|flask|fastapi|bentoml|mlflow|litestar|sanic|waitress-serve|streamlit|pytest|poetry\s+run|pipenv\s+run|uv\s+run|conda\s+run|sudo|PYTHONPATH)\S*(?:\s|$)/;

/** `<your model id>` is for a person to fill in. */
const placeholder = /<[A-Za-z][\w .-]*>|\.\.\.(?:\s|$)|\{\{/;

const readBlock = (
  lines: readonly Line[],
  place: { readonly path: string; readonly folders: ReadonlySet<string> },
): readonly Found[] => {
  let shell: Shell = { workdir: folderOf(place.path), env: {} };
  const found: Found[] = [];
  for (const { text, line } of lines) {
    const bare = withNewestRun(text.trim().replace(/^(?:[$>%]|\([\w.-]+\)\s*\$?)\s+/, ''));
    const next = step(shell, bare);
    shell = place.folders.has(next.workdir) ? next : { ...next, workdir: shell.workdir };
    if (!command.test(bare) || placeholder.test(bare)) continue;
    found.push({
      shell: bare.replace(/\s+#\s.*$/, ''),
      ...shell,
      port: null,
      source: 'readme',
      place: { path: place.path, line },
      assumptions: [],
    });
  }
  return found;
};

/** Commands that README files show, in the order in which they stand. */
export const fromReadme = (input: StartInput): readonly Found[] => {
  const paths = ownPaths(input);
  const folders = foldersOf(paths);
  return paths
    .filter((path) => /(?:^|\/)(?:README|SOLUTION|INSTALL|USAGE)[\w.-]*\.(?:md|rst|txt)$/i.test(path))
    .slice(0, 6)
    .flatMap((path) =>
      codeLines(input.read(path) ?? '').flatMap((lines) => readBlock(lines, { path, folders })),
    )
    .slice(0, maxCommands);
};
