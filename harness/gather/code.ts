import type { CodeEvidence } from '../evidence/code.ts';
import { handlersIn, reportingIn, stateIn } from './code-conduct.ts';
import { duplicatesIn } from './code-duplicates.ts';
import { ownCodeOf } from './code-files.ts';
import { functionsIn } from './code-functions.ts';
import { machinePathsIn } from './code-machine-paths.ts';
import {
  behindWorkOf,
  entryPointsOf,
  importableOf,
  languagesOf,
  partsOf,
  setAsideOf,
} from './code-structure.ts';
import { unusedIn } from './code-unused.ts';
import type { GatherContext } from './types.ts';

export type CodeContext = Pick<GatherContext, 'facts'>;

/** How the submission's own code is built, from its files' facts. Pure. */
export const gatherCode = ({ facts }: CodeContext): CodeEvidence => {
  const code = ownCodeOf(facts);
  return {
    languages: languagesOf(facts),
    setAside: setAsideOf(facts),
    parts: partsOf(code),
    importable: importableOf(code),
    ...behindWorkOf(code),
    entryPoints: entryPointsOf(facts, code),
    functions: functionsIn(code),
    unused: unusedIn(facts, code),
    duplicates: duplicatesIn(code),
    reporting: reportingIn(code),
    handlers: handlersIn(code),
    state: stateIn(code),
    machinePaths: machinePathsIn(facts, code),
    unruled: code.files.filter(({ rules }) => rules === null).map(({ path }) => path),
  };
};
