import type { ClaimsEvidence } from '../evidence/claims.ts';
import { type Figure, figuresIn, type Mention, mentionsIn } from './claims-metrics.ts';

type Claim = ClaimsEvidence['claims'][number];
export type Stated = Pick<Claim, 'metric' | 'value' | 'about' | 'model'>;

const maxCharacters = 600;
/** From the name to its number, and from a number to the name that follows it. */
const reach = { after: 45, before: 14 };

/** Said of something else than the model that was handed in, or of what should be. */
const elsewhere =
  /\b(baselines?|dummy|majority|naive|always (say|predict|answer)|rewards?|misleading|base rate|one[ -]rule|(on|in) (the )?train(ing)?( set| data| rows)?|training (accuracy|score|auc)|train:|overfit\w*|leak\w*|too good|before|previous(ly)?|initial(ly)?|first attempt|smaller|larger|target|goal|aim|would|could|should|at least|if|without|instead|thresholds?|cut-?off|drops?|falls?|fell|alert|below|under)\b/i;
const around = { before: 50, after: 12 };

type Pairing = { readonly mention: Mention; readonly figure: Figure };

/** The figure that a metric's name is followed by before another is named, else the one right before it. */
const figureFor = (
  mention: Mention,
  { mentions, figures }: { readonly mentions: readonly Mention[]; readonly figures: readonly Figure[] },
): Figure | null => {
  const next = mentions.find(({ from }) => from >= mention.to)?.from ?? Number.POSITIVE_INFINITY;
  const after = figures.find(
    ({ from }) => from >= mention.to && from - mention.to <= reach.after && from < next,
  );
  const before = figures.findLast(({ to }) => to <= mention.from && mention.from - to <= reach.before);
  return before && (!after || mention.from - before.to < 3) ? before : (after ?? null);
};

const aboutOf = (text: string, { mention, figure }: Pairing): Stated['about'] => {
  const from = Math.max(0, Math.min(mention.from, figure.from) - around.before);
  const to = Math.max(mention.to, figure.to) + around.after;
  return elsewhere.test(text.slice(from, to)) ? 'other' : 'handed-in';
};

/** Figures in a sentence, each with the metric it is said of; a second figure for the same metric is another's. */
export const statedIn = (sentence: string): readonly Stated[] => {
  const text = sentence.slice(0, maxCharacters).replaceAll(/[*`]{1,3}/g, ' ');
  const mentions = mentionsIn(text);
  const figures = mentions.length > 0 ? figuresIn(text) : [];
  const said = new Set<string>();
  const taken = new Set<Figure>();
  return mentions.flatMap((mention) => {
    const free = figures.filter((figure) => !taken.has(figure));
    const figure = figureFor(mention, { mentions, figures: free });
    if (!figure || said.has(mention.metric)) return [];
    said.add(mention.metric);
    taken.add(figure);
    const about = aboutOf(text, { mention, figure });
    return [{ metric: mention.metric, value: figure.value, about, model: null }];
  });
};
