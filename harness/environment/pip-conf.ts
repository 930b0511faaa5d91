/** `[global]` and `[install]` of pip.conf; `[install]` wins. Values over several lines are joined with spaces. */
export const parsePipConf = (text: string): Readonly<Record<string, string>> => {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let key: string | null = null;
  for (const raw of text.split(/\r?\n/)) {
    const [, name] = /^\[([^\]]+)\]/.exec(raw) ?? [];
    const [, left, right] = /^([\w-]+)\s*[=:]\s*(.*)$/.exec(raw) ?? [];
    if (/^\s*[#;]/.test(raw)) continue;
    if (name !== undefined) {
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      key = null;
    } else if (left !== undefined) {
      key = left.toLowerCase().replaceAll('_', '-');
      section.set(key, (right ?? '').trim());
    } else if (key !== null && /^\s+\S/.test(raw))
      section.set(key, `${section.get(key) ?? ''} ${raw.trim()}`.trim());
  }
  return Object.fromEntries([...(sections.get('global') ?? []), ...(sections.get('install') ?? [])]);
};
