import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { explained } from './commands/explain.ts';
import type { CommandIo } from './commands/io.ts';
import { harnessVersion } from './commands/version.ts';
import { exitCodes } from './errors.ts';

const interrupted = new AbortController();

const io = (json: boolean): CommandIo => ({
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
  env: process.env,
  signal: interrupted.signal,
  isTty: process.stderr.isTTY === true && process.env.CI === undefined,
  json,
});

const score = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 100))
    throw new InvalidArgumentError('a number from 0 to 100 is needed.');
  return value;
};

const names = (text: string): readonly string[] =>
  text.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]));

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

const program = new Command('takehome')
  .description(
    'Grades machine-learning take-home submissions: builds and runs them in a sandbox, asks their endpoint, weighs the evidence, writes a report.',
  )
  .version(harnessVersion())
  .showSuggestionAfterError()
  .showHelpAfterError('(takehome --help lists the commands, takehome <command> --help explains one)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Exit codes: 0 graded; 1 below the bar asked for, or a person is needed to tell; 2 could not run; 130 interrupted.

Examples:
  takehome doctor --fix                                     get ready: engine, base images
  takehome challenge pack churn --candidate ada-l           the folder that one candidate receives
  takehome grade https://forge/ada/churn --candidate ada-l  grade what came back
  takehome grade ./submission.zip --fail-under 60 --json    for scripts and CI
  takehome inspect https://forge/ada/churn                  what its files say, in seconds
  takehome regrade runs/*/dossier.json                      weigh again, without an engine

Every error code is explained in docs/errors.md.`,
  );

const finish = (code: number): void => {
  process.exitCode = code;
};

const withBar = (command: Command): Command =>
  command.option(
    '--fail-under <score>',
    'exit 1 when the score is below this, or cannot be told without a person',
    score,
  );

/** A command that reads one source: where it is, which state of it, and how to reach it. */
const reading = (command: Command): Command =>
  withBar(command)
    .argument('<source>', 'https or ssh git URL, git folder, plain folder, .zip or .tar.gz')
    .option('--ref <ref>', 'branch, tag or commit (default: HEAD)')
    .option('--ssh-key <file>', 'private key for ssh URLs')
    .option(
      '--allow-http <host>',
      'host to clone from although it is internal or speaks plain http; repeatable',
      collect,
    );

reading(program.command('grade'))
  .description('Grade one submission and write its report.')
  .option('--challenge <id>', 'challenge that the submission answers: an id, or a folder', 'churn')
  .option('--rubric <id>', "rubric to weigh by: an id, or a file (default: the challenge's)")
  .option('--candidate <id>', 'whose data to train on: the id given to challenge pack', 'reference')
  .option(
    '--out <folder>',
    'for the report, grade.json, dossier.json, junit.xml and summary.md (default: runs/<name>-<commit>)',
  )
  .option(
    '--sandbox <kind>',
    'docker; or local, which contains nothing: only for code that you trust',
    'docker',
  )
  .option(
    '--build-dockerfile',
    "build the submission's Dockerfile and run it there; its RUN steps are candidate code that runs as root with a network on",
  )
  .option('--json', 'print grade.json on standard output and nothing else there')
  .action(async (source: string, options) => {
    const { grade } = await import('./commands/grade.ts');
    finish(await grade({ source, ...options }, io(options.json === true)));
  });

reading(program.command('inspect'))
  .description(
    'Review what the files of any repository say: nothing is run, no engine is needed. Takes seconds.',
  )
  .option('--challenge <id>', 'challenge that it answers, if any: its brief and data are then set aside')
  .option('--rubric <id>', 'rubric to weigh by: an id, or a file', 'portfolio')
  .option('--candidate <id>', 'whose data came with it: the id given to challenge pack', 'reference')
  .option(
    '--out <folder>',
    'for the report, grade.json, dossier.json, junit.xml and summary.md (default: runs/<name>-<commit>-files)',
  )
  .option('--json', 'print grade.json on standard output and nothing else there')
  .action(async (source: string, options) => {
    const { inspect } = await import('./commands/inspect.ts');
    finish(await inspect({ source, ...options }, io(options.json === true)));
  });

withBar(program.command('regrade'))
  .description('Weigh saved dossiers again: without an engine, in well under a second.')
  .argument('<dossier...>', 'dossier.json files, or run folders')
  .option('--rubric <id>', "rubric to weigh by: an id, or a file (default: the challenge's)")
  .option('--overrides <file>', 'YAML list of scores set by a person: check, score, reason, by, date')
  .option('--out <folder>', 'where to write one run folder for each dossier (default: beside each dossier)')
  .option('--json', 'print the grades on standard output and nothing else there')
  .action(async (dossiers: readonly string[], options) => {
    const { regrade } = await import('./commands/regrade.ts');
    finish(await regrade({ dossiers, ...options }, io(options.json === true)));
  });

program
  .command('demo')
  .description(
    'Grade two bundled submissions for real, in Docker, and say where the reports are. Takes minutes.',
  )
  .option('--out <folder>', 'where to write', 'runs/demo')
  .option('--json', 'print both grades on standard output and nothing else there')
  .action(async (options) => {
    const { demo } = await import('./commands/demo.ts');
    finish(await demo(options, io(options.json === true)));
  });

program
  .command('doctor')
  .description('Show what this machine has for grading, and prove that each limit of the sandbox bites.')
  .option('--fix', 'install and build what is missing, where that is possible')
  .option('--json', 'print the findings on standard output and nothing else there')
  .action(async (options) => {
    const { doctor } = await import('./commands/doctor.ts');
    finish(await doctor(options, io(options.json === true)));
  });

const challenge = program.command('challenge').description('Make, check and hand out challenges.');

challenge
  .command('pack')
  .description('Write the folder that one candidate receives.')
  .argument('<id>', 'challenge: an id, or a folder')
  .requiredOption('--candidate <id>', 'who receives it: decides the data that is drawn')
  .option('--out <folder>', 'where to write (default: <challenge>-<candidate>)')
  .action(async (id: string, options) => {
    const { packCommand } = await import('./commands/challenge.ts');
    finish(await packCommand({ id, ...options }, io(false)));
  });

challenge
  .command('validate')
  .description('Check a challenge: its files and generator, then its references, graded for real in Docker.')
  .argument('<id>', 'challenge: an id, or a folder')
  .option('--no-ladder', 'leave the references out: seconds, and no engine')
  .option('--only <names>', 'references to grade, with commas between (default: all)', names)
  .option('--fresh', 'gather everything again, also where nothing changed', false)
  .option('--out <folder>', 'for one run folder a reference; kept and used again', 'runs/ladder')
  .option('--json', 'print the findings on standard output and nothing else there')
  .action(async (id: string, options) => {
    const { validateCommand } = await import('./commands/validate.ts');
    finish(await validateCommand({ id, only: [], ...options }, io(options.json === true)));
  });

challenge
  .command('measure')
  .description('Ask a running reference for the whole holdout and write standing.json into the challenge.')
  .argument('<id>', 'challenge: an id, or a folder')
  .requiredOption('--url <url>', 'address of the service, e.g. http://127.0.0.1:8000')
  .action(async (id: string, options) => {
    const { measureCommand } = await import('./commands/challenge.ts');
    finish(await measureCommand({ id, ...options }, io(false)));
  });

challenge
  .command('new')
  .description('Write a minimal challenge folder to start from.')
  .argument('<id>', 'id of the new challenge')
  .action(async (id: string) => {
    const { newCommand } = await import('./commands/challenge.ts');
    finish(await newCommand({ id }, io(false)));
  });

program
  .command('schemas')
  .description('Write the JSON Schemas of every file format (for work on takehome itself).')
  .action(async () => {
    const { schemas } = await import('./commands/schemas.ts');
    finish(await schemas({}, io(false)));
  });

program
  .command('new-check')
  .description('Write a new check, its test and its place in the list (for work on takehome itself).')
  .argument('<id>', 'claim-shaped id, e.g. serving-refuses-malformed-rows')
  .action(async (id: string) => {
    const { newCheck } = await import('./commands/new-check.ts');
    finish(await newCheck({ id }, io(false)));
  });

const wantsJson = process.argv.includes('--json');

/** One sentence and a hint for what the operator can mend; a trace for a bug of ours, with where to take it. */
const explain = (error: unknown): number => {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  if (interrupted.signal.aborted) {
    process.stderr.write('Stopped. Nothing is left running.\n');
    return 130;
  }
  const { code, message, hint } = explained(error, error instanceof CommanderError);
  if (wantsJson) process.stdout.write(`${JSON.stringify({ error: { code, message, hint } })}\n`);
  if (error instanceof CommanderError) return exitCodes.couldNotRun;
  if (code === 'HARNESS_BUG' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
  process.stderr.write(`${code}: ${message}\n  ${hint}\n`);
  return exitCodes.couldNotRun;
};

const interrupt = (): void => {
  if (interrupted.signal.aborted) process.exit(130);
  process.stderr.write('\nStopping: ending what runs. Interrupt again to leave at once.\n');
  interrupted.abort(new DOMException('interrupted', 'AbortError'));
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, interrupt);
/** Whoever read along has left: without a reader of the result there is nothing to go on for, without progress there is. */
process.stdout.on('error', () => process.exit(exitCodes.couldNotRun));
process.stderr.on('error', () => {});

program
  .parseAsync()
  .catch((error: unknown) => finish(explain(error)))
  // All is disposed of: once it is said too, the heap is not taken apart piece by piece.
  .finally(() => process.stdout.write('', () => process.stderr.write('', () => process.exit())));
