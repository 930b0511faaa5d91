import { dossierVersion } from '../../harness/evidence/version.ts';
import type {
  Dossier,
  DossierHeader,
  Evidence,
  EvidenceKind,
  Fault,
  Limits,
  Slot,
} from '../../harness/types.ts';
import { behaviour, behaviourNotAsked } from './evidence/behaviour.ts';
import { code, noCode, notebookCode } from './evidence/code.ts';
import {
  claims,
  service,
  serviceNotAsked,
  shuffled,
  shuffledNotRun,
  signs,
  signsNotAsked,
} from './evidence/endpoint.ts';
import { emptyRepository, environment, noEnvironment, repository } from './evidence/files.ts';
import { holdout, holdoutNotAsked } from './evidence/holdout.ts';
import { method, noMethod } from './evidence/method.ts';
import {
  carelessMalformed,
  malformed,
  malformedNotAsked,
  muteServing,
  noServing,
  serving,
} from './evidence/serving.ts';
import { care, deployment, noCare, noDeployment } from './evidence/upkeep.ts';
import {
  noNotes,
  noTests,
  noTracking,
  noTraining,
  notes,
  notesOn,
  tests,
  tracking,
  training,
} from './evidence/work.ts';

/** Plausible dossiers, one a kind of submission. Each builder takes slots to put in place of its own. */
type Slots = Partial<Evidence>;

export const limits: Limits = {
  memoryBytes: 4 * 2 ** 30,
  cpus: 2,
  diskBytes: 4 * 2 ** 30,
  pids: 256,
  trainSeconds: 600,
  testSeconds: 300,
  readySeconds: 90,
  requestSeconds: 10,
};

export const header: DossierHeader = {
  schema: dossierVersion,
  gatheredAt: '2025-06-01T09:00:00.000Z',
  durationMs: 61_000,
  submission: {
    name: 'strong',
    kind: 'git',
    origin: 'https://github.com/example/churn-take-home',
    ref: null,
    commit: '3f2a9c0b1d4e5f60718293a4b5c6d7e8f9a0b1c2',
    digest: 'a'.repeat(64),
    forge: 'https://github.com/example/churn-take-home/blob/3f2a9c0b1d4e5f60718293a4b5c6d7e8f9a0b1c2/',
  },
  challenge: {
    id: 'churn',
    version: '1.0.0',
    title: 'Which customers will leave next month?',
    digest: 'b'.repeat(64),
    candidate: 'sample',
    variant: 'c'.repeat(64),
  },
  harness: { version: '0.1.0', digest: 'e'.repeat(64) },
  sandbox: { kind: 'docker', engine: '20.10.24', image: 'sha256:'.padEnd(71, 'd'), degraded: [] },
  limits,
};

export function strongEvidence(slots: Slots = {}): Evidence {
  return {
    repository: repository(),
    code: code(),
    environment: environment(),
    training: training(),
    tests: tests(),
    tracking: tracking(),
    serving: serving(),
    holdout: holdout(),
    malformed: malformed(),
    behaviour: behaviour(),
    service: service(),
    signs: signs(),
    shuffled: shuffled(),
    claims: claims(),
    notes: notes(),
    method: method(),
    care: care(),
    deployment: deployment(),
    ...slots,
  };
}

export function emptyEvidence(slots: Slots = {}): Evidence {
  return {
    repository: emptyRepository(),
    code: noCode(),
    environment: noEnvironment(),
    training: noTraining(),
    tests: noTests(),
    tracking: noTracking(),
    serving: noServing(),
    holdout: holdoutNotAsked('listen'),
    malformed: malformedNotAsked,
    behaviour: behaviourNotAsked('listen'),
    service: serviceNotAsked('listen'),
    signs: signsNotAsked('listen'),
    shuffled: shuffledNotRun('no-train-command'),
    claims: { claims: [] },
    notes: noNotes(),
    method: noMethod(),
    care: noCare(),
    deployment: noDeployment(),
    ...slots,
  };
}

export function dossierOf(evidence: Evidence, name = 'sample'): Dossier {
  const gathered = <T>(value: T): Slot<T> => ({ state: 'gathered', value });
  return {
    header: { ...header, submission: { ...header.submission, name } },
    repository: gathered(evidence.repository),
    code: gathered(evidence.code),
    environment: gathered(evidence.environment),
    training: gathered(evidence.training),
    tests: gathered(evidence.tests),
    tracking: gathered(evidence.tracking),
    serving: gathered(evidence.serving),
    holdout: gathered(evidence.holdout),
    malformed: gathered(evidence.malformed),
    behaviour: gathered(evidence.behaviour),
    service: gathered(evidence.service),
    signs: gathered(evidence.signs),
    shuffled: gathered(evidence.shuffled),
    claims: gathered(evidence.claims),
    notes: gathered(evidence.notes),
    method: gathered(evidence.method),
    care: gathered(evidence.care),
    deployment: gathered(evidence.deployment),
  };
}

/** Everything asked for, done well. */
export function strongDossier(slots: Slots = {}): Dossier {
  return dossierOf(strongEvidence(slots), 'strong');
}

/** A Flask service that works, pinned to an old Python, thin on tests and notes. */
export function plainDossier(slots: Slots = {}): Dossier {
  const loosened = [
    { requirement: 'numpy==1.21.0', became: 'numpy>=1.21.0', because: 'no wheel for Python 3.11' },
  ];
  const evidence = strongEvidence({
    environment: environment({ loosened }),
    malformed: carelessMalformed(),
    tests: noTests(),
    tracking: noTracking(),
    notes: notesOn({ 'how-to-run': 'plan', exploration: 'mention', 'next-steps': 'mention' }),
    ...slots,
  });
  return dossierOf(evidence, 'plain');
}

/** One notebook in one commit, and nothing around it. */
export function notebookDossier(slots: Slots = {}): Dossier {
  const { estimators, seeds, metrics } = repository();
  const evidence = emptyEvidence({
    repository: { ...emptyRepository(), estimators, seeds, metrics: metrics.slice(0, 1) },
    code: notebookCode(),
    notes: notesOn({ exploration: 'plan', features: 'mention' }),
    ...slots,
  });
  return dossierOf(evidence, 'notebook');
}

/** The strong one, but its server ends before it listens. */
export function muteDossier(slots: Slots = {}): Dossier {
  const silent = {
    serving: muteServing(),
    holdout: holdoutNotAsked('listen'),
    malformed: malformedNotAsked,
    behaviour: behaviourNotAsked('listen'),
    service: serviceNotAsked('listen'),
    signs: signsNotAsked('listen'),
    shuffled: shuffledNotRun('not-serving'),
  };
  return dossierOf(strongEvidence({ ...silent, ...slots }), 'mute');
}

export function emptyDossier(slots: Slots = {}): Dossier {
  return dossierOf(emptyEvidence(slots), 'empty');
}

export const lostSandbox: Fault = {
  code: 'SANDBOX_LOST',
  blame: 'environment',
  message: 'The container engine went away while the endpoint was being asked.',
};

/** The strong one, with slots lost to a fault of ours. */
export function faultedDossier(lost: readonly EvidenceKind[] = ['holdout', 'malformed']): Dossier {
  const absent = Object.fromEntries(lost.map((kind) => [kind, { state: 'absent', fault: lostSandbox }]));
  return { ...strongDossier(), ...absent };
}
