import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceOf } from '../../harness/commands/source.ts';
import { HarnessError } from '../../harness/errors.ts';
import { inspectFiles } from '../../harness/inspect.ts';
import type { Dossier } from '../../harness/types.ts';
import { type Labelled, type Question, questions, type Told } from './corpus-labels.ts';
import { benchIo } from './running.ts';

/**
 * Reads real public repositories from their files and compares with what a careful reader said of them:
 * `npm run bench:corpus -- <folder of checkouts> <labels.json> [--label name]`. A checkout of `owner/name` stands in `owner+name`.
 * Prints precision and recall a label, with and without the labels that the reader was unsure of, and every disagreement.
 */
const [folder = '', labelsFile = '', ...rest] = process.argv.slice(2);
const only = rest[0] === '--label' ? (rest[1] ?? '') : '';
if (!existsSync(folder) || !existsSync(labelsFile)) {
  process.stderr.write('Usage: npm run bench:corpus -- <folder of checkouts> <labels.json> [--label name]\n');
  process.exit(2);
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const io = benchIo((line) => process.stderr.write(`${line}\n`));

type Answer = Told & { readonly repo: string; readonly expected: string; readonly unsure: boolean };
type Read = { readonly labelled: Labelled; readonly dossier: Dossier };

const inspect = async (checkout: string): Promise<Dossier> => {
  await using source = await sourceOf({ source: checkout }, io);
  return await inspectFiles(
    { challenge: null, candidate: 'none' },
    {
      openWorkspace: source.open,
      root: source.root,
      progress: () => {},
      signal: io.signal,
      now: () => performance.now(),
      today: () => new Date(),
      harness: { version: 'bench', digest: 'bench' },
    },
  );
};

/** A partial clone lacks large files that no label depends on: what lies in the checkout is read, without its history. */
const inspectFolder = async (checkout: string): Promise<Dossier> => {
  const copy = await mkdtemp(join(tmpdir(), 'takehome-corpus-'));
  try {
    await cp(checkout, copy, { recursive: true, filter: (path) => path !== join(checkout, '.git') });
    return await inspect(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
};

const isPartial = (error: unknown): boolean =>
  error instanceof HarnessError && error.code === 'REPOSITORY_DAMAGED';

const read = async (labelled: Labelled): Promise<Read | null> => {
  const checkout = join(folder, labelled.repo.replace('/', '+'));
  if (!existsSync(checkout)) {
    io.err(`not there, and left out: ${checkout}`);
    return null;
  }
  try {
    return { labelled, dossier: await inspect(checkout) };
  } catch (error) {
    if (isPartial(error)) return { labelled, dossier: await inspectFolder(checkout) };
    throw error;
  }
};

const answersTo = ({ label, expected, told }: Question, all: readonly Read[]): readonly Answer[] =>
  all.map(({ labelled, dossier }) => ({
    repo: labelled.repo,
    unsure: labelled.unsure.includes(label),
    expected: expected(labelled),
    ...told(dossier),
  }));

const share = (part: number, whole: number): string => (whole === 0 ? '   –' : (part / whole).toFixed(2));

const figures = (answers: readonly Answer[], positive: Question['positive']): string => {
  const isPositive = (value: string): boolean => positive.includes(value);
  const right = answers.filter(({ value, expected }) => isPositive(value) && isPositive(expected)).length;
  const claimed = answers.filter(({ value }) => isPositive(value)).length;
  const there = answers.filter(({ expected }) => isPositive(expected)).length;
  const same = answers.filter(({ value, expected }) => value === expected).length;
  return (
    `${share(right, claimed)} (${right}/${claimed})`.padEnd(15) +
    `${share(right, there)} (${right}/${there})`.padEnd(15) +
    `${share(same, answers.length)} (${same}/${answers.length})`.padEnd(15)
  );
};

const mostPlaces = 4;

const disagreement = ({ repo, expected, value, unsure, places }: Answer): readonly string[] => [
  `  ${repo}: labelled ${expected}${unsure ? ' (unsure)' : ''}, read ${value}`,
  ...places.slice(0, mostPlaces).map((place) => `      ${place}`),
];

const labels: readonly Labelled[] = JSON.parse(readFileSync(labelsFile, 'utf8'));
const all: Read[] = [];
for (const labelled of labels) {
  const one = await read(labelled);
  if (one) all.push(one);
}
const asked = questions
  .filter(({ label }) => only === '' || label === only)
  .map((question) => ({ question, answers: answersTo(question, all) }));
say(`${all.length} of ${labels.length} repositories`);
say(`${''.padEnd(30)}precision      recall         agreement      | without what the reader was unsure of`);
for (const { question, answers } of asked) {
  const sure = answers.filter(({ unsure }) => !unsure);
  const name = `${question.label} (${question.kind})`.padEnd(30);
  say(`${name}${figures(answers, question.positive)}| ${figures(sure, question.positive).trimEnd()}`);
}
for (const { question, answers } of asked) {
  const other = answers.filter(({ value, expected }) => value !== expected);
  if (other.length === 0) continue;
  say('');
  say(`${question.label}: ${other.length} ${other.length === 1 ? 'disagreement' : 'disagreements'}`);
  for (const line of other.flatMap(disagreement)) say(line);
}
