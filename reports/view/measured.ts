import type { Dossier, Evidence, EvidenceKind, Grade, Limits } from '../../harness/types.ts';
import { caps, visible } from '../escape.ts';
import { commandsOf } from './commands.ts';
import { claimOf } from './finding.ts';
import { placeText } from './link.ts';
import { bytes, duration } from './units.ts';
import { decimals, joined, plural, sentence } from './words.ts';

type Header = Dossier['header'];
type Row = { readonly name: string; readonly value: string; readonly code: boolean };

const row = (name: string, value: string, code = false): Row => ({
  name,
  value: visible(value, caps.sentence),
  code,
});

const limitsText = ({ memoryBytes, cpus, diskBytes, pids, ...seconds }: Limits): string =>
  joined([
    `${bytes(memoryBytes)} of memory`,
    `${decimals(cpus, 2)} CPU`,
    `${bytes(diskBytes)} of disk`,
    plural(pids, 'process', 'processes'),
    `${duration(seconds.trainSeconds * 1_000)} to train`,
    `${duration(seconds.testSeconds * 1_000)} to test`,
    `${duration(seconds.readySeconds * 1_000)} to start`,
    `${duration(seconds.requestSeconds * 1_000)} a request`,
  ]);

const runtimes: Record<Evidence['environment']['runtime']['name'], string> = {
  python: 'Python',
  node: 'Node',
};

const runtimeOf = ({ environment }: Dossier): Row[] => {
  if (environment.state !== 'gathered') return [];
  const { name, asked, askedIn, used, offered } = environment.value.runtime;
  const why =
    asked === null
      ? 'none was asked for'
      : `${asked} was asked for${askedIn ? ` in ${placeText(askedIn)}` : ''}`;
  return [row(runtimes[name], `${used}; ${why}; offered: ${joined(offered)}`)];
};

const dockerfileOf = ({ header, environment }: Dossier): Row[] => {
  if (header.sandbox?.dockerfile !== 'built') return [];
  const built = environment.state === 'gathered' ? environment.value.built : undefined;
  if (!built) return [row('Dockerfile', 'asked to be built, and none was')];
  const { dockerfile, bases, given } = built;
  const on = bases.length > 0 ? `, on ${joined(bases.slice(0, 5))}` : '';
  const saw = given.length > 0 ? joined(given) : 'nothing';
  return [
    row(
      'Dockerfile',
      `${dockerfile} was built${on}: its steps ran as root with a network on, before anything was measured; of the settings here they saw ${saw}`,
    ),
  ];
};

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** The command that gives this report again. */
export const repeatCommand = ({ submission, challenge, rubric }: Grade, { sandbox }: Header): string => {
  const ref = submission.commit ?? submission.ref;
  const command = sandbox ? 'grade' : 'inspect';
  const words = ['takehome', command, submission.origin, ...(ref === null ? [] : ['--ref', ref])];
  const task = challenge ? ['--challenge', challenge.id] : [];
  const build = sandbox?.dockerfile === 'built' ? ['--build-dockerfile'] : [];
  return [...words, ...task, '--rubric', rubric.id, ...build].map(quoted).join(' ');
};

const challengeOf = ({ challenge }: Header): Row[] =>
  challenge
    ? [
        row('Challenge', `${challenge.id} ${challenge.version}, digest ${challenge.digest}`),
        row('Data drawn for', `${challenge.candidate}, variant ${challenge.variant}`),
      ]
    : [row('Challenge', 'none: no brief and no data were known')];

const sandboxOf = (dossier: Dossier): Row[] => {
  const { sandbox, limits } = dossier.header;
  if (!sandbox) return [row('Sandbox', 'none: only the files were read')];
  return [
    row('Sandbox', `${sandbox.kind}, ${sandbox.engine}`),
    row('Image', sandbox.image),
    ...runtimeOf(dossier),
    ...dockerfileOf(dossier),
    ...(limits ? [row('Limits', limitsText(limits))] : []),
  ];
};

const facts = ({ grade, dossier }: { grade: Grade; dossier: Dossier }): readonly Row[] => {
  const { header } = dossier;
  return [
    row('Harness', header.harness.version),
    ...challengeOf(header),
    row('Rubric', `${grade.rubric.id} ${grade.rubric.version}, digest ${grade.rubric.digest}`),
    row('Source', header.submission.origin),
    row('Commit', header.submission.commit ?? 'none'),
    row('Files', `digest ${header.submission.digest}`),
    ...sandboxOf(dossier),
    row('Took', duration(header.durationMs)),
  ];
};

