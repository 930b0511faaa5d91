import type { Statement } from './notes-statements.ts';

/** Documents that a generator or a forge puts there, by where they stand. */
const places =
  /(^|\/)(pull_request_template|issue_template|bug_report|feature_request)\b|(^|\/)\.github\/.*template|(^|\/)(conf|docs)\/base\/README\.md$|(^|\/)(alembic|migrations)\/README(\.\w+)?$/i;

/** Sentences that templates bring along: cookiecutter, Kedro, MLflow recipes, Databricks bundles, Airflow, web starters. */
const sentences =
  /cookiecutter|\{\{\s*\w+|bootstrapped with|this (project|repository) (was|is) (generated|created|based) (with|using|from|on) (the )?\W*(kedro|cookiecutter|create|vite|poetry|ploomber|copier|pyscaffold|astro|databricks|zenml)|this is your new\b|generated (by|using|with) \W*(kedro|alembic|sphinx|poetry|django|databricks|astro|create-)|^an (mlops|machine learning|data science) project (template|structure)|the (original, immutable|final, canonical) data|(default|template) (readme|documentation) (for|of)|generic single-database configuration|please adjust!|jupyter notebooks?\. naming convention is a number|makes project pip installable|(intermediate|raw) data (that has been|dump)|a default sphinx project|a short description of the project\.?$|the curated feature set is suitable|governing permissions and limitations under the license|without warranties or conditions of any kind|licensed under the apache license, version|customize it when you are ready|this is a one-way operation/i;

/** What was there before the first line was written is nobody's writing. */
export const isBoilerplate = ({ path, raw }: Pick<Statement, 'path' | 'raw'>): boolean =>
  places.test(path) || sentences.test(raw);
