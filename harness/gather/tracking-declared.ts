import type { TrackingEvidence } from '../evidence/tracking.ts';
import { isListOfDependencies } from '../source/dependency-lists.ts';
import { baseName } from '../source/paths.ts';
import type { SourceFacts } from '../source/types.ts';

const packages: Readonly<Record<string, readonly string[]>> = {
  mlflow: ['mlflow', 'mlflow-skinny'],
  wandb: ['wandb'],
  dvc: ['dvc', 'dvclive', 'dvc-s3', 'dvc-gs', 'dvc-gdrive'],
  tensorboard: ['tensorboard', 'tensorboardx'],
  neptune: ['neptune', 'neptune-client'],
  comet: ['comet-ml', 'comet_ml'],
  clearml: ['clearml'],
  aim: ['aim'],
};

const lists = /^(pyproject\.toml|setup\.(cfg|py)|pipfile|environment[\w.-]*\.ya?ml|conda[\w.-]*\.ya?ml)$/i;

/** The package that a line of a dependency list starts with, whatever the list's notation is. */
const declaredName = (line: string): string | null =>
  /^[\s\-"'[]*([A-Za-z][\w.-]*)\s*(\[[\w, .-]*\])?\s*(["']?\s*=\s*["'{]|[<>=!~;@"',]|$)/
    .exec(line.slice(0, 300))?.[1]
    ?.toLowerCase() ?? null;

/** Tools that a list of dependencies names and no code uses. */
export const findDeclared = (
  { files: all, texts }: Pick<SourceFacts, 'files' | 'texts'>,
  uses: TrackingEvidence['uses'],
): TrackingEvidence['onlyDeclared'] => {
  const known = new Set(all.filter(isListOfDependencies).map(({ path }) => path));
  const files = texts.filter(({ path }) => known.has(path) || lists.test(baseName(path)));
  const names = new Set(files.flatMap(({ text }) => text.split('\n').map(declaredName)));
  const used = new Set<string>(uses.map(({ tool }) => tool));
  const declared = Object.entries(packages).filter(([, known]) => known.some((name) => names.has(name)));
  return declared.map(([tool]) => tool).filter((tool) => !used.has(tool));
};
