/** Writes the JSON Schema of pipeline files from their shape. Run it when src/config/pipeline-shape.ts has changed. */
import { writeFileSync } from 'node:fs';
import { pipelineJsonSchema } from '../src/config/pipeline-json-schema.js';

writeFileSync(new URL('../pipelines/pipeline.schema.json', import.meta.url), pipelineJsonSchema());