const kinds: Record<EvidenceKind, string> = {
  repository: 'the files and history',
  code: 'the code',
  environment: 'the dependencies',
  training: 'training',
  tests: 'the tests',
  tracking: 'experiment tracking',
  serving: 'the server',
  holdout: 'predictions for unseen rows',
  malformed: 'malformed requests',
  behaviour: 'pairs of requests',
  service: 'speed and load',
  signs: 'signs of monitoring',
  shuffled: 'the model from shuffled labels',
  claims: 'stated figures',
  notes: 'the writing',
  method: 'what the code does with its data',
  care: 'secrets, data and licence',
  deployment: 'images, CI and dependencies',
};

const notAsked = ({ holdout, malformed }: Dossier): string[] => [
  ...(holdout.state === 'gathered' && holdout.value.notAsked
    ? [`Predictions for unseen rows: the run stopped at ${holdout.value.notAsked}.`]
    : []),
  ...(malformed.state === 'gathered' && malformed.value.notAsked
    ? [`Malformed requests: the run stopped at ${malformed.value.notAsked}.`]
    : []),
];

type LeftOut = Evidence['repository']['leftOut'][number]['because'];

const unread: Record<LeftOut, string> = {
  link: 'a link',
  special: 'not a regular file',
  'too-big': 'over the size limit',
  submodule: 'a submodule',
  'unsafe-name': 'a name that is not safe',
  dependencies: 'installed dependencies',
};

const maxLeftOut = 20;

const leftOut = ({ repository }: Dossier): string[] => {
  const entries = repository.state === 'gathered' ? repository.value.leftOut : [];
  const more = entries.length - maxLeftOut;
  return [
    ...entries
      .slice(0, maxLeftOut)
      .map(({ path, because }) => `${visible(path, caps.name)} was not read: ${unread[because]}.`),
    ...(more > 0 ? [`${plural(more, 'more entry was', 'more entries were')} not read.`] : []),
  ];
};

const readOtherwise = ({ environment }: Dossier): string[] =>
  environment.state === 'gathered'
    ? environment.value.notes.map((note) => visible(sentence(note), caps.sentence))
    : [];

const unmeasured = ({ grade, dossier }: { grade: Grade; dossier: Dossier }): readonly string[] => [
  ...notAsked(dossier),
  ...grade.findings.flatMap(({ check, verdict }) =>
    verdict.kind === 'not-applicable'
      ? [`${claimOf({ check })}: ${visible(sentence(verdict.because), caps.sentence)}`]
      : [],
  ),
  ...leftOut(dossier),
  ...readOtherwise(dossier),
  ...(dossier.header.sandbox?.degraded ?? []).map(
    (limit) => `Not enforced by this engine: ${visible(sentence(limit), caps.sentence)}`,
  ),
];

const dependencies = ({ environment }: Dossier): readonly string[] => {
  if (environment.state !== 'gathered') return [];
  const { loosened, declared } = environment.value;
  return [
    ...loosened
      .slice(0, 30)
      .map(
        ({ requirement, became, because }) =>
          `${requirement} became ${became ?? 'nothing'}: ${sentence(because)}`,
      ),
    ...declared.blocked
      .slice(0, 30)
      .map(
        ({ text, place, because }) => `${text} (${placeText(place)}) was not obeyed: ${sentence(because)}`,
      ),
  ].map((text) => visible(text, caps.sentence));
};

/** Versions, limits, the command that repeats it, assumptions, what was not measured, faults of ours. */
export const measuredOf = ({ grade, dossier }: { grade: Grade; dossier: Dossier }) => ({
  facts: facts({ grade, dossier }),
  command: visible(repeatCommand(grade, dossier.header), caps.line),
  commands: dossier.header.sandbox ? commandsOf(dossier) : [],
  dependencies: dependencies(dossier),
  unmeasured: unmeasured({ grade, dossier }).slice(0, 60),
  faults: grade.faults.slice(0, 30).map(({ code, blame, message, evidence }) => ({
    code,
    blame: blame === 'harness' ? 'the harness' : 'its environment',
    kind: kinds[evidence],
    message: visible(sentence(message), caps.sentence),
  })),
});
