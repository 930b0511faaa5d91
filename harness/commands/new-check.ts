import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import { writeAtomically } from '../files.ts';
import type { CommandIo } from './io.ts';

export type NewCheckOptions = {
  readonly id: string;
  /** Root of the repository; this one unless given. */
  readonly root?: string;
};

const here = join(import.meta.dirname, '..', '..');

/**
 * `npm run new:check -- <id>`: writes a check, its test and its entry in the list. What is written compiles; its test and
 * the test of the rubric fail until the check judges and a rubric weighs it. Throws `HarnessError` CHECK_ID_INVALID,
 * CHECK_EXISTS.
 */
export async function newCheck({ id, root = here }: NewCheckOptions, io: CommandIo): Promise<number> {
  if (!/^[a-z]+(-[a-z]+)+$/.test(id)) throw notAClaim(id);
  const check = join('harness', 'checks', `${id}.ts`);
  const test = join('test', 'checks', `${id}.test.ts`);
  const list = join('harness', 'checks', 'index.ts');
  if (await exists(join(root, check))) throw taken(id);
  const listed = withEntry(await readFile(join(root, list), 'utf8'), id);
  await writeAtomically(join(root, check), checkText(id));
  await writeAtomically(join(root, test), testText(id));
  await writeAtomically(join(root, list), listed);
  for (const line of nextSteps({ id, check, test, list })) io.out(line);
  return 0;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** `serving-starts` -> `servingStarts` */
export function exportName(id: string): string {
  return id.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The list with its import in alphabetical place and its entry last. */
export function withEntry(list: string, id: string): string {
  const line = `import { ${exportName(id)} } from './${id}.ts';`;
  const lines = list.split('\n');
  const later = lines.findIndex((text) => /^import .*'\.\//.test(text) && fileOf(text) > `./${id}.ts`);
  const after = lines.findLastIndex((text) => text.startsWith('import '));
  const imported = lines.toSpliced(later === -1 ? after + 1 : later, 0, line);
  return imported.toSpliced(imported.lastIndexOf('];'), 0, `  ${exportName(id)},`).join('\n');
}

function fileOf(line: string): string {
  return line.split("'")[1] ?? '';
}

function checkText(id: string): string {
  return `import { defineCheck, notApplicable } from './support/check.ts';

export const ${exportName(id)} = defineCheck({
  id: '${id}',
  asks: 'Which one question does this answer with yes or no?',
  why: 'What goes wrong for a team when the answer is no?',
  remedy: 'What is the one change that would turn a no into a yes?',
  followUp: {
    question: 'What does an interviewer ask about it?',
    goodAnswer: 'What does a good answer contain?',
  },
  needs: ['repository'],
  judge({ repository }) {
    return notApplicable(\`Not judged yet: \${repository.files.length} files were seen.\`);
  },
});
`;
}

function testText(id: string): string {
  return `import { ${exportName(id)} } from '../../harness/checks/${id}.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { emptyRepository } from '../helpers/evidence/files.ts';
import { tableFor } from '../helpers/table.ts';

tableFor(${exportName(id)}, [
  { row: 'good evidence', evidence: strongEvidence(), score: 1, says: '' },
  { row: 'nothing there', evidence: strongEvidence({ repository: emptyRepository() }), score: 0, says: '' },
]);
`;
}

type Written = { readonly id: string; readonly check: string; readonly test: string; readonly list: string };

function nextSteps({ id, check, test, list }: Written): readonly string[] {
  return [
    `Written: ${check}, ${test}, and an entry at the end of ${list}.`,
    'Next:',
    `  1. Word the claim and judge it in ${check}; docs/check-author.md says how.`,
    `  2. Give ${test} a row for good, poor and absent evidence; it fails until the check judges.`,
    `  3. Weigh it in a rubric, or name it in test/checks/rubric.test.ts as deliberately left out.`,
    `  4. npm run schemas, npm run check, npx vitest run ${test}`,
    `To undo: git restore ${list} and delete the two files. The id is ${id}.`,
  ];
}

function notAClaim(id: string): HarnessError {
  return new HarnessError({
    code: 'CHECK_ID_INVALID',
    message: `${JSON.stringify(id)} is not the name of a claim.`,
    hint: 'Use lower-case words and dashes that state what is true when all is well, e.g. serving-refuses-malformed-rows.',
  });
}

function taken(id: string): HarnessError {
  const hint = `Edit harness/checks/${id}.ts, or choose another name.`;
  return new HarnessError({ code: 'CHECK_EXISTS', message: `There is a check called ${id} already.`, hint });
}
