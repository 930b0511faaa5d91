import { isLeftBehind } from './left-behind.ts';
import type { FileFact, Question } from './protocol.ts';
import type { FileKind } from './types.ts';

const byExtension: Readonly<Record<string, FileKind>> = {
  py: 'python',
  pyw: 'python',
  ipynb: 'notebook',
  ts: 'typescript',
  tsx: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  js: 'javascript',
  jsx: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  md: 'markdown',
  markdown: 'markdown',
  rst: 'markdown',
  txt: 'markdown',
  adoc: 'markdown',
  qmd: 'markdown',
  yml: 'config',
  yaml: 'config',
  toml: 'config',
  cfg: 'config',
  ini: 'config',
  conf: 'config',
  dvc: 'config',
  lock: 'config',
  properties: 'config',
  env: 'config',
  csv: 'data',
  tsv: 'data',
  parquet: 'data',
  feather: 'data',
  xlsx: 'data',
  xls: 'data',
  jsonl: 'data',
  ndjson: 'data',
  arrow: 'data',
  avro: 'data',
  db: 'data',
  sqlite: 'data',
  sqlite3: 'data',
  zip: 'data',
  gz: 'data',
  npy: 'data',
  npz: 'data',
  json: 'data',
  joblib: 'model',
  pkl: 'model',
  pickle: 'model',
  skops: 'model',
  onnx: 'model',
  pt: 'model',
  pth: 'model',
  h5: 'model',
  hdf5: 'model',
  keras: 'model',
  safetensors: 'model',
  cbm: 'model',
  bst: 'model',
  ubj: 'model',
  model: 'model',
  pmml: 'model',
  sav: 'model',
  dill: 'model',
  ckpt: 'model',
  tflite: 'model',
  pb: 'model',
  mlmodel: 'model',
  bin: 'model',
};

const configNames =
  /^(makefile|gnumakefile|procfile|pipfile(\.lock)?|justfile|jenkinsfile|mlproject|\.[\w.-]*(ignore|rc|env)|\.env[\w.-]*|\.gitattributes|\.python-version|package\.json|tsconfig\.json|setup\.cfg)$/i;
/** `model.joblib.gz`: saved, and made smaller or named on. */
const packedModel = /\.(joblib|pkl|pickle|sav)\.(dat|gz|bz2|xz|lzma|z)$/i;
const dependencyList =
  /^(requirements|constraints|environment|conda)[\w.-]*\.(txt|in|ya?ml)$|^[\w.-]*requirements?\.(txt|in)$|^reqs?\.(txt|in)$/i;
const bareWriting = /^(readme|notes?|solution|report|changelog|contributing|license|licence|todo)$/i;

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const extension = (name: string): string =>
  name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';

/** `Dockerfile`, `api.Dockerfile`, `docker/Dockerfile.train`, in any case; not `Dockerfile.template`. */
export const isDockerfile = (path: string): boolean => {
  const name = baseName(path).toLowerCase();
  if (/\.(template|tmpl|j2|jinja2?|md|txt|dockerignore|example|sample)$/.test(name)) return false;
  return (
    /^(dockerfile|containerfile)([._-][\w.-]+)?$/.test(name) ||
    /[\w-]\.(dockerfile|containerfile)$/.test(name)
  );
};

export const isDependencyList = (path: string): boolean =>
  dependencyList.test(baseName(path)) || /(^|\/)requirements\/[\w.-]+\.(txt|in)$/i.test(path);

export const kindOf = (path: string): FileKind => {
  const name = baseName(path);
  if (isDockerfile(path) || configNames.test(name) || isDependencyList(path)) return 'config';
  if (bareWriting.test(name)) return 'markdown';
  if (packedModel.test(name)) return 'model';
  const known = byExtension[extension(name)];
  return known !== undefined && Object.hasOwn(byExtension, extension(name)) ? known : 'other';
};

const vendoredFolder =
  /(^|\/)(site-packages|dist-packages|node_modules|bower_components|third[_-]party|vendor(ed)?|external[_-]libs?|\.?venv|virtualenv|\.tox|\.nox|\.eggs|jspm_packages)\//i;
const environmentFolder =
  /(^|\/)[\w.-]*env[\w.-]*\/(lib\/python[\d.]*|Lib\/site-packages|Scripts|bin\/(activate|python))/;
const generatedName =
  /(_pb2(_grpc)?\.pyi?|(^|\/)coverage_html[\w.-]*\.js|\.(gen|generated)\.[cm]?[jt]sx?|-checkpoint\.(py|ipynb)|\.min\.(js|css)|\.map|\.pyc)$/i;
const buildFolder = /^([\w.-]+\/)?(build|dist|_build|site)\//i;
const scriptBytes = 512 * 1024;

/** A library that people copy beside their pages, with its plug-ins. */
const copiedScript = /\.min\.(js|css)$|(^|\/)jquery([.-][\w.-]+)?\.js$/i;

/** Where a file comes from, as its path and its neighbours tell. A big JavaScript file is a bundle, whatever it is called. */
export const originOf = ({
  path,
  bytes,
  inReport = false,
}: Question['files'][number]): FileFact['origin'] => {
  if (vendoredFolder.test(path) || environmentFolder.test(path)) return 'vendored';
  if (copiedScript.test(path) || (kindOf(path) === 'javascript' && bytes > scriptBytes)) return 'vendored';
  if (inReport || isLeftBehind(path) || generatedName.test(path)) return 'generated';
  return buildFolder.test(path) && /\.(py|js|css|html)$/i.test(path) ? 'generated' : 'own';
};
