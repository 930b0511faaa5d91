import type { Statement } from './notes-statements.ts';

/** `$`, `(venv) $`, `~$`, `user@host:~/work$`, `[user@host work]$`, `>`, `%`, `PS C:\work>`. */
const prompt = String.raw`(?:\([^\s()]{1,40}\)\s?)?(?:\[[^\]\n]{1,80}\][$#]|PS [^\n>]{1,120}>|[^\s$%>#]{0,80}[$%>❯]|\S{1,60}@\S{1,80}#)?`;
/** `pytest.ini` and `docker-compose.yml` are files. */
const ended = String.raw`(?![\w-]|\.\w)`;
const atPrompt = (commands: RegExp): RegExp =>
  new RegExp(String.raw`^\s*${prompt}\s*(?:${commands.source})${ended}`, 'm');

const python = String.raw`(python(3(\.\d+)?)?(\.exe)?|py( -3(\.\d+)?)?)`;
/** `./run.sh`, `bash scripts/run.sh`, `.\run.bat`; `begins` is of its name or its path. */
const script = (begins: string): string => String.raw`(\.[/\\]|(bash|sh) )${begins}[\w./\\-]*\.(sh|bat|ps1)`;
const setup = atPrompt(
  new RegExp(
    String.raw`((${python} -m )?pip3? install|uv (sync|pip|venv|run|add)|poetry (install|run)|conda (env|create|activate|install)|pipenv|${python} -m venv|docker(-| )compose|docker (build|run|pull)|make [\w-]+|npm (install|ci)|dvc pull|${script('([\\w./\\\\-]*[/\\\\])?(install|setup|bootstrap)')})`,
  ),
);
const running = atPrompt(
  new RegExp(
    String.raw`(uvicorn|gunicorn|flask run|fastapi (run|dev)|hypercorn|${python} [\w./\\-]+\.py|${python} -m (?!pip|venv)[\w.]+|${script('(?![\\w./\\\\-]*(install|setup|bootstrap|activate))')}|docker(-| )compose|docker run|make [\w-]+|pytest|uv run|poetry run|mlflow (run|models)|bentoml serve|streamlit run|curl|takehome|npm (start|run)|dvc repro)`,
  ),
);
const branch = /^\s*([│├└]|[|`+]--)/m;
/** What a line of prose has, and a command does not. */
const joined =
  /(?<![\w./\\-])(an?|the|is|are|was|will|to|and|or|for|with|of|in|on|that|this|your?|we|if|it|sure|then|which)(?![\w./\\-])|\w[.:;?!,]\s*$/i;
/** What a command is given, or all that it takes: `pytest` alone is the name of a tool. */
const given =
  /\s--?\w|[\w-]\.\w|[/\\]|^\s*(\S+ (install|sync|start|repro|pull|run)|docker(-| )compose (up|build))\s*$/;

const isCommand = (line: string): boolean => given.test(line) && !joined.test(line);

/** What may be typed: code that draws no tree, names in backticks, and plain lines that hold nothing else. */
const typedIn = ({ kind, raw, text }: Statement): string => {
  if (kind === 'code') return branch.test(text) ? '' : text;
  const spans = (raw.match(/`[^`\n]{3,200}`/g) ?? []).map((span) => span.replaceAll('`', ''));
  const lines = kind === 'table' ? [] : raw.split('\n').filter(isCommand);
  return [...spans, ...lines].join('\n');
};

const usage =
  /\b(usage|quick ?start|getting started|how (to|do (i|you|we)) (use|run|start|execute|reproduce)|(running|reproducing|executing) (it|the (code|notebooks?|project|analysis|pipeline|results?|experiments?)))\b|^\W*run(ning)?\W*$/i;
/** `Run notebooks in order 01 -> 06`: what is opened or run, without a command for it. */
const steps =
  /(^|[.,;:]|\b(then|and|to|first|finally|simply|please|just|you can|next)\b)\W{0,6}(re-?run|run|execute|open|launch|start)\b([^.;]|\.(?=\S)){0,80}?(\b(notebooks?|scripts?|cells?|pipelines?|programs?|steps?|modules?|apps?|services?|servers?)\b|\w\.(py|ipynb|sh|r)\b)/i;

/** What to open or run, under a heading that says so. */
const stepsToRun = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter(
    ({ from, kind, raw, headings }) =>
      from === 'document' &&
      kind !== 'code' &&
      headings.slice(-2).some((title) => usage.test(title)) &&
      steps.test(raw),
  );

/** Commands in the documents: how to set up, and how to run. Both are needed to be complete; steps without any are a mention. */
export const commandsToRun = (
  statements: readonly Statement[],
): { readonly found: readonly Statement[]; readonly complete: boolean } => {
  const spoken = statements
    .filter(({ from }) => from !== 'code')
    .map((statement) => ({ ...statement, text: typedIn(statement) }));
  const found = spoken.filter(({ text }) => setup.test(text) || running.test(text));
  return {
    found: found.length > 0 ? found : stepsToRun(statements),
    complete: found.some(({ text }) => setup.test(text)) && found.some(({ text }) => running.test(text)),
  };
};
