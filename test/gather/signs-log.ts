import type { Asked } from '../../harness/gather/signs-fields.ts';

export const row = {
  customer_id: 'C1000001',
  full_name: 'Anna Clark',
  plan: 'basic',
  email: 'a@example.com',
  fee: 7.9911,
};

/** What was asked and answered, for the lines that a service writes of it. */
export const asked: Asked = { path: '/predict', values: [0.131234, 0.25], rows: [row] };

export const lines = (count: number, line: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => `${line(place)}\n`).join('');

/** One request as a structured line. */
export const json = (place: number): string => `{"status": 200, "request_id": "r${place}", "took": ${place}}`;
