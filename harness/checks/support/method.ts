import type { MethodEvidence } from '../../evidence/method.ts';
import type { RepositoryEvidence } from '../../evidence/repository.ts';
import type { Detail, Excerpt, Finding } from '../../types.ts';
import { notApplicable } from './check.ts';
import { lookedFor, places } from './details.ts';
import { isInScript } from './languages.ts';

export const inCode = 'own Python code and notebooks, followed from file to file';

/** Nothing that is fitted, nothing to judge: null when there is something. */
export function withoutModel(method: MethodEvidence): Finding | null {
  if (method.fits.length > 0) return null;
  return notApplicable(
    trainedOtherwise(method).length > 0
      ? 'A model is trained here in a way that could not be followed.'
      : 'No model is fitted in Python code that could be followed.',
  );
}

/** Where something is trained that cannot be judged by what is fitted on which rows. */
function trainedOtherwise({ trainings, unfollowed }: MethodEvidence): readonly Excerpt[] {
  return [...trainings.map(({ place }) => place), ...unfollowed];
}

/** What any training has to answer is a person's to tell where a model is trained in another way than by a `fit` that was followed. */
export function askOfTraining(method: MethodEvidence, question: string): Finding | null {
  const found = trainedOtherwise(method);
  return method.fits.length > 0 || found.length === 0
    ? null
    : ask(question, {
        summary: 'A model is trained here in a way that could not be followed.',
        details: places(found.slice(0, 3), 'something is trained here'),
      });
}

/** A model of somebody else's that is loaded or asked: how it was trained is not the submission's. Null where one is trained. */
export function withoutTraining(
  { fits, examples, trainings, unfollowed, rivals, loaded }: MethodEvidence,
  { estimators, files }: Pick<RepositoryEvidence, 'estimators' | 'files'>,
): Finding | null {
  // What another language trains is not seen.
  if (isInScript({ files })) return null;
  const trained = [fits, examples, trainings, unfollowed, rivals, estimators].some(
    ({ length }) => length > 0,
  );
  return trained || loaded.length === 0
    ? null
    : notApplicable('A model is loaded or asked, and none is trained here.');
}

/** Both places that a finding rests on, and the call between them. */
export function bothPlaces(
  found: readonly (readonly (readonly [Excerpt | null, string])[])[],
): readonly Detail[] {
  // Three pairs show what there is; the rest is more of it.
  return found
    .slice(0, 3)
    .flatMap((sides) => sides.flatMap(([place, note]) => (place ? places([place], note) : [])));
}

export function ask(question: string, { summary, details }: Pick<Finding, 'summary' | 'details'>): Finding {
  return { verdict: { kind: 'needs-human', question }, summary, details };
}

export function nothingOf(what: string): readonly Detail[] {
  return lookedFor(what, inCode);
}
