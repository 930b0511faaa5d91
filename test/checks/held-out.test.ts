import { heldOutRowsStayHeldOut } from '../../harness/checks/held-out-rows-stay-held-out.ts';
import type { MethodEvidence } from '../../harness/evidence/method.ts';
import { learningLine, splitLine } from '../helpers/evidence/method.ts';
import { givenMethod, withoutModel } from '../helpers/method-rows.ts';
import { tableFor } from '../helpers/table.ts';

const used = (kind: MethodEvidence['heldOut'][number]['kind']) => ({
  kind,
  what: 'LabelEncoder',
  use: learningLine,
  via: null,
  split: splitLine,
});

tableFor(heldOutRowsStayHeldOut, [
  withoutModel,
  { row: 'kept', evidence: givenMethod({}), score: 1, says: 'Nothing was found that uses held-out rows' },
  {
    row: 'none there',
    evidence: givenMethod({ splits: [], evaluations: [] }),
    score: 'not-applicable',
    says: 'No score on held-out rows',
  },
  {
    row: 'fitted on again',
    evidence: givenMethod({ heldOut: [used('refitted')] }),
    score: 0,
    says: 'LabelEncoder is fitted again',
  },
  {
    row: 'trained on',
    evidence: givenMethod({ heldOut: [used('trained-on')] }),
    score: 0,
    says: 'that it was fitted on',
  },
  {
    row: 'fitted on again to predict',
    evidence: givenMethod({ heldOut: [used('refitted-to-predict')] }),
    score: 0,
    says: 'on the rows that are predicted',
  },
  {
    row: 'not left out, where no model was followed',
    evidence: givenMethod({ fits: [], heldOut: [used('overlap')] }),
    score: 0,
    says: 'not left out',
  },
  {
    row: 'searched over',
    evidence: givenMethod({ heldOut: [used('chosen'), used('tuned-on')] }),
    score: 0.5,
    says: 'A search for settings',
  },
  {
    row: 'of a threshold',
    evidence: givenMethod({ heldOut: [used('threshold')] }),
    score: 0.5,
    says: 'The threshold is chosen',
  },
  {
    row: 'of a choice',
    evidence: givenMethod({ heldOut: [used('chosen')] }),
    score: 'needs-human',
    says: 'What scores best',
  },
  {
    row: 'divided, and never scored',
    evidence: givenMethod({ evaluations: [] }),
    score: 'not-applicable',
    says: 'No score on held-out rows',
  },
  {
    row: 'stopped by',
    evidence: givenMethod({ heldOut: [used('early-stopping')] }),
    score: 'needs-human',
    says: 'Training stops',
  },
]);
