import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSession, type Session } from '../../harness/commands/session.ts';
import type { TestsEvidence } from '../../harness/evidence/tests.ts';
import { gatherTests } from '../../harness/gather/tests.ts';
import type { Running } from '../../harness/gather/types.ts';
import type { Limits } from '../../harness/types.ts';
import { benchIo, openRunning } from '../bench/running.ts';

export type TextFiles = Readonly<Record<string, string>>;

export const openEngineSession = (): Promise<Session> => openSession('docker', benchIo());

type After = (running: Running) => Promise<void>;

/** A submission of these files alone, its tests gathered in real containers; `after` sees the sandbox as it is left. */
export const testsOf = async (
  session: Session,
  {
    files,
    limits = {},
    after = async () => {},
  }: { readonly files: TextFiles; readonly limits?: Partial<Limits>; readonly after?: After },
): Promise<TestsEvidence> => {
  const source = await mkdtemp(join(tmpdir(), 'takehome-tested-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(source, path)), { recursive: true });
      await writeFile(join(source, path), text);
    }
    await using opened = await openRunning({ session, source, limits, waitingFor: () => {} });
    const tests = await gatherTests(opened.running);
    await after(opened.running);
    return tests;
  } finally {
    await rm(source, { recursive: true, force: true });
  }
};

export const reachedBy = ({ coverage }: TestsEvidence): readonly string[] =>
  coverage?.functions.filter(({ reached }) => reached).map(({ name }) => name) ?? [];

export const outcomesOf = ({ mutants }: TestsEvidence): readonly string[] =>
  mutants.tried.map(({ function: name, outcome }) => `${name} ${outcome}`);
