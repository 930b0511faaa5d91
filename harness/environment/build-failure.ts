import { stripVTControlCharacters } from 'node:util';
import type { Cause } from '../evidence/common.ts';
import { stopFromLog } from '../gather/cause.ts';
import { stageBlocked, stageFailed, stageOk } from '../gather/stages.ts';
import type { BuildEnd, BuildLimits } from '../sandbox/build-types.ts';
import type { Outcome } from './outcome.ts';

/** What the builder itself says between the steps. */
const builderLine = /^(?:Removing intermediate container| ---> |Step \d+\/).*$/gm;

const withoutBuilder = (log: string): string => stripVTControlCharacters(log).replaceAll(builderLine, '');

/** What stopped a Dockerfile, from the submission's own doing. */
export type Failure = { readonly cause: Cause; readonly line: string | null };

/** A step's own last words where it ended by itself, else the step. */
export const failureOf = (
  { why, log, step }: Extract<BuildEnd, { kind: 'stopped' }>,
  { imageBytes, memoryBytes, timeoutMs }: BuildLimits,
): Failure => {
  const { line } = stopFromLog(withoutBuilder(log));
  switch (why.kind) {
    case 'exited':
      return {
        cause: { kind: 'build-step', step: (step ?? '').slice(0, 300), exitCode: why.exitCode },
        line,
      };
    case 'refused':
      return { cause: { kind: 'not-buildable', because: why.said.slice(0, 300) }, line: step };
    case 'timed-out':
      return { cause: { kind: 'timed-out', limitMs: timeoutMs }, line: step };
    case 'output-limit':
      return { cause: { kind: 'output-limit' }, line: step };
    case 'out-of-memory':
      return { cause: { kind: 'out-of-memory', limitBytes: memoryBytes }, line: step };
    case 'too-big':
      return { cause: { kind: 'too-big', bytes: why.bytes, limitBytes: imageBytes }, line: step };
  }
};

const nothing = { loosened: [], packages: [], bytes: 0 };

export const failedAt = (
  stage: 'resolve' | 'install',
  { cause, line, durationMs }: Failure & { readonly durationMs: number },
): Outcome =>
  stage === 'resolve'
    ? {
        ...nothing,
        resolve: stageFailed('resolve', { cause, line, durationMs }),
        install: stageBlocked('install', 'resolve'),
      }
    : {
        ...nothing,
        resolve: stageOk('resolve', { durationMs: 0 }),
        install: stageFailed('install', { cause, line, durationMs }),
      };
