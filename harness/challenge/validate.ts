import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { dictionaryOf } from './dictionary.ts';
import { packFiles } from './pack.ts';
import { checkReference } from './reference.ts';
import type { Challenge, Draw, Row } from './types.ts';

/** One thing that a challenge must hold to. `problems` is empty when it does. */
export type Validation = { readonly claim: string; readonly problems: readonly string[] };

type Drawn = { readonly challenge: Challenge; readonly draw: Draw; readonly other: Draw };

/** A ledger that is off by more than this share of what is declared describes other data. */
const tolerance = 0.25;

const problem = (holds: boolean, sentence: string): readonly string[] => (holds ? [] : [sentence]);
const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const identifierOf = ({ config }: Challenge): string =>
  config.columns.find(({ role }) => role === 'identifier')?.name ?? '';

const columnsWith = ({ config }: Challenge, role: string): readonly string[] =>
  config.columns.filter((column) => column.role === role).map(({ name }) => name);

const idsOf = (challenge: Challenge, rows: readonly Row[]): ReadonlySet<string> =>
  new Set(rows.map((row) => String(row[identifierOf(challenge)])));

const isDeterministic = ({ challenge, draw, other }: Drawn): readonly string[] => {
  const again = challenge.generate({ version: challenge.config.version, candidate: 'one' });
  return [
    ...problem(same(again, draw), 'the same candidate gets different data when asked twice'),
    ...problem(!same(other.train, draw.train), 'two candidates get the same training rows'),
    ...problem(same(other.holdout, draw.holdout), 'two candidates are asked different holdout rows'),
  ];
};

const describesItsFiles = ({ challenge: { config }, draw }: Drawn): readonly string[] => {
  const file = draw.files.find((candidate) => candidate.path === config.data.train);
  if (!file) return [`the generator writes no ${config.data.train}`];
  const [header = []] = parse(file.text, { to: 1 });
  const declared = config.columns.map(({ name }) => name);
  return [
    ...problem(
      same(header, declared),
      `${config.data.train} has the columns ${header.join(', ')}, declared are ${declared.join(', ')}`,
    ),
    ...problem(
      draw.train.length === config.data.rows,
      `${draw.train.length} training rows, declared are ${config.data.rows}`,
    ),
    ...problem(draw.trainLabels.length === draw.train.length, 'training rows and labels differ in number'),
  ];
};

const strikesAsDeclared = ({ challenge: { config }, draw }: Drawn): readonly string[] => {
  const struck = Map.groupBy(draw.ledger, ({ defect }) => defect);
  const shareOf = (id: string): number =>
    new Set(struck.get(id)?.map(({ row }) => row)).size / draw.train.length;
  const declared = config.defects.map(({ id }) => id);
  return [
    ...config.defects.flatMap(({ id, share }) =>
      problem(
        Math.abs(shareOf(id) - share) <= tolerance * share,
        `${id} is declared for ${share} of the rows and strikes ${shareOf(id).toFixed(3)}`,
      ),
    ),
    ...[...struck.keys()]
      .filter((id) => !declared.includes(id))
      .map((id) => `${id} strikes without being declared`),
  ];
};

const keepsTheHoldoutBack = ({ challenge, draw }: Drawn): readonly string[] => {
  const held = idsOf(challenge, draw.holdout.rows);
  const shared = [...idsOf(challenge, draw.train)].filter((id) => held.has(id));
  const packed = packFiles(challenge, 'one').map(({ text }) => text);
  const named = [...held].filter((id) => packed.some((text) => text.includes(id)));
  const [target = ''] = columnsWith(challenge, 'target');
  return [
    ...problem(shared.length === 0, `${shared.length} holdout rows are training rows too`),
    ...problem(
      named.length === 0,
      `${named.length} identifiers of holdout rows stand in what candidates receive`,
    ),
    ...problem(
      draw.holdout.rows.every((row) => !(target in row)),
      'holdout rows carry the target',
    ),
  ];
};

