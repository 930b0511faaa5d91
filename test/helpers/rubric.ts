import { readRubric } from '../../harness/commands/task.ts';
import type { LoadedRubric } from '../../harness/config/rubric.ts';

/** The rubrics that ship. */
export const shipped = ['ml-engineer', 'ml-engineer-senior', 'mlops', 'data-scientist', 'portfolio'] as const;

/** The rubric that challenges name unless they say otherwise. */
export const mlEngineer = (): Promise<LoadedRubric> => readRubric('ml-engineer');
