import { readFileSync } from 'node:fs';
import Handlebars from 'handlebars';

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

const read = (name: string): string =>
  readFileSync(new URL(`./templates/${name}.hbs`, import.meta.url), 'utf8');

/** Strict: a missing field is an error here, never a hole in the page. No partial sees more than it is given. */
const options = {
  strict: true,
  knownHelpersOnly: true,
  explicitPartialContext: true,
  preventIndent: true,
  noEscape: false,
} as const;

type Template = (view: unknown) => string;

/** Compiles the page and its parts. */
export const openTemplate = (): Template => {
  const isolated = Handlebars.create();
  isolated.unregisterHelper('log');
  for (const name of partials) isolated.registerPartial(name, read(name));
  return isolated.compile(read('page'), options);
};

/** A module in the place of this one that has been compiled already, which takes longer than to write a report. */
export const compiledTemplates = (): string => {
  const compiled = (name: string): string =>
    `isolated.template(${Handlebars.precompile(read(name), options)})`;
  return [
    "import Handlebars from 'handlebars/runtime.js';",
    'export const openTemplate = () => {',
    'const isolated = Handlebars.create();',
    "isolated.unregisterHelper('log');",
    ...partials.map((name) => `isolated.registerPartial('${name}', ${compiled(name)});`),
    `return ${compiled('page')};`,
    '};',
  ].join('\n');
};
