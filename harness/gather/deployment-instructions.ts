import type { Excerpt } from '../evidence/common.ts';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import { execForm, type Instruction } from '../start/dockerfile.ts';
import type { Stage } from '../start/dockerfile-stages.ts';
import type { Targets } from './deployment-make.ts';

export type Practice = DeploymentEvidence['dockerfiles'][number]['practices'][number];

/** One Dockerfile with what stands around it. */
export type Described = {
  readonly path: string;
  readonly stages: readonly Stage[];
  /** The last, which is what is run. */
  readonly final: Stage;
  /** The folder that is sent to the builder. */
  readonly context: string;
  readonly files: ReadonlySet<string>;
  /** Text of a file of the submission; null where it has none. */
  readonly read: (path: string) => string | null;
  /** Files that are known to hold a secret. */
  readonly secrets: ReadonlySet<string>;
  /** Of the Makefile that is sent to the builder. */
  readonly targets: Targets;
  /** A health check that compose or Kubernetes states. */
  readonly probe: Excerpt | null;
  /** A port that compose publishes. */
  readonly port: Excerpt | null;
};

export const longest = 160;

export const shownAt = (path: string, { name, text, line }: Instruction): Excerpt => ({
  path,
  line,
  text: `${name} ${text.replaceAll(/\s+/g, ' ')}`.slice(0, longest),
});

export const sourcesOf = ({ text }: Instruction): readonly string[] => {
  const words = text.split(/\s+/).filter((word) => !word.startsWith('--'));
  return (execForm(words.join(' ')) ?? words).slice(0, -1);
};

export const isCopy = ({ name, text }: Instruction): boolean =>
  (name === 'COPY' || name === 'ADD') && !/(^|\s)--from=/.test(text);
