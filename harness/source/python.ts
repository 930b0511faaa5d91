import type { Excerpt } from '../types.ts';
import { appsOf } from './apps.ts';
import { callsOf } from './calls.ts';
import { comparisonsOf } from './comparisons.ts';
import { draftsOf } from './drafts.ts';
import { flowOf } from './flow.ts';
import { functionsOf } from './functions.ts';
import { guardOf } from './guard.ts';
import { handlersOf } from './handlers.ts';
import type { LoosePython } from './link.ts';
import { machinePathsOf } from './machine-paths.ts';
import { mutationsOf } from './mutations.ts';
import { namedIn } from './named.ts';
import { namesOf } from './names.ts';
import { proseOf } from './prose.ts';
import { statementsOf } from './statements.ts';
import { stringsOf } from './strings.ts';
import type { Script } from './tree.ts';

export type PythonSource = {
  readonly path: string;
  readonly script: Script;
  /** Null for a file that is no notebook. */
  readonly notebook: { readonly markdown: readonly Excerpt[]; readonly outputs: readonly Excerpt[] } | null;
};

/** All that is read from one Python file or notebook. */
export const readPython = ({ path, script, notebook }: PythonSource): LoosePython => {
  const names = namesOf(script, path);
  const reading = { script, names, path };
  return {
    path,
    notebook: notebook !== null,
    imports: names.imports,
    functions: functionsOf(reading),
    calls: callsOf(reading),
    strings: stringsOf(reading),
    apps: appsOf(reading),
    comparisons: comparisonsOf(reading),
    markdown: notebook?.markdown ?? [],
    outputs: notebook?.outputs ?? [],
    prose: proseOf(reading),
    statements: statementsOf(reading),
    named: namedIn(reading),
    handlers: handlersOf(reading),
    guard: guardOf(reading),
    machinePaths: machinePathsOf(reading),
    mutations: notebook ? [] : mutationsOf(reading),
    flow: flowOf(reading),
    drafts: notebook ? { tests: [], definitions: [] } : draftsOf(reading),
  };
};
