const dayMs = 86_400_000;
const pad = (value: number): string => String(value).padStart(2, '0');

/** A calendar day as days since 1970-01-01, so that arithmetic needs no time zone. */
export type Day = number;

/** The last day of the month that lies so many months after January 2023. */
export const monthEnd = (month: number): Day => Date.UTC(2023, month + 1, 0) / dayMs;

export const partsOf = (day: Day): { year: number; month: number; day: number } => {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

/** `2024-02-29` */
export const isoOf = (value: Day): string => {
  const { year, month, day } = partsOf(value);
  return `${year}-${pad(month)}-${pad(day)}`;
};

export const dayOf = (iso: string): Day => Date.parse(`${iso}T00:00:00Z`) / dayMs;
