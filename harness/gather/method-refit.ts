import { keyOf, note } from './method-findings.ts';
import { isModelTool, learns } from './method-fits.ts';
import type { Learnt } from './method-kinds.ts';
import { isHolder, strengthOf } from './method-known.ts';
import { share, type Tool, type Value } from './method-values.ts';
import { placeOf, type Turn } from './method-world.ts';

/** What of a pipeline says most about it. */
export const titleOf = (tool: Tool): string => {
  const rank = learns(tool);
  return isHolder(tool.name)
    ? (tool.inside.find((part) => learns(part) === rank)?.name ?? tool.name)
    : tool.name;
};

/** Used to look at rows as often as to prepare them. */
const draws = /^(PCA|KernelPCA|SparsePCA|TruncatedSVD|FastICA|NMF|UMAP)$/;

/** Held-out rows are to be prepared with what was fitted before. */
export const refitted = (turn: Turn, { tool, rows }: { tool: Tool; rows: Value }): void => {
  const { part } = rows;
  const { world } = turn.run;
  if (part?.side !== 'held-out') world.fittedBefore.add(tool.name);
  const isReached = turn.reach === 'reached' || turn.reach === 'perhaps';
  if (!isReached || part?.side !== 'held-out' || learns(tool) === null || isModelTool(tool)) return;
  // What a model answered is no row that it is asked about; classes are sorted to be scored; pictures are drawn of test rows.
  if (rows.predicted || tool.name === 'LabelBinarizer') return;
  if (draws.test(tool.name) && !world.fittedBefore.has(tool.name)) return;
  const use = placeOf(turn);
  const value = {
    kind: 'refitted',
    what: titleOf(tool),
    use,
    via: turn.run.calledAt,
    split: part.division.place,
  } as const;
  note(world.findings.heldOut, { key: `${keyOf(use, part.division.place)} refitted`, value });
};

/** The file that rows were read from, where it is known. */
const originOf = ({ run }: Turn, rows: readonly number[]): string | null =>
  rows.map((id) => run.world.origins.get(id)).find((name) => name !== undefined) ?? null;

const isSame = (turn: Turn, [a, b]: readonly [readonly number[], readonly number[]]): boolean => {
  const origin = originOf(turn, a);
  return share(a, b) || (origin !== null && origin === originOf(turn, b));
};

/** What a model is asked about is prepared with a step fitted on it, of a kind that its training rows were prepared with. */
export const noteRefit = (turn: Turn, { tool, rows }: { tool: Tool; rows: Value }): void => {
  const by = tool.fitted?.by ?? [];
  if (isSame(turn, [tool.fitted?.rows ?? [], rows.kin])) return;
  const isAgain = ({ what, rows: fitted, part, sure }: Learnt): boolean =>
    sure &&
    part === null &&
    strengthOf(what) !== null &&
    share(fitted, rows.kin) &&
    by.some((step) => step.what === what && !isSame(turn, [step.rows, fitted]));
  const again = rows.learnt.find(isAgain);
  if (!again) return;
  const { what, place: use, via } = again;
  const split = placeOf(turn);
  note(turn.run.world.findings.heldOut, {
    key: `${keyOf(use, split)} refitted-to-predict`,
    value: { kind: 'refitted-to-predict', what, use, via, split },
  });
};
