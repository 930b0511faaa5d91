import { posix } from 'node:path';

/** Names that mean an installed package even where a file of the submission is called the same. */
const installed = new Set(
  (
    'numpy pandas sklearn scipy mlflow wandb fastapi flask starlette django pytest unittest requests httpx redis celery torch ' +
    'tensorflow keras xgboost lightgbm catboost joblib pickle dvc neptune comet_ml clearml aim optuna ray dask prefect airflow ' +
    'dagster luigi hydra evidently prometheus_client sqlalchemy pydantic uvicorn gunicorn boto3 logging json os sys re io time ' +
    'datetime typing types random math pathlib subprocess collections functools itertools matplotlib seaborn plotly streamlit'
  ).split(' '),
);

export type Modules = {
  /** The file of the submission that a dotted name leads into, and what is left of the name. */
  readonly find: (
    dotted: string,
    from: string,
  ) => { readonly path: string; readonly rest: readonly string[] } | null;
};

const moduleSegments = (path: string): readonly string[] => {
  const segments = path.replace(/\.pyw?$/, '').split('/');
  return segments.at(-1) === '__init__' ? segments.slice(0, -1) : segments;
};

const suffixes = (segments: readonly string[]): readonly string[] =>
  segments.map((_, at) => segments.slice(at).join('.'));

/** `..model.f` seen from `pkg/api/main.py` is `pkg.model.f`. */
const absolute = (dotted: string, from: string): string => {
  const dots = /^\.+/.exec(dotted)?.[0].length ?? 0;
  if (dots === 0) return dotted;
  const folder = posix
    .dirname(from)
    .split('/')
    .filter((part) => part !== '.');
  const base = folder.slice(0, folder.length - (dots - 1));
  return [...base, ...dotted.slice(dots).split('.').filter(Boolean)].join('.');
};

/** A module is known by every tail of its path, since any folder may be on the search path; short paths win. */
export const modulesOf = (paths: readonly string[]): Modules => {
  const known = new Map<string, string>();
  const shortFirst = [...paths].sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1));
  for (const path of shortFirst)
    for (const name of suffixes(moduleSegments(path)))
      if (!installed.has(name) && !known.has(name)) known.set(name, path);
  const find: Modules['find'] = (dotted, from) => {
    const segments = absolute(dotted, from).split('.');
    for (let length = Math.min(segments.length, 8); length > 0; length -= 1) {
      const path = known.get(segments.slice(0, length).join('.'));
      if (path !== undefined) return { path, rest: segments.slice(length) };
    }
    return null;
  };
  return { find };
};
