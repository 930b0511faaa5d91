import type { ClaimsEvidence } from '../evidence/claims.ts';
import { type StatedRow, statedInTable, type TableRow } from './claims-table.ts';
import { trackedClaims } from './claims-tracking.ts';
import { type Stated, statedIn } from './claims-writing.ts';
import { briefOf } from './notes-brief.ts';
import { ownWriting } from './notes-own.ts';
import type { Statement } from './notes-statements.ts';
import type { TrackedFiles } from './tracking-found.ts';
import type { GatherContext } from './types.ts';

type Claim = ClaimsEvidence['claims'][number];

export type ClaimsContext = Pick<GatherContext, 'facts'> & {
  readonly challenge: Pick<GatherContext['challenge'], 'brief'>;
};

const maxClaims = 60;
const maxOutputLines = 2_000;

const placed = (
  stated: readonly Stated[],
  { source, place }: Pick<Claim, 'source' | 'place'>,
): readonly Claim[] => stated.map((one) => ({ ...one, source, place }));

/** Rows of one table share a block. */
const tablesOf = (statements: readonly Statement[]): readonly (readonly Statement[])[] => [
  ...Map.groupBy(
    statements.filter(({ kind }) => kind === 'table'),
    ({ block }) => block,
  ).values(),
];

const sourceOf = ({ from }: Statement): Claim['source'] => (from === 'notebook' ? 'notebook' : 'writing');

const fromTable = (rows: readonly Statement[]): readonly Claim[] => {
  const [first] = rows;
  if (!first) return [];
  const { path } = first;
  const source = sourceOf(first);
  return statedInTable(rows.map(({ line, raw }): TableRow => ({ line, raw }))).flatMap(
    ({ stated, line, raw }: StatedRow) => placed(stated, { source, place: { path, line, text: raw } }),
  );
};

const fromSentence = (statement: Statement): readonly Claim[] => {
  const { path, line, endLine, raw } = statement;
  return placed(statedIn(raw.replaceAll('\n', ' ')), {
    source: sourceOf(statement),
    place: { path, line, endLine, text: raw },
  });
};

/** What a notebook printed was measured by its author on some rows: a claim, and rarely said of the last model alone. */
const fromOutputs = ({ facts }: ClaimsContext): readonly Claim[] =>
  facts.python
    .flatMap(({ outputs }) => outputs)
    .flatMap(({ path, line, text }) =>
      text.split('\n').map((row) => ({ path, line, text: row.slice(0, 300) })),
    )
    .slice(0, maxOutputLines)
    .flatMap((place) => placed(statedIn(place.text), { source: 'notebook', place }));

/** Several figures for one metric printed by notebooks are of several models; none of them is the one handed in. */
const settled = (claims: readonly Claim[]): readonly Claim[] => {
  const counts = Map.groupBy(claims, ({ metric }) => metric);
  return claims.map((claim) =>
    (counts.get(claim.metric)?.length ?? 0) > 1 ? { ...claim, about: 'other' as const } : claim,
  );
};

/** Read from the files as they were handed in, and from what training left behind. */
export const gatherClaims = async (
  context: ClaimsContext,
  trained: TrackedFiles,
): Promise<ClaimsEvidence> => {
  const { statements } = ownWriting(context, briefOf(context.challenge.brief));
  const written = statements.filter(({ from }) => from !== 'code');
  const sentences = written.filter(({ kind }) => kind !== 'table' && kind !== 'code');
  const claims = [
    ...tablesOf(written).flatMap(fromTable),
    ...sentences.flatMap(fromSentence),
    ...settled(fromOutputs(context)),
    ...(await trackedClaims(trained)),
  ];
  const first = claims.filter(({ about }) => about === 'handed-in');
  return { claims: [...first, ...claims.filter(({ about }) => about === 'other')].slice(0, maxClaims) };
};
