import type { Statement } from './notes-statements.ts';

/** `$`, `(venv) $`, `~$`, `user@host:~/work$`, `[user@host work]$`, `>`, `%`, `PS C:\work>`. */
const prompt = String.raw`(?:\([^\s()]{1,40}\)\s?)?(?:\[[^\]\n]{1,80}\][$#]|PS [^\n>]{1,120}>|[^\s$%>#]{0,80}[$%>❯]|\S{1,60}@\S{1,80}#)?`;
const atPrompt = (commands: RegExp): RegExp =>
  new RegExp(String.raw`^\s*${prompt}\s*(?:${commands.source})`, 'm');

const setup = atPrompt(
  /((python3? -m )?pip3? install|uv (sync|pip|venv|run|add)|poetry (install|run)|conda (env|create|activate|install)|pipenv|python3? -m venv|docker(-| )compose|docker (build|run|pull)|make \w+|npm (install|ci)|dvc pull)\b/,
);
const running = atPrompt(
  /(uvicorn|gunicorn|flask run|fastapi (run|dev)|hypercorn|python3? [\w./-]+\.py|python3? -m (?!pip|venv)\w+|docker(-| )compose|docker run|make \w+|pytest|uv run|poetry run|mlflow (run|models)|bentoml serve|streamlit run|curl\b|takehome\b|npm (start|run)|dvc repro)/,
);

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
