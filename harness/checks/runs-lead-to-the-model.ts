import type { TrackingEvidence } from '../evidence/tracking.ts';
import { defineCheck, notApplicable, scored } from './support/check.ts';
import { lookedFor, places } from './support/details.ts';
import { withoutTraining } from './support/method.ts';
import { awaitsTraining, hasNothing, untrained } from './support/tracking.ts';
import { clip } from './support/words.ts';

type Tie = NonNullable<TrackingEvidence['tie']>;

// Equal figures show that somebody looked at the run, and not that the model came out of it.
const worth: Readonly<Record<Tie['by'], number>> = {
  'same-file': 1,
  'id-in-model': 1,
  'id-in-code': 1,
  alias: 1,
  'run-folder': 1,
  figures: 0.5,
};

export const runsLeadToTheModel = defineCheck({
  id: 'runs-lead-to-the-model',
  asks: 'Does anything lead from the model that is shipped to the run that made it?',
  why: 'When the model misbehaves, the first question is which data and settings it came from.',
  remedy: 'Store the run’s id with the model, or load the model by its address in the registry.',
  followUp: {
    question: 'Here is the model file. Show me the run that made it.',
    goodAnswer: 'Finds an id, a digest or an alias, and opens the run with its data, code and metrics.',
  },
  needs: ['tracking', 'method', 'repository'],
  judge({ tracking, method, repository }) {
    const unasked = hasNothing(tracking) ? withoutTraining(method, repository) : null;
    if (unasked) return unasked;
    const { tie, runs } = tracking;
    if (!tie && awaitsTraining(tracking)) return notApplicable(untrained(tracking));
    if (tie) {
      const run = tie.run ? lookedFor('the run', tie.run) : [];
      const details = [...(tie.place ? places([tie.place]) : []), ...run];
      return scored({ score: worth[tie.by], summary: said(tie), details });
    }
    const summary =
      runs.length > 0
        ? 'Runs were found, and nothing leads from them to the model that is shipped.'
        : 'No run was found that the model could come from.';
    const looked = 'the same bytes, a run’s id or folder, a registry’s alias, or figures of a run';
    const where = 'model files, what lies beside them, the code that loads them, and the writing';
    return scored({ score: 0, summary, details: lookedFor(looked, where) });
  },
});

function said({ by, model }: Tie): string {
  switch (by) {
    case 'same-file':
      return `${clip(model ?? 'The model')} is byte for byte an artefact of a run.`;
    case 'id-in-model':
      return `${clip(model ?? 'The model')} or a document beside it names its run.`;
    case 'id-in-code':
      return 'Code loads the model by the address of its run.';
    case 'alias':
      return 'Code loads the model by its alias in the registry that training fills.';
    case 'run-folder':
      return `${clip(model ?? 'The model')} lies in the folder of its run, with what that run measured.`;
    case 'figures':
      return 'Figures in the writing are a run’s own; nothing in the model names it.';
  }
}
