import type { MethodEvidence } from '../evidence/method.ts';
import { listsOf } from './method-findings.ts';
import { followAllOf } from './method-run.ts';
import { worldOf } from './method-world.ts';
import type { GatherContext } from './types.ts';

export type MethodContext = Pick<GatherContext, 'facts'>;

/**
 * What the code does with its data. Programs are followed twice: what one of them saves, another that came before it in
 * the list of files may load. Pure.
 */
export const gatherMethod = ({ facts }: MethodContext): MethodEvidence => {
  const first = worldOf(facts, { storage: new Map(), ordered: [], leaking: [] });
  followAllOf(first);
  const world = worldOf(facts, first);
  followAllOf(world);
  return {
    ...listsOf(world.findings),
    statements: facts.python
      .filter(({ test }) => !test)
      .reduce((sum, { flow }) => sum + flow.statements.length, 0),
    personal: [],
    baselines: [],
    preparation: { how: 'cannot-tell', names: [], training: null, serving: null },
  };
};
