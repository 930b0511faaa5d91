import type { MethodEvidence } from '../evidence/method.ts';
import { findBaselines } from './method-baseline.ts';
import { listsOf } from './method-findings.ts';
import { saidToLeak } from './method-leaking.ts';
import { personalFeatures } from './method-personal.ts';
import { preparationOf, trainingFiles } from './method-preparation.ts';
import { followAllOf } from './method-run.ts';
import { worldOf } from './method-world.ts';
import type { ColumnContext } from './repository-column.ts';

export type MethodContext = ColumnContext;

/**
 * What the code does with its data. Programs are followed twice: what one of them saves, another that came before it in
 * the list of files may load. Pure.
 */
export const gatherMethod = ({ facts, challenge }: MethodContext): MethodEvidence => {
  const first = worldOf(facts, { storage: new Map(), ordered: [], leaking: saidToLeak(facts) });
  followAllOf(first);
  const world = worldOf(facts, first);
  followAllOf(world);
  const lists = listsOf(world.findings);
  return {
    ...lists,
    statements: facts.python
      .filter(({ test }) => !test)
      .reduce((sum, { flow }) => sum + flow.statements.length, 0),
    personal: personalFeatures({ facts, challenge }, trainingFiles(facts, lists.fits)),
    baselines: findBaselines(facts),
    preparation: preparationOf(facts, lists.fits),
  };
};
