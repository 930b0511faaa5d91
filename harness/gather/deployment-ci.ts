import { parse } from 'yaml';
import type { DeploymentEvidence } from '../evidence/deployment.ts';
import type { TextFile } from '../source/types.ts';
import { aimsOf, aimsOfAction, harmlessIn } from './deployment-ci-command.ts';
import { composedBy, composedServices } from './deployment-ci-compose.ts';
import { type Address, runsPage } from './deployment-ci-page.ts';
import { holdsTests, isOfOther } from './deployment-ci-tests.ts';
import { type Written, writtenIn } from './deployment-ci-tree.ts';
import type { ImageInput } from './deployment-images.ts';
import { recipesOf, type Targets, targetsIn } from './deployment-make.ts';

type Ci = DeploymentEvidence['ci'][number];
type Step = Ci['steps'][number];

const maxFiles = 20;
const maxSteps = 60;
const longest = 160;

/** Where a service looks for its configuration. */
const services: readonly (readonly [service: string, path: RegExp])[] = [
  ['GitHub Actions', /^\.github\/workflows\/[^/]+\.ya?ml$/],
  ['GitLab CI', /^\.gitlab-ci\.ya?ml$/],
  ['CircleCI', /^\.circleci\/config\.ya?ml$/],
  ['Travis CI', /^\.travis\.ya?ml$/],
  ['Azure Pipelines', /(^|\/)\.?azure-pipelines[\w.-]*\.ya?ml$/],
  ['Bitbucket Pipelines', /^bitbucket-pipelines\.ya?ml$/],
  ['AWS CodeBuild', /(^|\/)buildspec[\w.-]*\.ya?ml$/],
  ['Google Cloud Build', /(^|\/)cloudbuild[\w.-]*\.ya?ml$/],
  ['AppVeyor', /^\.?appveyor\.ya?ml$/],
  ['Drone or Woodpecker', /^\.(drone|woodpecker)\.ya?ml$|^\.woodpecker\/[^/]+\.ya?ml$/],
  ['Jenkins', /(^|\/)Jenkinsfile[\w.-]*$/],
];

