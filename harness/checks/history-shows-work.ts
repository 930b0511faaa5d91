import { defineCheck, notApplicable, scored } from './support/check.ts';
import { count } from './support/words.ts';

// Five steps in four to six hours: one for the data, the model, the service, the tests and the writing.
const enough = 5;

export const historyShowsWork = defineCheck({
  id: 'history-shows-work',
  asks: 'Does the history show steps, not one drop?',
  why: 'Small commits with reasons are how a team follows, reviews and undoes.',
  remedy: 'Commit each step on its own, with a subject that says what it does.',
  followUp: {
    question: 'Pick a commit that changed your mind about something.',
    goodAnswer: 'Finds one, and tells what was believed before and what showed otherwise.',
  },
  needs: ['repository'],
  judge({ repository: { commitCount, commits } }) {
    if (commitCount === null) return notApplicable('The submission came without git history.');
    const rows = commits
      .slice(0, 10)
      .map(({ id, date, subject }) => [id.slice(0, 7), date?.slice(0, 10) ?? '', subject]);
    const details = [{ kind: 'table', columns: ['Commit', 'Date', 'Subject'], rows } as const];
    const score = Math.min(1, Math.max(0, (commitCount - 1) / (enough - 1)));
    return scored({
      score,
      summary: `${count(commitCount, 'commit')}; ${enough} or more earn full points.`,
      details,
    });
  },
});
