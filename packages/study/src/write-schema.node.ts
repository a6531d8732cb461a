/** Writes `study.schema.json`: `npm run schema -w @anodelab/study`. */
import { writeFileSync } from 'node:fs';
import { studyJsonSchema } from './schema/json-schema.ts';

writeFileSync(
  new URL('../study.schema.json', import.meta.url),
  `${JSON.stringify(studyJsonSchema(), null, 2)}\n`,
);
