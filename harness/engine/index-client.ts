import { z } from 'zod';
import type { Web, WebReply } from './web.ts';

/** A package index that speaks the simple API, in either of its two forms (PEP 503, PEP 691). */
export type IndexClient = {
  /** Its host, fit for a message. */
  readonly name: string;
  file(order: {
    readonly project: string;
    readonly file: string;
    readonly signal: AbortSignal;
  }): Promise<Buffer>;
};

const accept = 'application/vnd.pypi.simple.v1+json, text/html;q=0.5';

const listing = z.object({ files: z.array(z.object({ filename: z.string(), url: z.string() })) });

const anchors = (html: string): readonly string[] =>
  [...html.matchAll(/<a\b[^>]*\bhref="([^"]+)"/gi)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

const basename = (url: URL): string => decodeURIComponent(url.pathname.split('/').at(-1) ?? '');

/** Addresses of all files that a project's page lists. Relative ones are resolved against the page's own address. */
export const filesOf = ({ type, text, base }: { type: string; text: string; base: URL }): readonly URL[] => {
  const hrefs = type.includes('json')
    ? listing.parse(JSON.parse(text)).files.map(({ url }) => url)
    : anchors(text);
  return hrefs.filter((href) => URL.canParse(href, base.href)).map((href) => new URL(href, base));
};

const mustBeOk = (reply: WebReply): WebReply => {
  if (reply.status !== 200) throw new Error(`${reply.url.host} answered with status ${reply.status}.`);
  return reply;
};

/** An index's credentials go to files on its own host and to no other. */
const withCredentialsOf = (url: URL, index: URL): URL => {
  const full = new URL(url);
  if (url.host !== index.host) return full;
  full.username = index.username;
  full.password = index.password;
  return full;
};

export const openIndex = (web: Web, address: string): IndexClient => {
  const index = new URL(address.endsWith('/') ? address : `${address}/`);
  return {
    name: index.host,
    async file({ project, file, signal }) {
      const page = mustBeOk(
        await web.get(withCredentialsOf(new URL(`${project}/`, index), index), { accept, signal }),
      );
      const text = (await page.body()).toString('utf8');
      const found = filesOf({ type: page.type, text, base: page.url }).find((url) => basename(url) === file);
      if (found === undefined) throw new Error(`${index.host} lists no ${file}.`);
      const reply = await web.get(withCredentialsOf(found, index), { accept: '*/*', signal });
      return mustBeOk(reply).body();
    },
  };
};
