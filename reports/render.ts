import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bounded } from './budget.ts';
import { Markup } from './markup.ts';
import { openTemplate } from './templates.ts';
import { type ReportInput, viewOf } from './view.ts';

/** In the order of the cascade: print comes last. */
const styles = ['base', 'page', 'parts', 'checks', 'evidence', 'pictures', 'print'] as const;

const read = (name: string): string => readFileSync(new URL(`./templates/${name}`, import.meta.url), 'utf8');

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

/** Reads the templates once, for any number of reports. */
export const openReports = (): Render => {
  const template = openTemplate();
  const css = styles.map((name) => read(`styles/${name}.css`)).join('\n');
  const common = { policy: policy(css), css: Markup.stylesheet(css) };
  return (input) => template(bounded({ ...viewOf(input), ...common }));
};

/** One self-contained HTML file. The same grade, dossier and audience give the same bytes. */
export const renderReport: Render = (input) => openReports()(input);
