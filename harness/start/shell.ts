/** Shell lines as text: taken apart far enough to see what they start, never run here. */

export const quote = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

export const quoteAll = (words: readonly string[]): string => words.map(quote).join(' ');

type Segment = { readonly text: string; readonly separator: string };

/** Cuts a line at `&&`, `;` and line ends outside quotes. `separator` is what follows the segment. */
export const segments = (line: string): readonly Segment[] => {
  const found: Segment[] = [];
  let text = '';
  const pattern = /'[^']*'|"(?:[^"\\]|\\.)*"|\\[\s\S]|(&&|;|\n)|[\s\S]/g;
  for (const [token, separator] of line.matchAll(pattern)) {
    if (separator === undefined) text += token;
    else {
      found.push({ text: text.trim(), separator });
      text = '';
    }
  }
  return [...found, { text: text.trim(), separator: '' }].filter((segment) => segment.text !== '');
};

const join = (kept: readonly Segment[]): string =>
  kept
    .map(({ text, separator }, index) =>
      index === kept.length - 1 ? text : `${text}${separator === '&&' ? ' && ' : '; '}`,
    )
    .join('');

/** Words that only choose an environment: ours is chosen already. */
const wrappers: readonly RegExp[] = [
  /^sudo(?:\s+-E)?\s+/,
  /^time\s+/,
  /^(?:poetry|pipenv|pdm|rye|hatch)\s+run\s+/,
  /^uv\s+run\s+(?:--(?:no-sync|frozen|locked|no-dev|active)\s+|--(?:extra|group|with|python)[= ]\S+\s+)*(?:--\s+)?/,
  /^(?:conda|mamba|micromamba)\s+run\s+(?:--(?:no-capture-output|live-stream)\s+|-\S+\s+\S+\s+)*/,
];

/** Steps that install or activate an environment: done already, and there is no network to do it again. */
const preparations: readonly RegExp[] = [
  /^(?:python[\d.]*\s+-m\s+|uv\s+)?pip[\d.]*\s+(?:install|uninstall|sync)\b/,
  /^(?:poetry|pipenv|pdm|uv)\s+(?:install|sync|lock|shell)\b/,
  /^(?:conda|mamba)\s+(?:env|create|activate|install)\b/,
  /^(?:source|\.)\s+\S*activate\S*$/,
  /^(?:python[\d.]*\s+-m\s+venv|virtualenv|uv\s+venv)\b/,
  /^(?:apt-get|apt|brew|git)\s/,
  /^(?:npm|pnpm)\s+(?:ci|i|install)\b/,
  /^yarn(?:\s+install\b[^&;]*)?$/,
];

const interpreters =
  /^(?:(?:\.{0,2}\/)?(?:[\w.-]+\/)*bin\/)?(python(?:3(?:\.\d+)?)?|uvicorn|gunicorn|flask|pytest|bentoml|mlflow)(?=\s|$)/;

const assignments = /^(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'$`]*)\s+)*/;

const unwrapWord = (text: string): string => {
  const [before = ''] = assignments.exec(text) ?? [];
  return `${before}${unwrapProgram(text.slice(before.length))}`;
};

const unwrapProgram = (text: string): string => {
  let bare = text;
  for (let left = 5; left > 0; left -= 1) {
    const before = bare;
    for (const wrapper of wrappers) bare = bare.replace(wrapper, '');
    if (bare === before) break;
  }
  return bare
    .replace(/^py(?:\s+-3[\d.]*)?(?=\s)/, 'python')
    .replace(interpreters, (_, program: string) => program.replace(/^python.*/, 'python'));
};

const inner = (line: string): string => {
  const [, , quoted] = /^(?:\/(?:usr\/)?bin\/)?(?:ba)?sh\s+-l?c\s+(["'])([\s\S]*)\1$/.exec(line.trim()) ?? [];
  return quoted === undefined ? line : quoted.replaceAll(/\\(["$])/g, '$1');
};

export type Unwrapped = { readonly shell: string; readonly assumptions: readonly string[] };

/** A command line with what only prepares an environment taken off; `shell` is empty when nothing else is left. */
export const unwrap = (line: string): Unwrapped => {
  const all = segments(inner(line));
  const kept = all.filter(
    ({ text }) => !preparations.some((preparation) => preparation.test(text.replace(/^sudo\s+/, ''))),
  );
  const bare = kept.map((segment) => ({
    ...segment,
    text: unwrapWord(segment.text).replaceAll(/\s+--reload(?=\s|$)/g, ''),
  }));
  return {
    shell: join(bare),
    assumptions: [
      ...(kept.length < all.length ? ['install steps left out'] : []),
      ...(kept.some(
        (segment, index) => unwrapWord(segment.text) !== segment.text && bare[index] !== undefined,
      )
        ? ['run in the environment that was installed']
        : []),
      ...(kept.some(({ text }) => /\s--reload(?=\s|$)/.test(text)) ? ['without --reload'] : []),
    ],
  };
};
