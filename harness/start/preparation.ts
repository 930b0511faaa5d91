import { scriptOf } from './serve-patterns.ts';
import type { Found, StartInput } from './types.ts';

const prepares =
  /(?:prepar|preproc|process|generat|make|build|download|ingest|split|clean|feature|etl|dataset|data)/i;
const doesMore = /(?:train|fit|predict|infer|serv|api|app|test|eval|client|demo|plot|explain)/i;

const isPreparation = (input: StartInput, found: Found): boolean => {
  const script = scriptOf(input, found);
  const name = script?.path.split('/').at(-1) ?? '';
  return script !== null && !script.test && prepares.test(name) && !doesMore.test(name);
};

/**
 * A command to train with the scripts before it that a README shows to prepare data, in their order. One that fails keeps
 * no later one from running: what it would have made may have been handed in.
 */
export const withPreparation = (
  input: StartInput,
  { shown, train }: { readonly shown: readonly Found[]; readonly train: Found },
): Found => {
  const before = shown
    .slice(0, shown.indexOf(train))
    .filter(
      (step) =>
        step.place?.path === train.place?.path &&
        step.workdir === train.workdir &&
        isPreparation(input, step),
    );
  if (before.length === 0) return train;
  const steps = [...new Set(before.map(({ shell }) => shell))];
  return {
    ...train,
    shell: [...steps, train.shell].join('; '),
    assumptions: [...train.assumptions, 'after the steps that prepare data, as the README shows them'],
  };
};
