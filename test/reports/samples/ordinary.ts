import type { Dossier, Evidence } from '../../../harness/types.ts';
import { command, excerpt, place, stage } from '../../helpers/evidence/basics.ts';
import { environment, repository } from '../../helpers/evidence/files.ts';
import { exchange, probe, serving } from '../../helpers/evidence/serving.ts';
import { notesOn, training } from '../../helpers/evidence/work.ts';
import { strongDossier } from '../../helpers/evidence.ts';
import { boldClaims, carelessBehaviour } from './asked.ts';
import { sampleStanding } from './standing.ts';

const trace =
  'Traceback (most recent call last):\n  File "/work/app/main.py", line 41, in predict\n    frame = clean(pd.DataFrame(body["instances"]))\n  File "/work/app/features.py", line 18, in clean\n    frame["monthly_fee"] = frame["monthly_fee"].astype(float)\nKeyError: \'monthly_fee\'';

const refusal = {
  detail: [{ loc: ['body', 'instances', 0, 'monthly_fee'], msg: 'value is not a valid float' }],
};
const named = { field: 'monthly_fee', namesField: true } as const;

const probes: Evidence['malformed']['probes'] = [
  probe('broken-json', {
    title: 'Broken JSON',
    exchange: exchange(
      422,
      { detail: 'JSON decode error' },
      { body: '{"instances": [{"plan": "basic"', bodyBytes: 30 },
    ),
  }),
  probe('missing-field', {
    title: 'A field is missing',
    exchange: exchange(500, trace),
    refused: false,
    leaksTrace: true,
    field: 'monthly_fee',
    namesField: false,
  }),
  probe('wrong-type', { title: 'A word where a number belongs', exchange: exchange(422, refusal), ...named }),
  probe('extra-field', {
    title: 'A field too many',
    exchange: exchange(200, { predictions: [{ probability: 0.08 }] }),
    refused: false,
    field: 'shoe_size',
    namesField: false,
  }),
  probe('empty-batch', { title: 'No rows', exchange: exchange(200, { predictions: [] }), refused: false }),
  probe('huge-body', {
    title: 'A body of 8 MiB',
    exchange: exchange(null, ''),
    accepts: [413, 422],
    refused: true,
    healthyAfter: false,
  }),
  probe('wrong-verb', {
    title: 'GET instead of POST',
    exchange: exchange(405, { detail: 'Method Not Allowed' }, { method: 'GET', body: null, bodyBytes: 0 }),
    accepts: [404, 405],
  }),
  probe('wrong-content-type', {
    title: 'Text, said to be text',
    exchange: exchange(415, { detail: 'Unsupported media type' }),
    accepts: [415, 422],
  }),
  probe('nested', {
    title: 'Lists in lists, 200 deep',
    exchange: exchange(422, { detail: 'Input should be a valid dictionary' }),
  }),
];

const holdout: Evidence['holdout'] = {
  rows: 1200,
  positives: 154,
  asked: 1200,
  answered: 1200,
  decision: null,
  unusable: [],
  submission: sampleStanding('submission', { skill: 0.8, seed: 0.11 }),
  baselines: [sampleStanding('baseline', { skill: 0.35, steps: 6, seed: 0.23 })],
  baseline: sampleStanding('baseline', { skill: 0.35, steps: 6, seed: 0.23 }),
  leads: {
    baseline: { value: 0.24, low: 0.16, high: 0.31 },
    reference: { value: -0.04, low: -0.1, high: 0.02 },
  },
  reference: sampleStanding('strong', { skill: 0.88, seed: 0.37 }),
  notAsked: null,
  distinctPredictions: 874,
  repeatedRowsAgree: true,
};

const flask = command('python app/main.py', {
  source: 'readme',
  place: place('README.md', 31),
  port: 5000,
  assumptions: ['port 5000, the one that app/main.py names', 'run in the folder of the README'],
});

/** Works, with gaps: what most reports look like. */
export const ordinaryDossier = (): Dossier =>
  strongDossier({
    repository: repository({
      ci: [],
      leftOut: [{ path: 'data/full.csv', because: 'too-big' }],
      seeds: [],
      leakingColumn: {
        column: 'cancellation_reason',
        dropped: [],
        used: [
          excerpt(
            'app/features.py',
            27,
            "CATEGORICAL = [\n    'plan',\n    'region',\n    'cancellation_reason',\n    'payment_method',\n]\n",
          ),
        ],
      },
    }),
    environment: environment({
      runtime: {
        name: 'python',
        asked: '3.10',
        askedIn: place('Dockerfile', 1),
        used: '3.11',
        offered: ['3.13', '3.11', '3.9'],
      },
      loosened: [
        { requirement: 'numpy==1.21.0', became: 'numpy>=1.21.0', because: 'no wheel for Python 3.11' },
      ],
    }),
    training: training({ stage: stage('train', { durationMs: 74_200, peakMemoryBytes: 1.31e9 }) }),
    serving: serving({
      attempts: [
        {
          command: command('uvicorn main:app --port 8000', {
            source: 'procfile',
            place: place('Procfile', 1),
            port: 8000,
          }),
          stage: stage('listen', {
            outcome: 'failed',
            cause: { kind: 'missing-module', module: 'main' },
            line: 'ERROR:    Error loading ASGI app. Could not import module "main".',
            durationMs: 1900,
          }),
          log: 'INFO:     Will watch for changes in these directories\nERROR:    Error loading ASGI app. Could not import module "main".',
        },
        {
          command: flask,
          stage: stage('listen'),
          log: ' * Serving Flask app "main"\n * Running on http://127.0.0.1:5000',
        },
      ],
      served: 1,
      port: 5000,
      loopbackOnly: true,
    }),
    malformed: { notAsked: null, probes },
    holdout,
    behaviour: carelessBehaviour(),
    claims: boldClaims(),
    notes: notesOn({
      'how-to-run': 'plan',
      exploration: 'plan',
      features: 'mention',
      'metric-choice': 'plan',
      'trade-offs': 'mention',
      monitoring: 'mention',
    }),
  });
