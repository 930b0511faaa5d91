const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

const escaped = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;

/** Text of a stranger made fit for one line of a message: control, bidirectional and invisible characters are spelt out. */
export const shown = (text: string): string => {
  const safe = text.slice(0, 200).replace(unprintable, escaped);
  return safe.length < 100 ? safe : `${safe.slice(0, 100)}...`;
};

const userInfo = /\/\/[^/@\s]*@/g;

/** A source or a line of git's without the user name and password that a URL in it may carry. */
export const withoutCredentials = (text: string): string => text.replace(userInfo, '//');
