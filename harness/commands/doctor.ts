import { type Diagnosis, diagnose } from '../engine/diagnose.ts';
import { connectTo, type Engine, ensureEngine } from '../engine/ensure.ts';
import {
  type EngineFacts,
  engineFacts,
  type Found,
  gatherFacts,
  type Problem,
  problemOf,
} from '../engine/facts.ts';
import { findEngine } from '../engine/find.ts';
import { thisHost, thisProcess } from '../engine/host.ts';
import { imageTitle, offeredBy, openImages } from '../engine/images.ts';
import { engineMissing } from '../engine/install.ts';
import type { Host } from '../engine/types.ts';
import { exitCodes } from '../errors.ts';
import type { CommandIo } from './io.ts';

export type DoctorOptions = {
  /** Install and start an engine, build base images. */
  readonly fix: boolean;
  /** Folder that grades are written to; `runs` unless given. */
  readonly out?: string;
};

type Visit = { readonly host: Host; readonly io: CommandIo };

const waiting =
  ({ err }: CommandIo) =>
  (what: string): void =>
    err(`waiting for ${what}`);

const lookForEngine = async ({ host }: Visit): Promise<Engine> => {
  const { address, denied } = await findEngine(host);
  if (address === null) throw engineMissing(host, denied);
  return { client: await connectTo(address, host), ...thisProcess() };
};

const repairEngine = ({ host, io }: Visit): Promise<Engine> =>
  ensureEngine({ host, signal: io.signal, waitingFor: waiting(io) });

/** Builds what images are missing; one that cannot be had keeps no other from being built. */
const repairImages = async (
  { client }: Engine,
  { host, io }: Visit,
): Promise<ReadonlyMap<string, Problem>> => {
  const images = openImages({ client, host, signal: io.signal });
  const problems = new Map<string, Problem>();
  for (const name of offeredBy(images)) {
    await images[name.runtime]
      .ensure(name.version, waiting(io))
      .catch((error: unknown) => problems.set(imageTitle(name), problemOf(error)));
  }
  return problems;
};

const visitEngine = async (visit: Visit, fix: boolean): Promise<Found<EngineFacts>> => {
  try {
    const engine = await (fix ? repairEngine(visit) : lookForEngine(visit));
    const imageProblems = fix ? await repairImages(engine, visit) : new Map<string, Problem>();
    const facts = { host: visit.host, waitingFor: waiting(visit.io), imageProblems };
    return { value: await engineFacts(engine, facts) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
};

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

const linesOf = (diagnoses: readonly Diagnosis[]): readonly string[] => {
  const width = Math.max(...diagnoses.map(({ check }) => check.length));
  return diagnoses.flatMap(({ check, status, found, todo }) => [
    `${marks[status]}  ${check.padEnd(width)}  ${found}`,
    ...(todo === null ? [] : [`${' '.repeat(marks[status].length + width + 4)}-> ${todo}`]),
  ]);
};

/** `takehome doctor`: exit 0 when submissions can run here and every limit was seen to hold, else 2. */
export const doctor = async ({ fix, out = 'runs' }: DoctorOptions, io: CommandIo): Promise<number> => {
  const host = thisHost(io.env);
  const engine = await visitEngine({ host, io }, fix);
  const diagnoses = diagnose(await gatherFacts(engine, { host, out }));
  const ok = diagnoses.every(({ status }) => status !== 'fail');
  if (io.json) io.out(JSON.stringify({ ok, diagnoses }, null, 2));
  else for (const line of linesOf(diagnoses)) io.out(line);
  return ok ? exitCodes.graded : exitCodes.couldNotRun;
};
