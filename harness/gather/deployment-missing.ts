import { posix } from 'node:path';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import { baseName } from '../source/paths.ts';
import type { SourceFacts, TextFile } from '../source/types.ts';
import { foldersOf } from '../start/layout.ts';

type Missing = NonNullable<DeploymentEvidence['missing']>[number];
type LeftOut = readonly { readonly path: string }[];

const most = 20;
const longest = 160;

const isMakefile = (path: string): boolean => /^(GNUmakefile|[Mm]akefile|[\w.-]+\.mk)$/.test(baseName(path));

/** Targets of every Makefile; null where more may come from elsewhere: includes, patterns, names that are worked out. */
const targetsOf = ({ files, texts, unread }: SourceFacts, leftOut: LeftOut): ReadonlySet<string> | null => {
  if ([...unread, ...leftOut].some(({ path }) => isMakefile(path))) return null;
  const makefiles = texts.filter(({ path }) => isMakefile(path));
  if (files.filter(({ path }) => isMakefile(path)).length > makefiles.length) return null;
  const lines = makefiles.flatMap(({ text }) => text.split('\n'));
  if (lines.some((line) => /^-?s?include\b|^[^\t#=]*[%$][^=]*:(?!=)|^\s*define\b/.test(line))) return null;
  return new Set(
    lines.flatMap((line) => /^([\w./-][\w./ -]*?)\s*::?(?![=:])/.exec(line)?.[1]?.split(/\s+/) ?? []),
  );
};

type Line = { readonly line: number; readonly text: string; readonly fenced: boolean };

const linesOf = ({ text }: TextFile): readonly Line[] => {
  let fenced = false;
  return text.split('\n').flatMap((raw, index) => {
    const fence = /^\s*(```|~~~)/.test(raw);
    if (fence) fenced = !fenced;
    return fence ? [] : [{ line: index + 1, text: raw, fenced }];
  });
};

const goals = ({ text, fenced }: Line): readonly string[] => {
  const commands = fenced ? [text] : [...text.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command);
  return commands.flatMap(
    (command) => /^\s*(?:[$>]\s*)?make\s+([a-z][\w-]*)\s*(?:#.*)?$/.exec(command)?.[1] ?? [],
  );
};

/** Addresses of documents and code that lie beside the writing. */
const links = ({ text, fenced }: Line): readonly string[] =>
  fenced
    ? []
    : [...text.replaceAll(/`[^`]*`(?!\])/g, '').matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)]
        .map(([, target = '']) => target.replace(/[#?].*$/, ''))
        .filter((target) => /^[\w.][\w./ -]*\.(md|rst|ipynb|py|sh|ya?ml|toml|pdf)$/i.test(target));

const documents = ({ files, texts }: SourceFacts): readonly TextFile[] => {
  const own = new Set(
    files.filter(({ kind, origin }) => kind === 'markdown' && origin === 'own').map(({ path }) => path),
  );
  return texts.filter(({ path }) => own.has(path) && /\.(md|markdown)$/i.test(path));
};

/** What the writing has a reader run or open, and what is not among the files: targets of make, files that are linked. */
export const missingFrom = (facts: SourceFacts, leftOut: LeftOut): readonly Missing[] => {
  const targets = targetsOf(facts, leftOut);
  const files = new Set([...facts.files, ...leftOut].map(({ path }) => path.toLowerCase()));
  const folders = foldersOf([...files]);
  const isThere = (target: string, folder: string): boolean =>
    [posix.join(folder, target), posix.normalize(target)].some((path) => {
      const at = path.toLowerCase();
      return path.startsWith('..') || files.has(at) || folders.has(at);
    });
  return documents(facts)
    .flatMap((file) =>
      linesOf(file).flatMap((line) => {
        const shown = { path: file.path, line: line.line, text: line.text.trim().slice(0, longest) };
        const undone = targets ? goals(line).filter((goal) => !targets.has(goal)) : [];
        const unlinked = links(line).filter((target) => !isThere(target, posix.dirname(file.path)));
        return [
          ...undone.map((name) => ({ ...shown, kind: 'target' as const, name })),
          ...unlinked.map((name) => ({ ...shown, kind: 'file' as const, name: name.slice(0, longest) })),
        ];
      }),
    )
    .slice(0, most);
};
