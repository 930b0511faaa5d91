import type { PythonFile } from '../source/types.ts';
import type { Statement } from './notes-statements.ts';
import type { Own } from './notes-watching-found.ts';
import { storesPredictions } from './notes-watching-log.ts';

const most = 12;

/** `DRIFT_PSI_ALERT_THRESHOLD` as words. */
const spoken = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_\W]+/g, ' ')
    .trim();

type Coded = {
  readonly place: { readonly path: string; readonly line: number };
  readonly text: string;
  readonly says: string;
};

const asStatement = ({ place, text, says }: Coded): Statement => ({
  path: place.path,
  line: place.line,
  endLine: place.line,
  raw: text,
  text: `${spoken(text)} ${says}`,
  kind: 'code',
  block: `${place.path}:${place.line}`,
  headings: [],
  chapter: 0,
  from: 'code',
});

const watches = /(^|_)(drift|psi|population_stability\w*)(_|$)/i;

/** Functions that compute drift, and the flags that they raise. */
const fromFunctions = ({ functions, strings }: PythonFile): readonly Coded[] => {
  const computing = functions.filter(({ name }) => watches.test(name));
  if (computing.length === 0) return [];
  const flags = strings.filter(
    ({ value, text }) => /alert|threshold/i.test(value) && /drift|psi/i.test(text),
  );
  return [
    ...computing.map(({ name, place }) => ({ place, text: `def ${name}`, says: 'data drift' })),
    ...flags.slice(0, 2).map(({ path, line, text }) => ({ place: { path, line }, text, says: '' })),
  ];
};

/** Signs in code that something could be watched: drift that is computed, predictions that are kept. */
export const codedMonitoring = (own: Own): readonly Statement[] =>
  [
    ...own.python.flatMap(fromFunctions),
    ...storesPredictions(own).map(({ path, line, text }) => ({
      place: { path, line },
      text,
      says: 'keeps predictions',
    })),
  ]
    .slice(0, most)
    .map(asStatement);
