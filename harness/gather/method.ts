import type { MethodEvidence } from '../evidence/method.ts';
import { findBaselines } from './method-baseline.ts';
import { listsOf } from './method-findings.ts';
import { followAllOf } from './method-follow.ts';
import { findJudging } from './method-judging.ts';
import { saidToLeak } from './method-leaking.ts';
import { findLoaded } from './method-loaded.ts';
import { personalFeatures } from './method-personal.ts';
import { preparationOf } from './method-preparation.ts';
import { findRivals } from './method-rivals.ts';
import { trainingFiles } from './method-sides.ts';
import { findTrainings } from './method-training.ts';
import { findUnfollowed } from './method-unfollowed.ts';
import { unsaved } from './method-unsaved.ts';
import { type World, worldOf } from './method-world.ts';
import type { ColumnContext } from './repository-column.ts';

/** Programs are followed again where one loads what another saves that comes after it in the list of files. */
const followed = (facts: ColumnContext['facts']): World => {
  const first = worldOf(facts, { storage: new Map(), ordered: [], leaking: saidToLeak(facts) });
  followAllOf(first);
  const again = first.ordered.length > 0 || [...first.missed].some((name) => first.storage.has(name));
  if (!again) return first;
  const second = worldOf(facts, first);
  followAllOf(second);
  return second;
};

/** What the code does with its data. Pure. */
export const gatherMethod = ({ facts, challenge }: ColumnContext): MethodEvidence => {
  const world = followed(facts);
  const lists = listsOf(world.findings);
  const rivals = findRivals(facts);
  const trainings = findTrainings(facts);
  const known = [...lists.fits, ...lists.examples, ...trainings].map(({ place }) => place);
  const fits = lists.fits.map((fit) => ({ ...fit, scored: world.scored.has(fit.name) }));
  return {
    ...lists,
    fits,
    statements: facts.python
      .filter(({ test }) => !test)
      .reduce((sum, { flow }) => sum + flow.statements.length, 0),
    personal: personalFeatures(
      { facts, challenge },
      { training: trainingFiles(facts, lists.fits), fittedOn: world.fittedOn },
    ),
    trainings,
    unfollowed: findUnfollowed(facts, known),
    rivals,
    loaded: challenge ? [] : findLoaded(facts),
    judging: findJudging(facts),
    baselines: findBaselines(facts, { rivals, fits }),
    preparation: preparationOf(facts, { fits: lists.fits, prepared: unsaved(world) }),
  };
};
