import { defineCheck, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { count } from './support/words.ts';

export const codeLivesInModules = defineCheck({
  id: 'code-lives-in-modules',
  asks: 'Does the code live in functions that can be imported, not only in notebooks?',
  why: 'What cannot be imported cannot be tested, served or reused.',
  remedy: 'Move cleaning, features and training into functions of a package, and let the notebook call them.',
  followUp: {
    question: 'How did code move from trying out to being served?',
    goodAnswer: 'Names the point where a notebook cell became a function with a test, and one shared path.',
  },
  needs: ['repository'],
  judge({ repository: { files, functions } }) {
    const own = files.filter(({ origin }) => origin === 'own');
    const modules = own.filter(({ kind }) => ['python', 'typescript', 'javascript'].includes(kind));
    const notebooks = own.filter(({ kind }) => kind === 'notebook');
    const found = `${count(functions.total, 'function')} in ${count(modules.length, 'module')}, ${count(notebooks.length, 'notebook')}`;
    const details = places([...modules, ...notebooks].map(({ path }) => ({ path, line: 1 })));
    if (functions.total > 0) return scored({ score: 1, summary: `Code can be imported: ${found}.`, details });
    const missing = lookedFor('functions outside tests and notebooks', 'the submission’s own files');
    return scored({
      score: 0,
      summary: `No function that can be imported was found: ${found}.`,
      details: [...missing, ...details],
    });
  },
});
