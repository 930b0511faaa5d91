import type { EnvironmentEvidence } from '../evidence/environment.ts';
import type { Detail } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { stageLog, stoppedWhile } from './support/stages.ts';
import { count } from './support/words.ts';

// A tenth a change: around twenty changes have been needed for real submissions, and one that installs at last is
// still worth more than one that does not.
const costOfAChange = 0.1;
const leastForInstalling = 0.2;

export const environmentInstallsAsDeclared = defineCheck({
  id: 'environment-installs-as-declared',
  asks: 'Do the declared dependencies install as they stand?',
  why: 'The next person, and the deployment, have nothing but the declaration.',
  remedy: 'Install from your own list into a fresh environment of the version that you state.',
  followUp: {
    question: 'How did you arrive at these versions, and how would you move to newer ones?',
    goodAnswer:
      'Locks what was tested, updates on purpose with the tests as a net, and knows which pin matters.',
  },
  needs: ['environment'],
  judge({ environment }) {
    const { declared, loosened, resolve, install } = environment;
    if (declared.kind === 'none') {
      const where = 'requirements files, pyproject.toml, uv.lock and package.json';
      return scored({
        score: 0,
        summary: 'No list of dependencies was found.',
        details: lookedFor('declared dependencies', where),
      });
    }
    const stopped = [resolve, install].find(({ outcome }) => outcome !== 'ok');
    if (stopped)
      return scored({
        score: 0,
        summary: `The environment stopped while ${stoppedWhile(stopped)}.`,
        details: [...stageLog(stopped), ...changes(environment)],
      });
    const changed = loosened.length + declared.blocked.length;
    if (changed === 0)
      return scored({
        score: 1,
        summary: `${count(environment.packages.length, 'package')} installed as declared.`,
        details: places(declared.files.map(first)),
      });
    const score = Math.max(leastForInstalling, 1 - costOfAChange * changed);
    return scored({
      score,
      summary: `Installed after ${count(changed, 'change')} to the declared dependencies.`,
      details: changes(environment),
    });
  },
});

const first = (path: string) => ({ path, line: 1 });

function changes({ loosened, declared }: EnvironmentEvidence): readonly Detail[] {
  const rows = loosened.map(({ requirement, became, because }) => [
    requirement,
    became ?? 'left out',
    because,
  ]);
  const table: Detail = { kind: 'table', columns: ['Declared', 'Became', 'Because'], rows };
  return [
    ...(rows.length > 0 ? [table] : []),
    ...places(
      declared.blocked.map(({ place }) => place),
      'not obeyed',
    ),
  ];
}
