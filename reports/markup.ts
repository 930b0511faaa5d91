import Handlebars from 'handlebars';
import { caps, visible } from './escape.ts';

type Attributes = Readonly<Record<string, string | number>>;

const rounded = (value: string | number): string =>
  typeof value === 'number' ? String(Math.round(value * 100) / 100) : visible(value, caps.drawing);

const escaped = (text: string): string => Handlebars.escapeExpression(text);

/**
 * The only text that a template does not escape. It can be made in two ways: element by element, where every attribute and
 * every text is escaped here, or from the stylesheet beside the templates. Nothing read from JSON can be one, because
 * Handlebars asks for `toHTML`, which JSON cannot hold.
 */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static element(name: string, attributes: Attributes, children: readonly (Markup | string)[] = []): Markup {
    const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(rounded(value))}"`);
    const inside = children.map((child) =>
      child instanceof Markup ? child.toHTML() : escaped(visible(child, caps.line)),
    );
    return new Markup(
      children.length === 0
        ? `<${name}${written.join('')}/>`
        : `<${name}${written.join('')}>${inside.join('')}</${name}>`,
    );
  }

  /** Throws RangeError for a stylesheet that would end its element. */
  static stylesheet(text: string): Markup {
    if (/<\//.test(text)) throw new RangeError('A stylesheet cannot hold "</".');
    return new Markup(text);
  }

  toHTML(): string {
    return this.#text;
  }
}

/** One SVG element. Numbers are rounded to hundredths, so that the bytes are the same on every machine. */
export const el = (
  name: string,
  attributes: Attributes,
  children: readonly (Markup | string)[] = [],
): Markup => Markup.element(name, attributes, children);
