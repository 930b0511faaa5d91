import { readFile } from 'node:fs/promises';
import type { Command } from '../evidence/common.ts';
import type { TestsEvidence } from '../evidence/tests.ts';
import type { SandboxFile } from '../sandbox/types.ts';
import { baseName } from '../source/paths.ts';
import type { FunctionFact, SourceFacts } from '../source/types.ts';
import { entriesTold, type Told } from './coverage-told.ts';
import type { Framework } from './tests-run.ts';
import type { Running } from './types.ts';

type Coverage = NonNullable<TestsEvidence['coverage']>;

const maxTold = 8 * 1024 * 1024;
const maxReports = 12;
const maxFunctions = 500;

/** What goes beside a run so that it tells what it reached. `folder` is where it tells. */
export type Collector = {
  readonly kind: 'python' | 'node';
  readonly folder: string;
  readonly files: readonly SandboxFile[];
  readonly env: Readonly<Record<string, string>>;
};

export const collectorFolder = (digest: string): string => `.cache/m${digest.slice(40, 48)}`;

const besideTheirs = ({ env }: Command, folder: string): string =>
  [env.PYTHONPATH ?? '', folder].filter((entry) => entry !== '').join(':');

/**
 * Python runs a `sitecustomize` that stands last on its path, in every process of the run; a submission that has one of its
 * own keeps it, and tells nothing. Node writes down what it covered where NODE_V8_COVERAGE says. Null: no way to ask.
 */
export const collectorFor = async (
  { sandbox, facts, workspace }: Running,
  { framework, command }: { readonly framework: Framework; readonly command: Command },
): Promise<Collector | null> => {
  const folder = collectorFolder(workspace.digest);
  const absolute = `${sandbox.root}/${folder}`;
  if (framework === 'node' || framework === 'vitest')
    return { kind: 'node', folder, files: [], env: { NODE_V8_COVERAGE: absolute } };
  if (framework !== 'pytest' && framework !== 'unittest') return null;
  if (facts.files.some(({ path }) => baseName(path) === 'sitecustomize.py')) return null;
  const text = await readFile(new URL('reached.py', import.meta.url), 'utf8');
  const files = [{ path: `${folder}/sitecustomize.py`, text }];
  return { kind: 'python', folder, files, env: { PYTHONPATH: besideTheirs(command, absolute) } };
};

const textsTold = async ({ sandbox }: Running, { kind, folder }: Collector): Promise<readonly string[]> => {
  const paths =
    kind === 'python'
      ? [`${folder}/told`]
      : (await sandbox.files(folder, maxReports))
          .map(({ path }) => path)
          .filter((path) => /\.json$/.test(path));
  const texts: string[] = [];
  for (const path of paths) {
    const bytes = await sandbox.read(path, maxTold);
    if (bytes) texts.push(bytes.toString('utf8'));
  }
  return texts;
};

const ownFunctions = ({ python, scripts }: SourceFacts): readonly FunctionFact[] =>
  [...python.filter(({ notebook }) => !notebook), ...scripts]
    .filter(({ test }) => !test)
    .flatMap(({ functions }) => functions)
    .slice(0, maxFunctions);

const keyOf = (path: string, name: string): string => `${path}\0${name}`;

/** By its name and the first line that it is known by, a decorator's where it has one; by its name alone where no line is told. */
const meant = (named: readonly FunctionFact[], line: number | null): readonly FunctionFact[] => {
  if (line === null) return named;
  const next = named.find(({ place }) => place.line >= line);
  return next ? [next] : [];
};

/** What the run says of the functions that are known from the files; whatever else it says is left out. */
export const coverageFrom = (facts: SourceFacts, told: Told): Coverage | null => {
  const own = ownFunctions(facts);
  const known = Map.groupBy(own, ({ place, name }) => keyOf(place.path, name));
  const reached = new Set(
    told.functions.flatMap(({ path, name, line }) => meant(known.get(keyOf(path, name)) ?? [], line)),
  );
  if (reached.size === 0) return null;
  const length = new Map(facts.files.map(({ path, lines }) => [path, lines ?? 0]));
  const paths = new Set(own.map(({ place }) => place.path));
  const lines = told.lines?.filter(
    ({ path, line }) => paths.has(path) && line > 0 && line <= (length.get(path) ?? 0),
  );
  const functions = own.map((one) => ({ name: one.name, place: one.place, reached: reached.has(one) }));
  return { functions, lines: lines?.length ?? null };
};

export const readCoverage = async (
  running: Running,
  collector: Collector | null,
): Promise<TestsEvidence['coverage']> => {
  if (collector === null) return null;
  const texts = await textsTold(running, collector);
  return coverageFrom(
    running.facts,
    entriesTold(texts, { kind: collector.kind, root: running.sandbox.root }),
  );
};
