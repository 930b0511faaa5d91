import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Graded } from '../challenge/ladder.ts';
import { commitOf, loadExpected, materialiseReference, referenceCandidate } from '../challenge/reference.ts';
import { gradeDossier } from '../grade.ts';
import { limitsOf } from '../pipeline.ts';
import type { Progress } from '../progress.ts';
import type { Dossier, Grade } from '../types.ts';
import { gradeOne } from './grade.ts';
import type { CommandIo } from './io.ts';
import { differing, keptDossier, keyOf } from './kept-dossier.ts';
import { openRuns, reportPath } from './run-folder.ts';
import type { Session } from './session.ts';
import type { Task } from './task.ts';

export type LadderOrder = {
  readonly names: readonly string[];
  /** One run folder a reference; what earlier runs left there is used again where nothing changed. */
  readonly out: string;
  readonly task: Task;
  readonly session: Session;
  /** Gather everything again. */
  readonly fresh: boolean;
};

/** Memory that the containers of ours take beside a submission's own. */
const besideBytes = 512 * 1024 * 1024;

/** How many submissions the machine holds at once: each may use all the memory and processors of its limits. */
export const sideBySide = (
  machine: { readonly freeBytes: number; readonly cpus: number },
  limits: { readonly memoryBytes: number; readonly cpus: number },
): number => {
  const byMemory = Math.floor((machine.freeBytes * 0.8) / (limits.memoryBytes + besideBytes));
  const byProcessors = Math.floor(machine.cpus / limits.cpus);
  return Math.max(1, Math.min(byMemory, byProcessors));
};

/** Runs `work` over all items, so many at a time, in their order. */
export const inParallel = async <T, R>(
  items: readonly T[],
  { width, work }: { readonly width: number; readonly work: (item: T) => Promise<R> },
): Promise<readonly R[]> => {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [place, item] of queue) results[place] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
};

type One = LadderOrder & { readonly name: string; readonly source: string; readonly folder: string };

const sameImage = async ({ environment, header }: Dossier, { session }: One): Promise<boolean> => {
  const image = header.sandbox?.image ?? '';
  if (environment.state !== 'gathered' || image === '') return false;
  const { images } = session.services;
  const { name, used } = environment.value.runtime;
  if (!images[name].offered.includes(used)) return false;
  return (await images[name].ensure(used, () => {})) === image;
};

/** Why what is kept cannot stand in for a new run; empty when it can. */
const changes = async (kept: Dossier, one: One): Promise<readonly string[]> => {
  const { task, session } = one;
  const { provider, harness } = session.services;
  const { header } = kept;
  const { challenge, sandbox } = header;
  if (!challenge || !sandbox) return ['sandbox'];
  const { dockerfile: _, ...ran } = sandbox;
  const wanted = keyOf({
    ...header,
    submission: { ...header.submission, commit: await commitOf(one.source) },
    challenge: { ...challenge, digest: task.challenge.digest, candidate: referenceCandidate },
    harness,
    sandbox: { ...ran, kind: provider.kind, engine: provider.engine, degraded: provider.degraded },
    limits: limitsOf(task.challenge),
  });
  const parts = differing(keyOf(header), wanted);
  return parts.length > 0 || (await sameImage(kept, one)) ? parts : ['image'];
};

/** Steps of one grading told as what its one line waits for. */
const within =
  (progress: Progress, name: string): Progress =>
  (event) => {
    if (event.kind === 'ended') return;
    const what = event.kind === 'started' ? event.title : event.waitingFor;
    progress({ kind: 'waiting', step: name, waitingFor: `${name}: ${what}` });
  };

const again = async (kept: Dossier, { task, folder }: One): Promise<Grade> => {
  const { rubric } = task;
  const report = reportPath(folder);
  const grade = gradeDossier({ dossier: kept, rubric, overrides: [], failUnder: null, report });
  await openRuns()(folder, { dossier: kept, grade });
  return grade;
};

const anew = async (
  one: One,
  show: { readonly io: CommandIo; readonly progress: Progress },
): Promise<Grade> => {
  const { source, folder, task, session } = one;
  const { id } = task.challenge.config;
  const kind = session.services.provider.kind;
  const options = { source, challenge: id, candidate: referenceCandidate, out: folder, sandbox: kind };
  return (await gradeOne({ options, task, session }, show)).grade;
};

const note = ({ score }: Grade, why: string): string =>
  `${((score.low + score.high) / 2).toFixed(1)} of 100, ${why}`;

const gradeReference = async (
  one: One,
  show: { readonly io: CommandIo; readonly progress: Progress },
): Promise<Graded> => {
  const { name, task, fresh } = one;
  const { progress } = show;
  progress({ kind: 'started', step: name, title: name });
  const expected = await loadExpected(task.challenge.folder, name);
  await materialiseReference(task.challenge.folder, name, one.source);
  const kept = fresh ? null : await keptDossier(one.folder);
  const changed = kept ? await changes(kept, one) : [];
  const keeps = kept !== null && changed.length === 0;
  const grade = keeps
    ? await again(kept, one)
    : await anew(one, { ...show, progress: within(progress, name) });
  const why = kept ? `gathered again: ${changed.join(', ')} changed` : 'gathered';
  const faulted = grade.faults.length > 0;
  progress({
    kind: 'ended',
    step: name,
    outcome: faulted ? 'fault' : 'ok',
    note: `${name} ${note(grade, keeps ? 'kept, nothing changed' : why)}`,
  });
  return { name, grade, expected };
};

/** Grades references of a challenge for real, side by side as far as the machine allows, each into a folder below `out`. */
export const climb = async (
  order: LadderOrder,
  show: {
    readonly io: CommandIo;
    readonly progress: Progress;
    readonly machine: { readonly freeBytes: number; readonly cpus: number };
  },
): Promise<readonly Graded[]> => {
  await using scratch = new AsyncDisposableStack();
  const sources = await mkdtemp(join(tmpdir(), 'takehome-ladder-'));
  scratch.defer(() => rm(sources, { recursive: true, force: true }));
  return await inParallel(order.names, {
    width: sideBySide(show.machine, limitsOf(order.task.challenge)),
    work: (name) =>
      gradeReference({ ...order, name, source: join(sources, name), folder: join(order.out, name) }, show),
  });
};
