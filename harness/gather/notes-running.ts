import type { Statement } from './notes-statements.ts';

const setup =
  /^\s*\$?\s*((python3? -m )?pip3? install|uv (sync|pip|venv|run|add)|poetry (install|run)|conda (env|create|activate|install)|pipenv|python3? -m venv|docker(-| )compose|docker (build|run|pull)|make \w+|npm (install|ci))\b/m;
const running =
  /^\s*\$?\s*(uvicorn|gunicorn|flask run|fastapi (run|dev)|hypercorn|python3? [\w./-]+\.py|python3? -m (?!pip|venv)\w+|docker(-| )compose|docker run|make \w+|pytest|uv run|poetry run|mlflow (run|models)|bentoml serve|streamlit run|curl\b|takehome\b|npm (start|run))/m;

/** Commands in the documents: how to set up, and how to run. Both are needed to be complete. */
export const commandsToRun = (
  statements: readonly Statement[],
): { readonly found: readonly Statement[]; readonly complete: boolean } => {
  const written = statements.filter(({ from }) => from !== 'code');
  const spoken = written.map((statement) =>
    statement.kind === 'code'
      ? statement
      : {
          ...statement,
          text: (statement.raw.match(/`[^`\n]{3,200}`/g) ?? []).join('\n').replaceAll('`', ''),
        },
  );
  const found = spoken.filter(({ text }) => setup.test(text) || running.test(text));
  return {
    found,
    complete: found.some(({ text }) => setup.test(text)) && found.some(({ text }) => running.test(text)),
  };
};
