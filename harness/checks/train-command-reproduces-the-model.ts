import type { TrainingEvidence } from '../evidence/training.ts';
import type { Finding } from '../types.ts';
import { defineCheck, scored } from './support/check.ts';
import { log, lookedFor, places } from './support/details.ts';
import { stageLog, stoppedWhile } from './support/stages.ts';
import { clip, seconds } from './support/words.ts';

export const trainCommandReproducesTheModel = defineCheck({
  id: 'train-command-reproduces-the-model',
  asks: 'Does one command, run here without a network, make the model again?',
  why: 'A model that cannot be made again cannot be repaired, audited or improved.',
  remedy:
    'Give a train command in takehome.yaml that reads the training file and writes the model which is served.',
  followUp: {
    question: 'How would somebody else get exactly your model in half a year?',
    goodAnswer: 'Same data, same locked versions, fixed seeds, one command; and says what may still differ.',
  },
  needs: ['training'],
  judge({ training }) {
    const { command, execution, stage, models } = training;
    if (!command) {
      const where = 'takehome.yaml, Makefile, README and the usual file names';
      return scored({
        score: 0,
        summary: 'No train command was found.',
        details: lookedFor('a train command', where),
      });
    }
    if (stage.outcome !== 'ok') {
      const output = log('Errors of training', execution?.stderr ?? '');
      return scored({
        score: 0,
        summary: `No model was made: it stopped while ${stoppedWhile(stage)}.`,
        details: [...stageLog(stage), ...output],
      });
    }
    const made = models.find(({ changed }) => changed);
    if (!made) return nothingWritten(training);
    const details = [
      ...log('Train command', command.shell),
      ...lookedFor('model files written by training', made.path),
    ];
    return scored({
      score: 1,
      summary: `Training ran ${seconds(stage.durationMs)} and wrote ${clip(made.path)}.`,
      details,
    });
  },
});

/** A model kept elsewhere may have been made by the same command: a person can tell, we cannot. */
function nothingWritten({ elsewhere }: TrainingEvidence): Finding {
  if (elsewhere.length > 0) {
    const question =
      'Training wrote no model file here. Is the model that is read from elsewhere the one that it makes?';
    const details = places(
      elsewhere.map(({ place }) => place),
      'a model is read from elsewhere',
    );
    const summary = 'Training ended well, and the model is kept where it could not be seen.';
    return { verdict: { kind: 'needs-human', question }, summary, details };
  }
  const details = lookedFor(
    'a model file that training wrote',
    'files that changed while the train command ran',
  );
  return scored({
    score: 0,
    summary: 'Training ended well, and no model file was found afterwards.',
    details,
  });
}
