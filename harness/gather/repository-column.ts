import type { Excerpt } from '../evidence/common.ts';
import type { RepositoryEvidence } from '../evidence/repository.ts';
import type { CallFact, PythonFile, StringFact } from '../source/types.ts';
import type { GatherContext } from './types.ts';

export type ColumnContext = Pick<GatherContext, 'facts'> & {
  readonly challenge: { readonly config: Pick<GatherContext['challenge']['config'], 'columns'> } | null;
};

const most = 8;
const dropping = /(^|\.)(drop|pop|discard|difference|remove|drop_columns|drop_features)$/;
const setAside =
  /drop|exclud|omit|left_?out|leave_?out|leak|ignor|remov|unused|forbid|banned|blocklist|blacklist|denylist|(not|non)_?features?|post_?outcome|after_?churn/i;
const chosen =
  /feature|numeric|numerical|categor|predictor|usecols|use_cols|cols_to_use|input_col|ColumnTransformer|^(num|cat)(_|$)|^X(_|$)/i;

type CodeFile = Pick<PythonFile, 'calls' | 'strings'>;

const argumentsText = ({ args, keywords }: CallFact): string =>
  [...args, ...Object.values(keywords)].join(' ');

/** Names that some call drops, wherever it stands. */
export const droppedNames = (files: readonly CodeFile[]): ReadonlySet<string> => {
  const drops = files.flatMap(({ calls }) => calls).filter(({ name }) => dropping.test(name));
  return new Set(drops.flatMap((call) => argumentsText(call).match(/[A-Za-z_]\w*/g) ?? []));
};

const isFiltered = ({ text, value }: StringFact): boolean =>
  ['!= ', 'not in ', '!='].some(
    (operator) => text.includes(`${operator}'${value}'`) || text.includes(`${operator}"${value}"`),
  ) ||
  (/\bnot in [[({]/.test(text) && /\bfor\b/.test(text));

export const isDropped = (string: StringFact, names: ReadonlySet<string>): boolean =>
  string.holders.some(
    (holder) => dropping.test(holder) || holder === 'del' || setAside.test(holder) || names.has(holder),
  ) || isFiltered(string);

/** In a list of features, or on the right of another column's assignment. */
export const isUsed = (string: StringFact): boolean => {
  if (string.role === 'key') return false;
  if (string.holders.some((holder) => chosen.test(holder))) return true;
  const [target] = /^\w+(\.loc)?\[[^\]]*\]\s*=(?!=)/.exec(string.text) ?? [];
  return string.role === 'subscript' && target !== undefined && !target.includes(string.value);
};

const asExcerpt = ({ path, line, text }: StringFact): Excerpt => ({ path, line, text });

const distinct = (excerpts: readonly Excerpt[]): readonly Excerpt[] => {
  const seen = new Map(excerpts.map((excerpt) => [`${excerpt.path}:${excerpt.line}`, excerpt]));
  return [...seen.values()].slice(0, most);
};

/** Where the column that the challenge calls leaking is set aside, and where it is made a feature; tests left out. */
export const findLeakingColumn = ({
  facts,
  challenge,
}: ColumnContext): RepositoryEvidence['leakingColumn'] => {
  const column = challenge?.config.columns.find(({ role }) => role === 'leaking')?.name ?? null;
  const files = [...facts.python, ...facts.scripts].filter(({ test }) => !test);
  const places = files.flatMap(({ strings }) => strings.filter(({ value }) => value === column));
  const names = droppedNames(files);
  const dropped = places.filter((string) => isDropped(string, names));
  const used = places.filter((string) => !dropped.includes(string) && isUsed(string));
  return { column, dropped: distinct(dropped.map(asExcerpt)), used: distinct(used.map(asExcerpt)) };
};
