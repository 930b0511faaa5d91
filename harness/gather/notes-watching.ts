import type { SourceFacts } from '../source/types.ts';
import type { MonitoringName } from './notes-monitoring.ts';
import { watchesDrift } from './notes-watching-drift.ts';
import type { Own, Watching } from './notes-watching-found.ts';
import { watchesByLibrary } from './notes-watching-library.ts';
import { watchesByPredictions, watchesByRequests } from './notes-watching-log.ts';
import { watchesByMetrics } from './notes-watching-metrics.ts';
import { watchesByAlerts, watchesByRetraining } from './notes-watching-rules.ts';

/** Code and configuration of the submission's own that is no test. */
export const ownCode = ({ python, scripts, texts }: SourceFacts): Own => ({
  python: python.filter(({ test }) => !test),
  scripts: scripts.filter(({ test }) => !test),
  texts,
});

/** Monitoring that is there as code: imported *and* called, computed *and* held against a limit, counted *and* exposed. */
export const watchingIn = (own: Own): readonly Watching[] => [
  ...watchesDrift(own),
  ...watchesByLibrary(own),
  ...watchesByPredictions(own),
  ...watchesByMetrics(own),
  ...watchesByRequests(own),
  ...watchesByAlerts(own),
  ...watchesByRetraining(own),
];

/** Predictions that lie in a store are a part: somebody or something has to look at them. */
export const isWatched = (watching: readonly Watching[]): boolean =>
  watching.some(({ kind, tool }) => kind !== 'prediction-log' || tool !== null);

const told = ({ calls }: Watching, pattern: RegExp): boolean => calls.some(({ text }) => pattern.test(text));

const namesOne = (watching: Watching): readonly MonitoringName[] => {
  switch (watching.kind) {
    case 'drift':
      return ['drift', 'threshold'];
    case 'library':
      return ['drift'];
    case 'prediction-log':
      return ['predictions'];
    case 'alert-rules':
      return ['threshold', 'action'];
    case 'retraining':
      return ['action'];
    case 'metrics':
    case 'request-log':
      return [
        ...(told(watching, /latency|duration|seconds|elapsed|_ms\b|\bms\b|time|instrumentator/i)
          ? (['latency'] as const)
          : []),
        ...(told(watching, /error|status|fail|exception|instrumentator/i) ? (['errors'] as const) : []),
        ...(told(watching, /predict|score|probab/i) ? (['predictions'] as const) : []),
      ];
  }
};

/** What code watches, in the words of a plan. */
export const namesWatched = (watching: readonly Watching[]): readonly MonitoringName[] =>
  watching.flatMap(namesOne);
