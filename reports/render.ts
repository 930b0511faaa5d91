import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';
import { bounded } from './budget.ts';
import { Markup } from './markup.ts';
import { type ReportInput, viewOf } from './view.ts';

const partials = [
  'head',
  'glance',
  'extremes',
  'object',
  'run',
  'handed-in',
  'criteria',
  'finding',
  'model',
  'behaviour',
  'service',
  'malformed',
  'interview',
  'measured',
  'status',
  'cells',
  'cells-head',
  'exchange',
  'evidence-place',
  'evidence-exchange',
  'evidence-pair',
  'parts',
  'brief',
  'evidence-elsewhere',
  'pair',
  'prose',
  'evidence-number',
  'evidence-log',
  'evidence-table',
  'evidence-looked-for',
] as const;

/** In the order of the cascade: print comes last. */
const styles = ['base', 'page', 'parts', 'checks', 'evidence', 'pictures', 'print'] as const;

const read = (name: string): string => readFileSync(new URL(`./templates/${name}`, import.meta.url), 'utf8');

/** Strict: a missing field is an error here, never a hole in the page. No partial sees more than it is given. */
const options = {
  strict: true,
  knownHelpersOnly: true,
  explicitPartialContext: true,
  preventIndent: true,
  noEscape: false,
} as const;

const compile = (): Handlebars.TemplateDelegate => {
  const isolated = Handlebars.create();
  isolated.unregisterHelper('log');
  for (const name of partials) isolated.registerPartial(name, read(`${name}.hbs`));
  return isolated.compile(read('page.hbs'), options);
};

/** No script, no request: only our own stylesheet, by its hash. `data:` images are allowed and none is used. */
const policy = (css: string): string => {
  const hash = createHash('sha256').update(css).digest('base64');
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    'img-src data:',
    "script-src 'none'",
    "object-src 'none'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
};

type Render = (input: ReportInput) => string;

/** Reads and compiles the templates once, for any number of reports. */
export const openReports = (): Render => {
  const template = compile();
  const css = styles.map((name) => read(`styles/${name}.css`)).join('\n');
  const common = { policy: policy(css), css: Markup.stylesheet(css) };
  return (input) => template(bounded({ ...viewOf(input), ...common }));
};

/** One self-contained HTML file. The same grade, dossier and audience give the same bytes. */
export const renderReport: Render = (input) => openReports()(input);
