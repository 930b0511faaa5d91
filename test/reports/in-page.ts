/** Expressions that a browser evaluates inside the page: text, because our own programs know no DOM. */
export const inPage = {
  openAll: `for (const one of document.querySelectorAll('details')) one.open = true`,

  /** References inside the page without a target, and ids given twice. */
  broken: `(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    const pointing = [...document.querySelectorAll('[href^="#"]')].map((one) => one.getAttribute('href').slice(1));
    const labelling = [...document.querySelectorAll('[aria-labelledby]')].map((one) => one.getAttribute('aria-labelledby'));
    return [
      ...[...pointing, ...labelling].filter((id) => !ids.includes(id)),
      ...ids.filter((id, index) => ids.indexOf(id) !== index),
    ];
  })()`,

  width: `document.documentElement.scrollWidth`,

  focused: `(() => {
    const at = document.activeElement ?? document.body;
    const place = [...document.querySelectorAll('*')].indexOf(at);
    return { place, text: at.textContent, outline: getComputedStyle(at).outlineStyle };
  })()`,

  /** Evidence in closed rows. */
  hidden: `[...document.querySelectorAll('.opened')].filter((one) => !one.checkVisibility()).length`,

  firstLink: `getComputedStyle(document.querySelector('a[href^="https:"]'), '::after').content`,

  headings: `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(({ tagName }) => Number(tagName.slice(1)))`,

  /** What axe-core finds, once its source has been evaluated: the rule and the first elements that break it. */
  violations: (rules: string): string => `axe.run(${rules}).then(({ violations }) =>
    violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html, failureSummary }) => html + failureSummary)]))`,

  xmlProblem: (xml: string): string =>
    `new DOMParser().parseFromString(${JSON.stringify(xml)}, 'text/xml').querySelector('parsererror')?.textContent ?? null`,
} as const;
