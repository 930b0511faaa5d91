import type { Excerpt } from '../evidence/common.ts';
import { baseName } from '../source/paths.ts';
import type { PythonFile } from '../source/types.ts';
import { callsTo, type Own, type Watching } from './notes-watching-found.ts';

const computes =
  /(^|_)(drifts?|drifted|psi|population_stability\w*|ks_?(test|stat\w*)|(data|covariate|distribution|feature|prediction)_shift)(_|$)/i;
/** In a file that is about drift or monitoring, what these compute is drift. */
const aboutDrift = /drift|monitor|psi|stability/i;
const statistics =
  /(^|\.)(ks_2samp|wasserstein_distance|jensenshannon|kl_div|chisquare|chi2_contingency|epps_singleton_2samp|stability|psi)$/;
const limited =
  /psi|drift|stat(istic)?s?\b|p_?-?val(ue)?|distance|diverg|shift|alert|alarm|thresh|limit|index|(^|\W)ks/i;

const summary = String.raw`\w{0,40}(?:mean|median|average|avg|std|rate|share)\w{0,40}`;
/** `(served_mean - train_mean) / train_mean`: how far one summary has moved from another. */
const moved = new RegExp(String.raw`\b(?<one>${summary})\)? - \(?(?!\k<one>\b)${summary}\b`, 'i');

const differences = ({ path, flow }: PythonFile): readonly Excerpt[] =>
  flow.statements.filter(({ text }) => moved.test(text)).map(({ line, text }) => ({ path, line, text }));

/** Statistics of drift that a file computes: its functions by their names, and known tests and differences where the file is about drift. */
const computed = (file: PythonFile): readonly Excerpt[] => {
  const { path, functions, calls } = file;
  const about = aboutDrift.test(baseName(path));
  const tests = about ? calls.filter(({ name }) => statistics.test(name)) : [];
  return [
    ...functions
      .filter(({ name }) => computes.test(name))
      .map(({ name, place: { path: at, line } }) => ({ path: at, line, text: `def ${name}` })),
    ...tests.map(({ place, text }) => ({ path: place.path, line: place.line, text })),
    ...(about ? differences(file) : []),
  ];
};

const from = ({ python, files }: { readonly python: PythonFile; readonly files: Own['python'] }) => {
  const found = computed(python);
  const names = python.functions.filter(({ name }) => computes.test(name)).map(({ name }) => name);
  const about = aboutDrift.test(baseName(python.path));
  const own = new Set(about ? python.functions.map(({ name }) => name) : names);
  const limits = python.comparisons.filter(({ text }) => limited.test(text));
  if (found.length === 0 || limits.length === 0) return [];
  const called = callsTo(own, files);
  return called.length > 0 ? [...found.slice(0, 2), ...limits.slice(0, 2), ...called.slice(0, 2)] : [];
};

/** A statistic of drift that is computed by code that is called, and held against a limit. */
export const watchesDrift = ({ python }: Own): readonly Watching[] => {
  const calls = python.flatMap((file) => from({ python: file, files: python }));
  return calls.length > 0 ? [{ kind: 'drift', tool: null, imported: null, calls }] : [];
};
