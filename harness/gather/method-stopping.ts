import type { Called } from './method-calls.ts';
import { isStop } from './method-known.ts';
import type { Tool, Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

const onTraining = /^monitor=(loss|acc|accuracy|train\w*)$/;

const stops = ({ name, keywords, inside }: Tool): boolean =>
  (isStop(name) && !keywords.some((keyword) => onTraining.test(keyword))) ||
  keywords.some((keyword) => /^early_stopping_rounds=(?!None)/.test(keyword)) ||
  inside.some(stops);

const hasStop = (value: Value | undefined): boolean =>
  value !== undefined && ((value.tool && stops(value.tool)) || value.items?.some(hasStop) === true);

const heldOutIn = (value: Value | undefined): Value | null => {
  if (!value) return null;
  if (value.part?.side === 'held-out') return value;
  return (value.items ?? []).map(heldOutIn).find((found) => found !== null) ?? null;
};

/** Held-out rows that decide when fitting stops; rounds of cross-validation have no others. */
export const watch = (turn: Turn, { tool, keywords }: { tool: Tool; keywords: Called['keywords'] }): void => {
  const rounds = keywords.get('early_stopping_rounds');
  const stopping = (rounds && rounds.text !== 'None') || stops(tool) || hasStop(keywords.get('callbacks'));
  const watched = heldOutIn(
    keywords.get('eval_set') ??
      keywords.get('validation_data') ??
      keywords.get('evals') ??
      keywords.get('valid_sets'),
  );
  const division = watched?.part?.division;
  if (stopping && division?.kind === 'split' && !division.inner)
    tool.stoppedBy = { division, place: placeOf(turn) };
};