/** `sh 'pytest'` and `sh """ ... """`, line by line: a Jenkinsfile is a program, of which the shell lines are read. */
const inJenkinsfile = ({ text }: TextFile): readonly Written[] => {
  let inside = false;
  return text.split('\n').flatMap((raw, index) => {
    const fences = raw.split(/'''|"""/).length - 1;
    const [, shell = ''] =
      /\b(?:sh|bat|powershell)\b[\s(]*(?:script:\s*)?["']{1,3}(.*?)["']{0,3}\)?\s*$/.exec(raw) ?? [];
    const was = inside;
    if (fences % 2 === 1) inside = !inside;
    const line = was && fences === 0 ? raw.trim() : shell.trim();
    const lenient = /returnStatus:\s*true/.test(raw) ? 'returnStatus: true' : null;
    return line === '' || line.startsWith('#')
      ? []
      : [{ line: index + 1, text: line, script: text, action: false, lenient, off: false }];
  });
};

const checks = (line: string): boolean => aimsOf(line).some((aim) => aim === 'test' || aim === 'lint');

type Known = {
  readonly targets: Targets;
  readonly services: ReturnType<typeof composedServices>;
  readonly tested: boolean;
};

/** What `make test` does is what the recipe of `test` does, and what compose is told to start what its services run. */
const aimsWith = ({ targets, services }: Known, line: string): readonly Step['aims'][number][] => {
  const lines = [line, ...recipesOf(targets, line)];
  const inside = lines.flatMap((one) => composedBy(one, services).flatMap(({ shells }) => shells));
  const aims = new Set([...lines, ...inside.filter(checks)].flatMap((one) => aimsOf(one)));
  if (aims.size > 1) aims.delete('other');
  return [...aims];
};

/** A recipe that lets go on whatever it checks; `&&` stands between its lines. */
const harmlessInRecipe = (recipe: string): string | null => {
  const checking = recipe.split(' && ').filter(checks);
  const why = checking.map((line) => harmlessIn(line, line));
  return why.every((one) => one !== null) ? (why[0] ?? null) : null;
};

/** How a service ended is asked for later in the step. */
const waits = /\bwait\b|ExitCode/;

/** Whatever services check, where nothing of it reaches the line. */
const harmlessComposed = (services: Known['services'], lines: readonly string[]): string | null => {
  const composed = lines.flatMap((line) => composedBy(line, services));
  const checking = composed.filter(({ shells }) => shells.some(checks));
  return checking.every(({ harmless }) => harmless !== null) ? (checking[0]?.harmless ?? null) : null;
};

const harmlessWith = ({ targets, services }: Known, { text, script }: Written): string | null => {
  const lines = [text, ...recipesOf(targets, text)];
  const direct = lines.some((line) => checks(line));
  const found =
    harmlessIn(text, script) ?? (direct || waits.test(script) ? null : harmlessComposed(services, lines));
  if (found !== null) return found;
  const why = recipesOf(targets, text).map(harmlessInRecipe);
  return why.every((one) => one !== null) ? (why[0] ?? null) : null;
};

const stepOf = (path: string, one: Written, known: Known): Step => {
  const aims = one.action ? aimsOfAction(one.text) : aimsWith(known, one.text);
  return {
    path,
    line: one.line,
    text: one.text.slice(0, longest),
    aims,
    harmless: one.lenient ?? (one.action ? null : harmlessWith(known, one)),
    ...(!known.tested && aims.includes('test') && !isOfOther(one.text) ? { idle: true } : {}),
  };
};

const byItself =
  /^(push|pull_request(_target)?|merge_group|schedule|workflow_run|release|create|issues|issue_comment|status|check_run)$/;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

const triggersOf = (on: unknown): Readonly<Record<string, unknown>> => {
  if (typeof on === 'string') return { [on]: null };
  return Array.isArray(on) ? Object.fromEntries(on.map((name) => [String(name), null])) : record(on);
};

/** Patterns of paths or branches, none of which can be met: an empty list, or folders that are not there. */
const isUnmet = (trigger: unknown, files: readonly string[]): boolean => {
  const { branches, paths } = record(trigger);
  if (Array.isArray(branches) && branches.length === 0) return true;
  if (!Array.isArray(paths) || paths.length === 0) return false;
  return paths.every((pattern) => {
    const fixed =
      String(pattern)
        .replace(/^\.?\//, '')
        .split(/[*?[{!]/)[0] ?? '';
    return fixed !== '' && !files.some((file) => file.startsWith(fixed));
  });
};

/** What sets off a workflow of GitHub's. Other services run on every push unless they are told otherwise. */
const startsOf = ({ path, text }: TextFile, { facts }: Pick<ImageInput, 'facts'>): Ci['starts'] => {
  if (!path.startsWith('.github/')) return 'change';
  try {
    const document: unknown = parse(text, { maxAliasCount: 20, logLevel: 'silent' });
    const triggers = Object.entries(triggersOf(record(document).on));
    const name = path.slice(path.lastIndexOf('/') + 1);
    const called =
      triggers.some(([key]) => key === 'workflow_call') &&
      facts.texts.some((other) => other.path !== path && other.text.includes(`workflows/${name}`));
    const files = facts.files.map((file) => file.path);
    const own = triggers.filter(([key]) => byItself.test(key));
    if (called || own.some(([, trigger]) => !isUnmet(trigger, files))) return 'change';
    if (own.length > 0 || triggers.length === 0) return 'never';
    return 'person';
  } catch {
    return 'change';
  }
};

/** CI configurations that run something, with their steps. Pure. */
export const readCi = (input: ImageInput & { readonly address: Address }): DeploymentEvidence['ci'] => {
  const { texts } = input.facts;
  const known = { targets: targetsIn(input), services: composedServices(input), tested: holdsTests(input) };
  return texts
    .flatMap((file) => {
      const service = services.find(([, where]) => where.test(file.path))?.[0];
      return service === undefined ? [] : [{ file, service }];
    })
    .slice(0, maxFiles)
    .flatMap(({ file, service }) => {
      const all = service === 'Jenkins' ? inJenkinsfile(file) : writtenIn(file);
      const runs = all.filter(
        ({ action, text, off }) => !off && !(action && /^actions\/checkout\b/.test(text)),
      );
      const [first] = runs;
      if (!first) return [];
      const steps = runs.map((one) => stepOf(file.path, one, known)).filter(({ aims }) => aims.length > 0);
      const place = { path: file.path, line: first.line };
      return [
        {
          place,
          service,
          starts: startsOf(file, input),
          steps: steps.slice(0, maxSteps),
          page: runsPage(service, input.address),
        },
      ];
    });
};
