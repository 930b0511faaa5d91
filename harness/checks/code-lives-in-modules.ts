import type { CodeEvidence } from '../evidence/code.ts';
import type { Detail } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { linesOf } from './support/code.ts';
import { lookedFor, share } from './support/details.ts';
import { progress } from './support/predictions.ts';
import { count, percent } from './support/words.ts';

// Share of statements: exploring in notebooks is right, so half of the code in modules is as good as all of it.
const half = 0.5;
// A function whose file cannot be imported without a run is one guard away from being reused.
const withRun = 0.5;
const worthASentence = 0.01;

function tableOf({ parts }: CodeEvidence): Detail {
  const rows = [
    ['modules', parts.modules],
    ['scripts', parts.scripts],
    ['notebooks', parts.notebooks],
    ['tests', parts.tests],
  ] as const;
  return {
    kind: 'table',
    columns: ['where', 'files', 'statements'],
    rows: rows.map(([where, { files, statements }]) => [where, String(files), String(statements)]),
  };
}

function starts({ entryPoints }: CodeEvidence): readonly Detail[] {
  return entryPoints.slice(0, 3).map(({ kind, place }) => ({ kind: 'place', ...place, note: noteOf(kind) }));
}

function noteOf(kind: CodeEvidence['entryPoints'][number]['kind']): string {
  switch (kind) {
    case 'main':
      return 'started as a program';
    case 'console-script':
      return 'installed as a command';
    case 'application':
      return 'served';
  }
}

export const codeLivesInModules = defineCheck({
  id: 'code-lives-in-modules',
  asks: 'Does the code live in functions that can be imported, not only in notebooks?',
  why: 'What cannot be imported cannot be tested, served or reused.',
  remedy: 'Move cleaning, features and training into functions of a package, and let the notebook call them.',
  followUp: {
    question: 'How did code move from trying out to being served?',
    goodAnswer: 'Names the point where a notebook cell became a function with a test, and one shared path.',
  },
  needs: ['code'],
  judge({ code }) {
    const { parts, importable } = code;
    const all = parts.modules.statements + parts.scripts.statements + parts.notebooks.statements;
    if (all === 0) {
      const details = lookedFor('statements outside tests', 'the submission’s own code');
      return scored({ score: 0, summary: 'No code of its own was found.', details });
    }
    const part = importable / all;
    const behind = code.behindWork ?? { statements: 0, lines: [] };
    const worth = part + withRun * (behind.statements / all);
    const notebooks = count(parts.notebooks.files, 'notebook');
    const others =
      behind.statements / all > worthASentence
        ? `importing another ${percent(behind.statements / all)} starts a program`
        : `there is code in ${notebooks}`;
    return scored({
      score: progress(worth, { from: 0, to: half }),
      summary: `${percent(part)} of ${count(all, 'statement')} can be imported; ${others}.`,
      details: [
        share('statements that can be imported', part),
        tableOf(code),
        ...linesOf(behind.lines.slice(0, 3), 'runs as soon as the file is imported'),
        ...starts(code),
      ],
    });
  },
});
