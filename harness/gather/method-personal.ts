import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import type { StringFact } from '../source/types.ts';
import { type ColumnContext, droppedNames, isDropped, isUsed } from './repository-column.ts';

type Personal = MethodEvidence['personal'][number];

const most = 20;

/** Split at underscores, spaces and humps: `customerEmail`, `E-mail Address`. */
const words = (column: string): string =>
  column
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

const identifying =
  /^((first|last|full|middle|given|family|customer|client|user|applicant|patient|employee|contact|person|sur|maiden)_?name|surname|name|e_?mail(_address)?|(customer|client|user|contact)_e_?mail|phone(_?number)?|(mobile|telephone|cell)(_?(number|no|phone))?|(customer|home|work|contact)_phone|(street|home|postal|mailing|billing|customer)_?address|address(_line_?\d)?|ssn|social_security(_number|_no)?|national_id(_number)?|passport(_?(number|no))?|tax_id|nin|iban|credit_card(_number)?|card_number|ip_address|date_of_birth|birth_?date|dob|birthday|licen[cs]e_plate)$/;
const sensitive =
  /^((person|people|customer|client|user|applicant|borrower|patient|employee|member)_)?(gender|sex|race|ethnicity|ethnic_group|religion|nationality|sexual_orientation|political_\w+|disability(_status)?|marital_status|is_(male|female)|code_gender)$/;

const kindOf = (column: string): Personal['kind'] | null => {
  const name = words(column);
  if (identifying.test(name)) return 'identifying';
  return sensitive.test(name) ? 'sensitive' : null;
};

/** `name` and `address` name many things: only beside the columns of a person, or where the challenge says so. */
const doubtful = /^(name|address(_line_\d)?|sex)$/;

type Use = { readonly string: StringFact; readonly kind: Personal['kind'] };

const inList = ({ holders, role }: StringFact): boolean =>
  role === 'element' &&
  holders.some((holder) =>
    /feature|numeric|categor|predictor|input_col|ColumnTransformer|^(num|cat)(_|$)|^X(_|$)/i.test(holder),
  );

type Trained = {
  /** Files that take part in training. */
  readonly training: ReadonlySet<string>;
  /** Columns that models are fitted on, by lists that are called something else. */
  readonly fittedOn: ReadonlyMap<string, Excerpt>;
};

const ofPeople = /^(age|gender|income|occupation|education|marital\w*|birth\w*|race|ethnicity)(_|$)/;

/** What no name of a list tells is asked about and costs nothing. */
const sensitiveIn = (fittedOn: Trained['fittedOn']): readonly Personal[] => {
  const hasPeople = [...fittedOn.keys()].some((column) => ofPeople.test(words(column)));
  return [...fittedOn].flatMap(([column, place]): readonly Personal[] => {
    const name = words(column);
    return sensitive.test(name) && (hasPeople || !doubtful.test(name))
      ? [{ column, kind: 'sensitive', place }]
      : [];
  });
};

/** Columns about a person among the features, and never set aside. */
export const personalFeatures = (
  { facts, challenge }: ColumnContext,
  { training, fittedOn }: Trained,
): MethodEvidence['personal'] => {
  const files = facts.python.filter(({ test }) => !test);
  const declared = new Set(
    challenge?.config.columns.filter(({ role }) => role === 'personal').map(({ name }) => name) ?? [],
  );
  const names = droppedNames(files);
  const strings = files.flatMap((file) => file.strings);
  const about = strings.flatMap((string): readonly Use[] => {
    const kind = declared.has(string.value) ? 'identifying' : kindOf(string.value);
    return kind ? [{ string, kind }] : [];
  });
  const dropped = new Set(
    about.filter(({ string }) => isDropped(string, names)).map(({ string }) => string.value),
  );
  const used = about
    .filter(({ string }) => training.has(string.path))
    .filter(
      ({ string }) =>
        !dropped.has(string.value) &&
        isUsed(string) &&
        inList(string) &&
        (declared.has(string.value) || !doubtful.test(words(string.value))),
    );
  const first = new Map<string, Personal>(
    used
      .toReversed()
      .map(({ string: { value, path, line, text }, kind }) => [
        value,
        { column: value, kind, place: { path, line, text } },
      ]),
  );
  for (const one of sensitiveIn(fittedOn))
    if (!dropped.has(one.column) && !first.has(one.column)) first.set(one.column, one);
  return [...first.values()].slice(0, most);
};
