import { addAnswers } from './method-answers.ts';
import type { Called } from './method-calls.ts';
import { asRows, foldRows } from './method-divide.ts';
import { keyOf, note } from './method-findings.ts';
import { modelsIn, noteFit, noteScored } from './method-fits.ts';
import { derived, made, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

/** `cross_val_score(model, X, y)` and kin: scores or predictions on rows that each model has not seen. */
export const crossValidate = (turn: Turn, { args, keywords }: Called): Value => {
  const given = keywords.get('X') ?? args[1];
  const target = keywords.get('y') ?? args[2];
  if (!given) return made({});
  const features = asRows(turn, given);
  const tool = (keywords.get('estimator') ?? args[0])?.tool;
  const cv = keywords.get('cv')?.tool;
  const division = foldRows(turn, {
    features,
    target,
    name: cv?.name ?? 'KFold',
    keywords: cv?.keywords ?? [],
  });
  const { findings } = turn.run.world;
  const place = placeOf(turn);
  note(findings.evaluations, {
    key: keyOf(place),
    value: { metric: keywords.get('scoring')?.text ?? 'cross-validation', on: 'held-out', place },
  });
  const by = tool ? modelsIn(tool) : [];
  if (tool) {
    noteFit(turn, { tool, rows: features, target });
    noteScored(turn, by);
    addAnswers(turn, { features, target, tool });
  }
  return derived(features, {
    part: { side: 'held-out', division },
    predicted: { seen: null, by },
    learnt: [],
  });
};
