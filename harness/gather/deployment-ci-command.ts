import type { DeploymentEvidence } from '../evidence/deployment.ts';

type Aim = DeploymentEvidence['ci'][number]['steps'][number]['aims'][number];

/** Programs by what they are started for. A name in a list of packages to install is not started. */
const aims: readonly (readonly [Aim, RegExp])[] = [
  [
    'test',
    /\b(pytest|py\.test|unittest|nosetests|nose2|tox|nox|vitest|jest|mocha|behave|newman|bats|ctest|doctest)\b|\bmanage\.py\s+test\b|\b(npm|yarn|pnpm|bun|deno)\s+(run\s+)?[\w:-]*test\b|\b(make|just|task|hatch|pdm|poetry|rye|invoke|inv)\s+(run\s+)?([\w:-]+[-_:])?tests?\b|\bcoverage\s+run\b|\b(go|cargo|dotnet|sbt|mvn|gradle)\s+test\b|\bnode\s+--test\b|\b(run|unit|integration|smoke)[_-]?tests?\.(sh|py)\b|\btests?\/\S+\.(py|sh)\b/,
  ],
  [
    'lint',
    /\b(ruff|flake8|black|isort|mypy|pylint|pyright|pyre|pre-commit|bandit|eslint|prettier|biome|hadolint|yamllint|sqlfluff|pydocstyle|pycodestyle|vulture|safety|pip-audit|trivy|tflint|checkov|semgrep|cfn-lint|shellcheck|actionlint|codespell|interrogate|detect-secrets|gitleaks)\b|\btsc\b|\bterraform\s+(fmt|validate)\b|\b(npm|yarn|pnpm)\s+(run\s+)?[\w:-]*(lint|typecheck|format)\b|\b(make|just|task|hatch|pdm|poetry)\s+(run\s+)?[\w:-]*(lint|format|typecheck|type-check|quality|style)\b/,
  ],
  [
    'build',
    /\b(docker|podman|buildah)\b[^&;|]*\bbuild\b|\bkaniko\b|\bpython[\d.]*\s+-m\s+build\b|\b(poetry|uv|hatch|flit)\s+build\b|\b(npm|yarn|pnpm)\s+(run\s+)?build\b|\b(make|just|task)\s+[\w:-]*(build|image)\b|\bbentoml\s+(build|containerize)\b|\bsetup\.py\s+(sdist|bdist_wheel|build)\b|\bgcloud\s+(alpha\s+|beta\s+)?builds\s+submit\b|\baz\s+acr\s+build\b/,
  ],
  ['train', /\bdvc\s+(repro|exp)\b|\btrain[\w-]*\.py\b|\bmlflow\s+run\b|\bmake\s+[\w:-]*train\b|\bcml\b/],
  [
    'deploy',
    /\bterraform\s+(apply|plan)\b|\b(kubectl|helm|helmfile|skaffold)\b|\b(docker|podman)\s+push\b|\btwine\b|\b(gcloud(?!\s+(alpha\s+|beta\s+)?builds\s)|aws|az(?!\s+acr\s+build\b)|sam|serverless|cdk|pulumi|ansible-playbook|flyctl|fly|heroku|railway|vercel|netlify|databricks|dagster-cloud)\s|\b(rsync|scp|ssh)\s|\bgh-pages\b|\bmake\s+[\w:-]*(deploy|push|publish|release)\b|\b(npm|poetry|uv)\s+publish\b|\bdeploy[\w-]*\.(sh|py)\b/,
  ],
];

