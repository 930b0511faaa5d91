import type { Workspace } from '../workspace/types.ts';
import type { Predicting } from './serving.ts';
import type { Running } from './types.ts';

/** What is needed to ask in pairs: the challenge with its draw, the digest that seeds the choice, and a clock. */
export type Situation = Pick<Running, 'challenge' | 'draw' | 'signal' | 'now' | 'waitingFor'> & {
  readonly workspace: Pick<Workspace, 'digest'>;
};

/** An endpoint, and how to speak to it. */
export type Spoken = Pick<Predicting, 'server' | 'limits' | 'shape'>;
