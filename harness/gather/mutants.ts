import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Execution } from '../evidence/common.ts';
import type { MutantsEvidence, TestsEvidence } from '../evidence/tests.ts';
import type { Sandbox, SandboxFile } from '../sandbox/types.ts';
import { collectorFolder } from './coverage.ts';
import { chooseMutants, type Mutant } from './mutants-choose.ts';
import { broken, editableText, stands, unbroken } from './mutants-edit.ts';
import { hasPassed, resultsFile } from './tests-run.ts';
import type { Running } from './types.ts';

type Tried = MutantsEvidence['tried'][number];
type Because = NonNullable<MutantsEvidence['because']>;

const most = 5;
/** As many noticed are answer enough: what is left would cost time and change little. */
const enough = 3;
/** What a run costs beside the tests themselves. Milliseconds. */
const overheadMs = 1_500;
const maxState = 64 * 1024 * 1024;
const folder = '.given';
const stateFile = '.cache/state.tar';
/** No runner of tests ends like this: what was to be put in place could not be. */
const notPlaced = 97;

const notTried = (because: Because): MutantsEvidence => ({ tried: [], control: 'not-run', because });

/** What lies in the submission's folder after training and tests, but for what was compiled from it and what is ours. */
const stateOf = async ({ sandbox, workspace }: Running): Promise<Buffer | null> => {
  const ours = collectorFolder(workspace.digest);
  const without = ['__pycache__', './.pytest_cache', `./${stateFile}`, `./${resultsFile}`];
  await sandbox.exec({
    shell: `rm -rf ${ours} && tar -cf ${stateFile} ${without.map((path) => `--exclude='${path}'`).join(' ')} .`,
    workdir: '.',
    env: {},
    timeoutMs: 30_000,
    purpose: 'test',
  });
  return sandbox.read(stateFile, maxState);
};

type Bench = {
  readonly sandbox: Sandbox;
  readonly state: Buffer;
  readonly command: Command;
  readonly timeoutMs: number;
};

/** One run on a copy in which some files are others, from the same state each time. */
const runWith = async (
  { sandbox, state, command, timeoutMs }: Bench,
  changed: readonly SandboxFile[],
): Promise<Execution> => {
  const files = changed.map((file) => ({ ...file, path: `${folder}/files/${file.path}` }));
  await sandbox.put([{ path: `${folder}/state.tar`, bytes: state }, ...files]);
  const place = [
    `find . -mindepth 1 -maxdepth 1 ! -name ${folder} -exec rm -rf {} +`,
    `tar -xf ${folder}/state.tar`,
    `cp -R ${folder}/files/. .`,
    `rm -rf ${folder}`,
    `cd -- '${command.workdir.replaceAll("'", "'\\''")}'`,
  ];
  return sandbox.exec({
    shell: `{ ${place.join(' && ')}; } || exit ${notPlaced}\n${command.shell}`,
    workdir: '.',
    env: { ...command.env, PYTEST_ADDOPTS: '-x -p no:cacheprovider' },
    timeoutMs,
    purpose: 'test',
  });
};

const outcomeOf = (execution: Execution): Tried['outcome'] => {
  if (hasPassed(execution)) return 'survived';
  if (execution.ending === 'timed-out') return 'noticed';
  return execution.ending === 'exited' && execution.exitCode !== notPlaced ? 'noticed' : 'unclear';
};

const shown = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
};

const saysReached = (coverage: TestsEvidence['coverage'], { path, line, within }: Mutant): boolean | null =>
  coverage?.functions.find(
    ({ name, place }) =>
      name === within && place.path === path && place.line <= line && line <= (place.endLine ?? place.line),
  )?.reached ?? null;

const count = (tried: readonly Tried[], outcome: Tried['outcome']): number =>
  tried.filter((one) => one.outcome === outcome).length;

type Placed = { readonly mutant: Mutant; readonly text: string };

/** Edits that fit the files as they lie there. */
const placed = async ({ workspace }: Running, mutants: readonly Mutant[]): Promise<readonly Placed[]> => {
  const found = await Promise.all(
    mutants.map(async (mutant) => ({
      mutant,
      text: editableText(await readFile(join(workspace.root, mutant.path))),
    })),
  );
  return found.flatMap(({ mutant, text }) =>
    text !== null && stands(text, mutant) ? [{ mutant, text }] : [],
  );
};

/** Only where something was noticed: what notices nothing does not notice an edit either. */
const control = async (bench: Bench, all: readonly Placed[]): Promise<MutantsEvidence['control']> => {
  const files = [...Map.groupBy(all, ({ mutant }) => mutant.path)].map(([path, some]) => ({
    path,
    text: unbroken(
      some[0]?.text ?? '',
      some.map(({ mutant }) => mutant),
    ),
  }));
  return hasPassed(await runWith(bench, files)) ? 'passed' : 'failed';
};

type Clean = Pick<TestsEvidence, 'canaries' | 'coverage'> & {
  readonly command: Command;
  readonly execution: Execution;
};

const reasonAgainst = ({ execution, canaries }: Clean, budgetMs: number): Because | null => {
  if (!hasPassed(execution)) return 'not-passing';
  if (canaries === 'tripped' || canaries === 'forged') return 'hidden';
  return (most + 1) * (execution.durationMs + overheadMs) > budgetMs ? 'too-slow' : null;
};

/**
 * Runs the tests on copies of the submission, each with one function broken, in a sandbox of its own: what serves later is
 * never touched. An edit counts as noticed by how the run ended, seen from outside. All together have the time that one
 * run may take.
 */
export const gatherMutants = async (running: Running, clean: Clean): Promise<MutantsEvidence> => {
  const { workspace, facts, limits, now } = running;
  const { command, execution, coverage } = clean;
  const budgetMs = limits.testSeconds * 1000;
  const against = reasonAgainst(clean, budgetMs);
  if (against) return notTried(against);
  const all = await placed(running, chooseMutants(facts, { digest: workspace.digest, most }));
  if (all.length === 0) return notTried('nothing-to-change');
  const state = await stateOf(running);
  if (state === null) return notTried('too-big');
  await using sandbox = await running.openAnother('changed');
  const timeoutMs = Math.min(budgetMs, execution.durationMs * 3 + 10_000);
  const bench: Bench = { sandbox, state, command, timeoutMs };
  const began = now();
  const tried: Tried[] = [];
  for (const [at, { mutant, text }] of all.entries()) {
    if (now() - began > budgetMs || count(tried, 'noticed') >= enough) break;
    running.waitingFor(`its tests with a mistake of ours, ${at + 1} of ${all.length}`);
    const ended = await runWith(bench, [{ path: mutant.path, text: broken(text, mutant) }]);
    tried.push({
      place: { path: mutant.path, line: mutant.line },
      function: mutant.within,
      before: shown(mutant.before),
      after: shown(mutant.after),
      outcome: outcomeOf(ended),
      reached: saysReached(coverage, mutant),
    });
  }
  return {
    tried,
    control: count(tried, 'noticed') > 0 ? await control(bench, all) : 'not-run',
    because: null,
  };
};
