import type { Excerpt } from '../evidence/common.ts';
import type { MethodEvidence } from '../evidence/method.ts';
import type { CallFact, PythonFile, StringFact } from '../source/types.ts';
import type { Prepared } from './method-kept.ts';

type Preparation = MethodEvidence['preparation'];

const libraries =
  /^(sklearn|torch|tensorflow|keras|xgboost|lightgbm|catboost|joblib|pickle|cloudpickle|dill|mlflow|onnxruntime|transformers|spacy|statsmodels|bentoml|prophet|skops|openai|anthropic)(\.|$)/;
const speaks = /predict|infer|model|classif|regress|forecast|scor(e|ing)|proba|estimat|recommend/i;
/** Of schemas of requests. */
const schemas = /\.?model_(dump|validate|json|config|construct|fields|rebuild)\w*|BaseModel|response_model/g;

const saysModel = (text: string): boolean => speaks.test(text.replace(schemas, ''));

/** What is loaded by a name that is put together may be a model. */
const loadsByName = /(^|\.)(import_module|__import__)$/;
const dataFile = /\.(csv|tsv|parquet|feather|arrow|xlsx?)(\.(gz|zip))?$/i;
const settings = /^[A-Z][A-Z_]*_SETTINGS(_MODULE)?$/;

/** In a sentence, which a page may show of its figures, only what stands for a program or an address. */
const wordsOf = (value: string): readonly string[] => {
  const words = value.split(/\s+/);
  return words.length > 1 ? words.filter((word) => /\/|\.py$/.test(word)) : words;
};

const begins = /^(?:src[./])?(\w+)(?:[./]|$)/;
const first = (name: string): string => begins.exec(name)?.[1] ?? '';

type Names = (name: string) => string;

/** Names without the folder that all of the submission's code stands in, where it is imported by that. */
const withoutPackage = (served: readonly PythonFile[], paths: readonly string[]): Names => {
  const folders = new Set(paths.filter((path) => /^(src\/)?\w+\//.test(path)).map(first));
  const packages = new Set(served.flatMap(({ imports }) => imports.map(({ module }) => first(module))));
  return (name) => {
    const begin = first(name);
    return folders.has(begin) && packages.has(begin) ? name.replace(begins, '') : name;
  };
};

const tells = ({ value }: StringFact, bare: Names): boolean =>
  !settings.test(value) && wordsOf(value).some((word) => !dataFile.test(word) && saysModel(bare(word)));

/** Whether anything that a service is made of may load a model, or ask one. */
export const asksAModel = (served: readonly PythonFile[], paths: readonly string[]): boolean => {
  const bare = withoutPackage(served, paths);
  return served.some(
    ({ path, imports, calls, functions, strings }) =>
      imports.some(
        ({ module, name }) => libraries.test(module) || saysModel(`${bare(module)} ${name ?? ''}`),
      ) ||
      saysModel(path.replace(/^(src\/)?[^/]+\//, '')) ||
      calls.some(({ name }) => saysModel(bare(name)) || loadsByName.test(name)) ||
      functions.some(({ name }) => saysModel(name)) ||
      strings.some((string) => tells(string, bare)),
  );
};

const excerpt = ({ place, text }: CallFact): Excerpt => ({ path: place.path, line: place.line, text });

const loads = /(^|\.)(joblib|pickle|cloudpickle|dill)\.load$/;
const asks = /\.predict(_proba)?$/;
/** Rows may be prepared by what has one of these in its name. */
const mayPrepare = /transform|scal|normali[sz]|standardi[sz]|preproc|prepare|pipe|encode|vectori/i;

type Serving = {
  readonly served: readonly PythonFile[];
  readonly serving: ReadonlySet<string>;
  readonly fits: MethodEvidence['fits'];
};

/** A step that the rows of the model were prepared with, which no file keeps and no line of the service stands for. */
export const leftBehind = (
  prepared: readonly Prepared[],
  { served, serving, fits }: Serving,
): Preparation | null => {
  const calls = served.flatMap((file) => file.calls);
  const asked = calls.find(({ name }) => asks.test(name));
  const isLoaded = calls.some(({ name }) => loads.test(name));
  const names = [...calls, ...served.flatMap(({ functions }) => functions)].map(({ name }) => name);
  if (!asked || !isLoaded || names.some((name) => mayPrepare.test(name))) return null;
  const paths = new Set(fits.map(({ place }) => place.path));
  const lost = prepared.find(({ place, by }) => paths.has(by.path) && !serving.has(place.path));
  return lost
    ? { how: 'left-behind', names: [lost.what], training: lost.place, serving: excerpt(asked) }
    : null;
};
