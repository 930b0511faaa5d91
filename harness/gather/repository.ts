import type { RepositoryEvidence } from '../evidence/repository.ts';
import { baseName, isDockerfile } from '../source/paths.ts';
import { findCi } from './repository-ci.ts';
import { type ColumnContext, findLeakingColumn } from './repository-column.ts';
import { findEstimators, findMetrics, findSeeds } from './repository-modelling.ts';
import { readWork, type WorkContext } from './repository-work.ts';
import type { GatherContext } from './types.ts';

const maxFiles = 10_000;

export type RepositoryContext = ColumnContext &
  WorkContext &
  Pick<GatherContext, 'manifestPlace' | 'manifestProblems' | 'supplied'> & {
    readonly workspace: Pick<GatherContext['workspace'], 'leftOut'>;
  };

const start = (path: string) => ({ path, line: 1 });

const depth = (path: string): number => path.split('/').length;

/** The one nearest to the root that holds anything; Markdown before plain text. */
const findReadme = ({ facts }: RepositoryContext): RepositoryEvidence['readme'] => {
  const found = facts.files.filter(
    ({ path, bytes, origin }) =>
      origin === 'own' && bytes > 0 && /^readme(\.(md|rst|txt|adoc|markdown))?$/i.test(baseName(path)),
  );
  const rank = (path: string): number => depth(path) * 2 + (/\.md$/i.test(path) ? 0 : 1);
  const [best] = found.toSorted((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1));
  return best ? start(best.path) : null;
};

/** What was handed in, from its files' facts and its history. Pure. */
export const gatherRepository = (context: RepositoryContext): RepositoryEvidence => {
  const { workspace, facts } = context;
  const own = facts.files
    .filter(({ origin, bytes }) => origin === 'own' && bytes > 0)
    .map(({ path }) => path);
  return {
    files: facts.files.slice(0, maxFiles),
    leftOut: workspace.leftOut,
    supplied: context.supplied.slice(0, maxFiles),
    commitCount: workspace.commitCount,
    ...readWork(context),
    readme: findReadme(context),
    manifest: { place: context.manifestPlace, problems: context.manifestProblems },
    dockerfiles: own.filter(isDockerfile).map(start),
    ci: findCi(facts.texts),
    gitignore: own.some((path) => baseName(path) === '.gitignore'),
    leakingColumn: findLeakingColumn(context),
    seeds: findSeeds(facts),
    estimators: findEstimators(facts),
    metrics: findMetrics(facts),
  };
};
