import { readFileSync } from 'node:fs';
import { checks } from '../../harness/checks/index.ts';
import { type LoadedRubric, loadRubric } from '../../harness/config/rubric.ts';

const file = new URL('../../rubrics/ml-engineer.yaml', import.meta.url);

/** The shipped rubric, as it stands in its file. */
export function mlEngineer(): LoadedRubric {
  const source = { file: 'rubrics/ml-engineer.yaml', text: readFileSync(file, 'utf8') };
  return loadRubric(
    source,
    checks.map(({ id }) => id),
  );
}
