import { caps, visible } from './escape.ts';
import { Markup } from './markup.ts';

/** What a template can be given: text, numbers, choices, our own markup, and lists and records of them. */
export type Viewable =
  | string
  | number
  | boolean
  | null
  | Markup
  | readonly Viewable[]
  | { readonly [key: string]: Viewable };

/** Characters of one page, as written: H05 of the catalogue asks for less than 5 MB whatever was handed in. */
const pageCharacters = 2_500_000;
const perText = 80;

const written = (text: string): number => text.length + 5 * (text.match(/[&<>"'`=]/g)?.length ?? 0);

/**
 * The last step before the templates: every text of a view passes through `visible`, whatever passed before, and once the
 * page's budget is spent further texts are cut short, with a note.
 */
export const bounded = (view: Viewable): Viewable => {
  let left = pageCharacters;
  const text = (value: string): string => {
    const shown = visible(value, left > 0 ? caps.block : { ...caps.block, characters: perText });
    left -= written(shown);
    return shown;
  };
  const walk = (value: Viewable): Viewable => {
    if (typeof value === 'string') return text(value);
    if (value === null || typeof value !== 'object' || value instanceof Markup) return value;
    if (isList(value)) return value.map(walk);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, walk(inner)]));
  };
  return walk(view);
};

const isList = (value: Viewable): value is readonly Viewable[] => Array.isArray(value);
