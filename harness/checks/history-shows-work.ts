import type { RepositoryEvidence } from '../evidence/repository.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { askedOfTime, sessionTable } from './support/sessions.ts';
import { count } from './support/words.ts';

// Five steps in four to six hours: one for the data, the model, the service, the tests and the writing.
const enough = 5;
// Subjects that a forge or a habit wrote tell a reader nothing; where most are such, half of the worth is gone.
const silent = 0.5;

const written =
  /^(add(ed)? files via upload|(create|update|delete|rename|add)d? [\w./-]+\.\w+|(initial|first) commit|init(ial)?|wip|updates?|fix(es|ed)?|changes?|commit|test|done|final|save|[\W\d_]*)[.! ]*$/i;

type Commits = RepositoryEvidence['commits'];

const isStep = ({ part }: Commits[number]): boolean =>
  part !== 'merge' && part !== 'robot' && part !== 'before';
const tells = ({ subject }: Commits[number]): boolean => !written.test(subject.trim());

/** Steps among all commits: of those that were not looked at none where others had begun it, which are older still. */
const stepsIn = (commits: Commits, commitCount: number): number => {
  const unseen = commits.at(-1)?.part === 'before' ? 0 : commitCount - commits.length;
  return unseen + commits.filter(isStep).length;
};

/** What came with the task or from a template is said, and earns nothing. */
const earlier = (commits: Commits): string => {
  const before = commits.filter(({ part }) => part === 'before').length;
  return before === 0 ? '' : `, after ${before} by others`;
};

export const historyShowsWork = defineCheck({
  id: 'history-shows-work',
  asks: 'Does the history show steps, and say what each was for?',
  why: 'Small commits with reasons are how a team follows, reviews and undoes.',
  remedy: 'Commit each step on its own, with a subject that says what it does.',
  followUp: {
    question: 'Pick a commit that changed your mind about something.',
    goodAnswer: 'Finds one, and tells what was believed before and what showed otherwise.',
  },
  needs: ['repository'],
  judge({ repository: { commitCount, commits, work } }) {
    if (commitCount === null) return notApplicable('The submission came without git history.');
    const rows = commits
      .slice(0, 10)
      .map(({ id, date, filesChanged, subject }) => [
        id.slice(0, 7),
        date?.slice(0, 10) ?? '',
        String(filesChanged),
        subject,
      ]);
    const details = [{ kind: 'table', columns: ['Commit', 'Date', 'Files', 'Subject'], rows } as const];
    const own = commits.filter(isStep);
    const steps = stepsIn(commits, commitCount);
    const after = earlier(commits);
    if (steps <= 1)
      return scored({
        score: 0,
        summary: `1 commit${after && `${after},`} holds everything: how it came about cannot be seen.`,
        details,
      });
    const telling = own.filter(tells).length;
    const mostly = telling * 2 >= own.length;
    const score = Math.min(1, (steps - 1) / (enough - 1));
    const finding = scored({
      score: mostly ? score : score * silent,
      summary: `${count(steps, 'commit')}${after}; ${telling} of ${own.length} subjects say what was done; ${enough} or more earn full points.`,
      details: [...details, ...sessionTable(work)],
    });
    const followUp = askedOfTime(work);
    return followUp ? { ...finding, followUp } : finding;
  },
});
