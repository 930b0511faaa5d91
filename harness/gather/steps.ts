import { HarnessError } from '../errors.ts';
import type { Progress } from '../progress.ts';

/** The steps of a grading, in order, as whoever waits sees them. */
export const stepTitles = {
  intake: 'Fetch the submission',
  files: 'Read the files',
  environment: 'Install the dependencies',
  train: 'Train',
  test: 'Run its tests',
  endpoint: 'Ask the endpoint',
  report: 'Write the report',
} as const;
/** The steps of reading the files alone. */
export const inspectTitles = {
  intake: stepTitles.intake,
  files: stepTitles.files,
  report: stepTitles.report,
} as const;

export type StepName = keyof typeof stepTitles;

/** By what the operator gave, or by the operator: no fault of ours. */
const isStopped = (error: unknown): boolean =>
  error instanceof HarnessError || (error instanceof Error && error.name === 'AbortError');

/** Runs one step and tells of its start, of what it waits for, and of its end. `note` puts its outcome into a few words. */
export const step =
  (progress: Progress) =>
  async <T>(
    name: StepName,
    work: (waitingFor: (what: string) => void) => Promise<T>,
    note: (value: T) => { readonly outcome: 'ok' | 'stopped' | 'fault'; readonly note: string } = () => ({
      outcome: 'ok',
      note: '',
    }),
  ): Promise<T> => {
    progress({ kind: 'started', step: name, title: stepTitles[name] });
    try {
      const value = await work((waitingFor) => progress({ kind: 'waiting', step: name, waitingFor }));
      progress({ kind: 'ended', step: name, ...note(value) });
      return value;
    } catch (error) {
      progress({
        kind: 'ended',
        step: name,
        outcome: isStopped(error) ? 'stopped' : 'fault',
        note: error instanceof Error ? error.message : String(error),
      });
      throw error;
    }
  };
