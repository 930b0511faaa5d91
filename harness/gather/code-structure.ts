import type { CodeEvidence } from '../evidence/code.ts';
import type { SourceFacts } from '../source/types.ts';
import type { CodeFile, OwnCode, Role } from './code-files.ts';

const languages = ['python', 'notebook', 'typescript', 'javascript'] as const;
const maxEntries = 40;

export const languagesOf = ({ files }: SourceFacts): CodeEvidence['languages'] =>
  languages
    .map((language) => {
      const own = files.filter(({ kind, origin }) => kind === language && origin === 'own');
      return { language, files: own.length, lines: own.reduce((sum, { lines }) => sum + (lines ?? 0), 0) };
    })
    .filter((entry) => entry.files > 0);

export const setAsideOf = ({ files }: SourceFacts): CodeEvidence['setAside'] => {
  const count = (from: (typeof files)[number]['origin']) =>
    files.filter(({ origin }) => origin === from).length;
  return { supplied: count('supplied'), vendored: count('vendored'), generated: count('generated') };
};

type Counted = Pick<CodeFile, 'statements'>;

const part = (files: readonly Counted[]) => ({
  files: files.length,
  statements: files.reduce((sum, { statements }) => sum + statements.length, 0),
});

export const partsOf = ({ files, tests }: OwnCode): CodeEvidence['parts'] => {
  const of = (role: Role) => part(files.filter((file) => file.role === role));
  return { modules: of('module'), scripts: of('script'), notebooks: of('notebook'), tests: part(tests) };
};

const isGuarded = ({ guard }: CodeFile, line: number): boolean =>
  guard !== null && line >= guard.line && line <= (guard.endLine ?? guard.line);

const work =
  /(^|\.)(read_(csv|excel|parquet|json|sql\w*|table)|fit|fit_transform|train_test_split|savefig|to_csv|mainloop|parse_args)$/;

/** The first line at the top of a script that loads, trains, writes or calls a function of its own, so that importing it does. */
const workAtTop = (file: CodeFile): CodeFile['calls'][number] | null => {
  if (file.role !== 'script' || file.language !== 'python' || file.served) return null;
  const own = new Set(file.functions.map(({ name }) => name));
  const starts = ({ within, place, name }: CodeFile['calls'][number]): boolean =>
    within === null && !isGuarded(file, place.line) && (work.test(name) || own.has(name));
  return file.calls.find(starts) ?? null;
};

const defined = ({ statements }: CodeFile): number =>
  statements.filter(([, , , , inside]) => inside === 1).length;

/** What only comes with a run of the script that it stands in. */
export const behindWorkOf = ({ files }: OwnCode): Pick<CodeEvidence, 'behindWork'> => {
  const found = files.flatMap((file) => {
    const line = defined(file) > 0 ? workAtTop(file) : null;
    return line ? [{ file, line }] : [];
  });
  const lines = found.map(({ line: { place, text } }) => ({ path: place.path, line: place.line, text }));
  const statements = found.reduce((sum, { file }) => sum + defined(file), 0);
  return found.length > 0 ? { behindWork: { statements, lines: lines.slice(0, maxEntries) } } : {};
};

/** A script's top level runs when it is imported, so only what it defines can be, and not even that where it begins to work. */
export const importableOf = ({ files }: OwnCode): number =>
  files
    .filter((file) => file.role !== 'notebook' && workAtTop(file) === null)
    .map((file) =>
      file.statements.filter(
        ([line, , , , inside]) => (file.role === 'module' || inside === 1) && !isGuarded(file, line),
      ),
    )
    .reduce((sum, statements) => sum + statements.length, 0);

const section = /^\s*\[(?:project\.(?:gui-)?scripts|tool\.poetry\.scripts)\]\s*$/;

/** Names declared under `[project.scripts]`, and by `console_scripts` of a setup.cfg. */
const declared = ({ texts }: SourceFacts): CodeEvidence['entryPoints'] =>
  texts
    .filter(({ path }) => /(^|\/)(pyproject\.toml|setup\.cfg)$/.test(path))
    .flatMap(({ path, text }) => {
      let within = false;
      return text.split('\n').flatMap((line, index) => {
        const begins = section.test(line) || /^\s*console_scripts\s*=\s*$/.test(line);
        const starts = begins || /^\s*(\[|$)/.test(line);
        if (starts) within = begins;
        const name = !starts && within ? /^\s*["']?([\w.-]{1,80})["']?\s*=\s*\S/.exec(line)?.[1] : undefined;
        return name ? [{ kind: 'console-script' as const, name, place: { path, line: index + 1 } }] : [];
      });
    });

export const entryPointsOf = (facts: SourceFacts, { files }: OwnCode): CodeEvidence['entryPoints'] => {
  const guards = files.flatMap(({ path, guard }) =>
    guard ? [{ kind: 'main' as const, name: path, place: guard }] : [],
  );
  const apps = facts.python
    .filter(({ test }) => !test)
    .flatMap((file) =>
      file.apps.map(({ variable, place }) => ({ kind: 'application' as const, name: variable, place })),
    );
  return [...declared(facts), ...apps, ...guards].slice(0, maxEntries);
};
