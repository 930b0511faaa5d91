import type { Excerpt } from '../evidence/common.ts';
import type { SourceFacts } from '../source/types.ts';
import { trackedClaims } from './claims-tracking.ts';
import { folderOf, folderOfRun, type Run, type TrackedFiles } from './tracking-found.ts';

type Figure = { readonly run: string; readonly place: Excerpt };

const maxFigures = 200;
/** Three decimals or more: two of them meet by chance. */
const written = /\b0\.\d{3,6}\b/g;

const reported = /(report|metric|score|result|evaluation|summary|log)[\w-]*\.txt$/i;

/** What a run wrote itself: beside its metrics, in its folder, or as scikit-learn prints a report. */
const isWrittenByRun = ({ path, text }: SourceFacts['texts'][number], runs: readonly Run[]): boolean => {
  if (/(^|\/)readme[^/]*$/i.test(path)) return false;
  const beside = runs.some(
    (run) => run.tool === 'own-log' && reported.test(path) && folderOf(run.path) === folderOf(path),
  );
  const own = folderOfRun(path);
  const inside = runs.some((run) => path.startsWith(`${run.path}/`) || (own && run.path.startsWith(own)));
  return beside || inside || (/\.txt$/i.test(path) && /\bprecision +recall +f1-score\b/.test(text));
};

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
  if (runs.length === 0) return null;
  const stated = figuresIn(facts.texts.filter((text) => !isWrittenByRun(text, runs)));
  if (stated.length === 0) return null;
  const claims = await trackedClaims(files);
  for (const { figure, ...place } of stated) {
    const claim = claims.find(({ value }) => value.toFixed(decimals(figure)) === figure);
    const run = claim && runs.find(({ path }) => claim.place.path.startsWith(path));
    if (run) return { run: run.path, place };
  }
  return null;
};
