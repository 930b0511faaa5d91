import type { Excerpt } from '../evidence/common.ts';
import type { SourceFacts } from '../source/types.ts';
import { trackedClaims } from './claims-tracking.ts';
import type { Run, TrackedFiles } from './tracking-found.ts';

type Figure = { readonly run: string; readonly place: Excerpt };

const maxFigures = 200;
/** Three decimals or more: two of them meet by chance. */
const written = /\b0\.\d{3,6}\b/g;

const figuresIn = (texts: SourceFacts['texts']): readonly (Excerpt & { readonly figure: string })[] =>
  texts
    .filter(({ path }) => /\.(md|markdown|rst|txt)$/i.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n', 5_000).flatMap((line, at) =>
        (line.match(written) ?? []).map((figure) => ({
          path,
          line: at + 1,
          text: line.slice(0, 300),
          figure,
        })),
      ),
    )
    .slice(0, maxFigures);

const decimals = (figure: string): number => figure.length - 2;

/** A figure in the writing that is a run's own to three decimals or more; null where there is none. */
export const figuresOfRun = async ({
  runs,
  files,
  facts,
}: {
  readonly runs: readonly Run[];
  readonly files: TrackedFiles;
  readonly facts: Pick<SourceFacts, 'texts'>;
}): Promise<Figure | null> => {
  const stated = runs.length > 0 ? figuresIn(facts.texts) : [];
  if (stated.length === 0) return null;
  const claims = await trackedClaims(files);
  for (const { figure, ...place } of stated) {
    const claim = claims.find(({ value }) => value.toFixed(decimals(figure)) === figure);
    const run = claim && runs.find(({ path }) => claim.place.path.startsWith(path));
    if (run) return { run: run.path, place };
  }
  return null;
};
