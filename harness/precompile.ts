import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { execa } from 'execa';
import { type Question, readLimits } from './source/protocol.ts';

const launcher = join(import.meta.dirname, 'launch.cjs');
/** Python and TypeScript, notebooks, writing and tests, all of them our own. */
const references = join(import.meta.dirname, '..', 'challenges', 'churn', 'reference');

const questionOf = async (root: string): Promise<Question> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files = await Promise.all(
    paths.map(async (path) => ({ path: relative(root, path), bytes: (await stat(path)).size })),
  );
  return { root, files, supplied: [], limits: readLimits };
};

/**
 * Runs each program of a bundle once over the references, and keeps what V8 compiled of it beside it. Node keeps compiled code by
 * itself too, but of a module's outermost statements alone: every function would be compiled again in every run.
 */
export const precompile = async (folder: string): Promise<void> => {
  const program = (name: string, ...given: readonly string[]): readonly string[] => [
    launcher,
    '--keep',
    join(folder, `${name}.cjs`),
    ...given,
  ];
  const input = JSON.stringify(await questionOf(references));
  for (const name of ['child', 'rules-child'])
    await execa(process.execPath, program(name), { input, stdout: 'ignore' });
  const out = await mkdtemp(join(tmpdir(), 'takehome-precompile-'));
  try {
    // Some answers about the references are a person's, which is no failure.
    await execa(process.execPath, program('cli', 'inspect', references, '--out', join(out, 'run')), {
      reject: false,
    });
    await execa(process.execPath, program('cli', 'regrade', join(out, 'run'), '--out', join(out, 'again')), {
      reject: false,
    });
  } finally {
    await rm(out, { recursive: true, force: true });
  }
};
