import { fromRoot } from './files.ts';
import { type PackageScripts, packageScripts } from './package-scripts.ts';
import type { Expanded } from './scripts.ts';
import type { StartInput } from './types.ts';

/** What another package manager would do with a script, npm does too. */
const otherManager = /^(?:yarn|pnpm)(?:\s+run)?\s+(?!install\b|add\b|dlx\b|exec\b)([\w:.-]+)/;
const runsScript = /(?:^|&&\s*)npm\s+(?:(start|test)\b|run(?:-script)?\s+(?:--?[\w-]+\s+)*([\w:.-]+))/;
const runsFile = /(?:^|&&\s*|\s)node\s+(?:--?[\w-]+(?:=\S+)?\s+)*([\w./@-]+\.[cm]?js)\b/;

const standIn = (shell: string): Expanded => {
  const written = shell.replace(otherManager, 'npm run --silent $1');
  return {
    shell: written,
    assumptions: written === shell ? [] : ['npm runs the script in place of another package manager'],
  };
};

/** The compiled file that a command line runs, itself or by a script; null when it runs none. */
const fileRun = (shell: string, { scripts }: PackageScripts): string | null => {
  const [, short, long] = runsScript.exec(shell) ?? [];
  const script = scripts.get(short ?? long ?? '');
  return runsFile.exec(script?.shell ?? shell)?.[1] ?? null;
};

/** A command that runs what a build would have made: the build comes first, in the sandbox and without a network like the rest. */
const withBuild = (
  input: StartInput,
  { shell, workdir }: { readonly shell: string; readonly workdir: string },
): Expanded => {
  const read = packageScripts(input);
  const file = read === null ? null : fileRun(shell, read);
  const path = file === null ? null : fromRoot(workdir, file);
  const there = path === null || input.facts.files.some((one) => one.path === path);
  const built = /\bbuild\b/.test(shell) || read?.scripts.has('prestart') === true;
  if (read === null || there || built || !read.scripts.has('build')) return { shell, assumptions: [] };
  return {
    shell: `npm run --silent build && ${shell}`,
    assumptions: [`\`npm run build\` comes first: ${path} is not among the files`],
  };
};

/** Fits a command line to Node as it is here: npm alone, and nothing built beforehand. On Python it stays as it is. */
export const fitNode = (
  input: StartInput,
  { shell, workdir }: { readonly shell: string; readonly workdir: string },
): Expanded => {
  if (packageScripts(input) === null) return { shell, assumptions: [] };
  const stood = standIn(shell);
  const built = withBuild(input, { shell: stood.shell, workdir });
  return { shell: built.shell, assumptions: [...stood.assumptions, ...built.assumptions] };
};