const holdoutCanBeJudged = ({ challenge, draw }: Drawn): readonly string[] => {
  const { rows, labels } = draw.holdout;
  const { holdout } = challenge.config;
  const leaking = columnsWith(challenge, 'leaking').filter((column) =>
    rows.some((row) => (row[column] ?? null) !== null),
  );
  return [
    ...problem(rows.length === holdout.rows, `${rows.length} holdout rows, declared are ${holdout.rows}`),
    ...problem(labels.length === rows.length, 'holdout rows and labels differ in number'),
    ...problem(new Set(labels).size === 2, 'the holdout has one class only'),
    ...leaking.map((column) => `${column} leaks, and is filled in on the holdout`),
    ...holdout.baselineColumns
      .filter((column) => !rows.every((row) => column in row))
      .map((column) => `the baseline column ${column} is not there`),
    ...problem(
      challenge.reference.name === holdout.reference,
      `standing.json is about ${challenge.reference.name}, declared is ${holdout.reference}`,
    ),
  ];
};

const briefStatesTheContract = ({ challenge: { brief, config } }: Drawn): readonly string[] => {
  const { path: route, health, requestKey, replyKey, probabilityKey } = config.serving;
  return [route, health, requestKey, replyKey, probabilityKey, config.timeBox, 'takehome.yaml']
    .filter((word) => !brief.includes(word))
    .map((word) => `brief.md never says "${word}"`);
};

const dictionaryKeepsSecrets = ({ challenge: { config } }: Drawn): readonly string[] => {
  const text = dictionaryOf(config);
  return config.defects
    .filter(({ id }) => text.includes(id))
    .map(({ id }) => `the dictionary names the defect ${id}`);
};

const exchangesNameKnownFields = ({ challenge }: Drawn): readonly string[] => {
  const known = [challenge.config.serving.requestKey, ...challenge.config.columns.map(({ name }) => name)];
  const removed = challenge.malformed.flatMap(({ send }) => (send.kind === 'row' ? send.remove : []));
  const fields = challenge.malformed.flatMap(({ field }) => (field === null ? [] : [field]));
  return [...removed, ...fields]
    .filter((name) => !known.includes(name))
    .map((name) => `exchanges.yaml names ${name}, which is no column`);
};

const referencesAreWhole = async ({ config, folder }: Challenge): Promise<readonly string[]> => {
  const names = config.references.flat();
  const problems = await Promise.all(
    names.map((name) =>
      checkReference(folder, name).then(
        () => [],
        (error: Error) => [`${name}: ${error.message}`],
      ),
    ),
  );
  return problems.flat();
};

const generatorUsesNoChance = async ({ folder }: Challenge): Promise<readonly string[]> => {
  const text = await readFile(path.join(folder, 'generate.ts'), 'utf8');
  return ['Math.random', 'Date.now', 'new Date()']
    .filter((call) => text.includes(call))
    .map((call) => `generate.ts calls ${call}`);
};

/**
 * Everything that can be said of a challenge without running a submission: its generator, its ledger, what candidates
 * receive, its references. Never throws for what the challenge does wrong.
 */
export const validateChallenge = async (challenge: Challenge): Promise<readonly Validation[]> => {
  const drawFor = (candidate: string): Draw =>
    challenge.generate({ version: challenge.config.version, candidate });
  const drawn = { challenge, draw: drawFor('one'), other: drawFor('two') };
  return [
    { claim: 'the generator is deterministic', problems: isDeterministic(drawn) },
    {
      claim: 'the generator uses neither clock nor chance',
      problems: await generatorUsesNoChance(challenge),
    },
    { claim: 'the training data are as declared', problems: describesItsFiles(drawn) },
    { claim: 'every declared defect strikes, and no other', problems: strikesAsDeclared(drawn) },
    { claim: 'nothing of the holdout reaches a candidate', problems: keepsTheHoldoutBack(drawn) },
    { claim: 'the holdout can be judged', problems: holdoutCanBeJudged(drawn) },
    { claim: 'the brief states the contract', problems: briefStatesTheContract(drawn) },
    { claim: 'the dictionary gives nothing away', problems: dictionaryKeepsSecrets(drawn) },
    { claim: 'malformed requests name known fields', problems: exchangesNameKnownFields(drawn) },
    { claim: 'every reference is whole', problems: await referencesAreWhole(challenge) },
  ];
};