const prepares =
  /^(sudo\s+)?(((python[\d.]*\s+-m\s+)?pip[\d.]*|pipx|uv|uv\s+pip|poetry|pipenv|pdm|npm|yarn|pnpm|conda|mamba|apt|apt-get|brew|gem|apk)\s+(install|add|sync|ci|i|update|upgrade|tool|self|config|env|create|run\s+pip)\b|echo\b|printf\b|cd\b|mkdir\b|export\b|source\b|chmod\b|cat\b|ls\b|#|(curl|wget)\b)/;

/** Commands of a line, whatever stands between them. */
const parts = (line: string): readonly string[] =>
  line
    .split(/&&|\|\||[;|]/)
    .map((part) => part.replace(/^[\s({!]+|^\s*(if|then|else|do)\s+/g, '').trim())
    .filter((part) => part !== '');

/** To put a service under load says how fast it is, and not whether it is right. */
const isLoad = (part: string): boolean =>
  /\b(locust|k6|artillery|vegeta|wrk|jmeter|gatling)\b|\b(stress|load|perf|performance|soak)[-_:]?tests?\b/i.test(
    part,
  ) && !/\b(pytest|py\.test|unittest|vitest|jest)\b/.test(part);

/** What a line of shell is for; nothing where it only prepares. */
export const aimsOf = (line: string): readonly Aim[] => {
  const started = parts(line).filter((part) => !prepares.test(part));
  const found = aims
    .filter(([aim, program]) =>
      started.some((part) => program.test(part) && !(aim === 'test' && isLoad(part))),
    )
    .map(([aim]) => aim);
  return found.length > 0 || started.length === 0 ? found : ['other'];
};

const actions: readonly (readonly [Aim, RegExp])[] = [
  ['test', /test|pytest|coverage|tox/i],
  [
    'lint',
    /lint|ruff|black|flake8|isort|mypy|pre-commit|codeql|sonar|trivy|bandit|scorecard|gitleaks|hadolint/i,
  ],
  ['build', /docker\/(build-push|bake)|kaniko|bake-action|pypi-build|astro\/action/i],
  [
    'deploy',
    /deploy|publish|upload-pages|release|heroku|ssh-action|scp-action|kubectl|helm|pypi|aws-actions|azure\/|google-github-actions/i,
  ],
];
const preparing =
  /^(actions\/(checkout|setup-[\w-]+|cache|(upload|download)-artifact|configure-pages)|[\w.-]+\/(setup-|install-|login)[\w-]*|docker\/(login|setup|metadata)[\w-]*|[\w.-]+\/[\w.-]*(setup|install|login|credentials|cache)[\w.-]*)(\/|@|$)/i;

/** What a ready-made step is for, by its name; nothing where it only prepares or reports. */
export const aimsOfAction = (name: string): readonly Aim[] => {
  if (preparing.test(name) || /result|report|comment|notify|slack/i.test(name)) return [];
  const found = actions.find(([, pattern]) => pattern.test(name))?.[0];
  return [found ?? 'other'];
};

const stops = /\b(exit|return)\s+(?!0\b)["']?[\d$]|\bfalse\b|\bexit\s*($|[)};])|\bexit\s+"?\$/;

const lenientFlag = /--exit-zero\b|--exit-code[= ]0\b|--fail-under[= ]0\b|--soft-fail\b|--no-fail(?![\w-])/;

/** The part of a line after its last `||`, outside quotes as far as a line tells. */
const otherwise = (line: string): string | null => {
  const at = line.lastIndexOf('||');
  return at === -1 || /^\s*\[\[?\s|\bif\s/.test(line) ? null : line.slice(at + 2).trim();
};

/**
 * Why a failure in a line of shell would go unseen, as it is written; null where it ends the step. `script` is the whole
 * step: its shell may be told to go on, or to see failures on the left of a pipe.
 */
export const harmlessIn = (line: string, script: string): string | null => {
  const [flag] = lenientFlag.exec(line) ?? [];
  if (flag !== undefined) return flag.trim();
  const rest = otherwise(line);
  if (rest !== null && !stops.test(rest) && !/\bexit\s+"?\$/.test(script)) return `|| ${rest}`.slice(0, 60);
  if (/;\s*(true|:|exit 0)\s*$/.test(line) && !/&&[^;]*$/.test(line.replace(/;[^;]*$/, ''))) return '; true';
  if (/(^|[;&\s])set\s+\+e\b/m.test(script.slice(0, script.indexOf(line))) && !/\$\?/.test(script))
    return 'set +e';
  const piped = /[^|]\|\s*(tee|cat|grep|tail|head|sed|awk)\b/.exec(line);
  return piped && !/pipefail|shell:\s*bash\b/.test(script) ? piped[0].slice(1).trim() : null;
};
