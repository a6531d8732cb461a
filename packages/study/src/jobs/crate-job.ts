import { type Json, sha256 } from '@anodelab/data';
import type { Inputs, Job } from '../engine/job.ts';
import { encodePretty, type RunContext } from './context.ts';

const cratePath = 'ro-crate-metadata.json';

/** Describes the output folder as an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1). */
export function crateJob(context: RunContext, needs: readonly string[]): Job {
  const { study, stamps, date } = context;
  return {
    id: 'crate',
    needs,
    ingredients: {
      stamp: stamps.study,
      title: study.title,
      description: study.description ?? '',
      date,
      license: study.license ?? '',
      paper: JSON.stringify(study.paper ?? null),
    },
    async run(inputs) {
      const files = await Promise.all(
        needs.flatMap((need) => inputs.paths(need)).map((path) => describeFile(path, inputs)),
      );
      return [
        {
          path: cratePath,
          bytes: encodePretty({
            '@context': 'https://w3id.org/ro/crate/1.1/context',
            '@graph': [...graph(context, files), ...files],
          }),
        },
      ];
    },
  };
}

type Entity = { readonly [key: string]: Json };

function graph({ study, date }: RunContext, files: readonly Entity[]): readonly Entity[] {
  const parts = files.map((file) => ({ '@id': file['@id'] ?? '' }));
  const paper = study.paper;
  const article =
    paper === undefined
      ? undefined
      : { '@id': paper.doi === undefined ? '#paper' : `https://doi.org/${paper.doi}` };
  return [
    {
      '@id': cratePath,
      '@type': 'CreativeWork',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: study.title,
      description: study.description ?? study.title,
      datePublished: date,
      license: study.license ?? 'not stated',
      hasPart: parts,
      ...(article === undefined ? {} : { isBasedOn: article }),
    },
    ...(article === undefined || paper === undefined
      ? []
      : [
          {
            ...article,
            '@type': 'ScholarlyArticle',
            name: paper.title,
            author: (paper.authors ?? []).join(', '),
          },
        ]),
    { '@id': '#anodelab', '@type': 'SoftwareApplication', name: 'Anodelab', version: '0.1.0' },
    {
      '@id': '#run',
      '@type': 'CreateAction',
      name: 'anodelab run',
      instrument: { '@id': '#anodelab' },
      object: { '@id': 'study.yaml' },
      result: parts,
    },
  ];
}

async function describeFile(path: string, inputs: Inputs): Promise<Entity> {
  const bytes = await inputs.read(path);
  return {
    '@id': encodeURI(path),
    '@type': 'File',
    name: path,
    encodingFormat: mediaType(path),
    contentSize: String(bytes.length),
    sha256: await sha256(bytes),
  };
}

function mediaType(path: string): string {
  const types: Record<string, string> = {
    json: 'application/json',
    csv: 'text/csv',
    svg: 'image/svg+xml',
    png: 'image/png',
    pdf: 'application/pdf',
    tif: 'image/tiff',
    html: 'text/html',
    yaml: 'application/yaml',
  };
  return types[path.slice(path.lastIndexOf('.') + 1)] ?? 'text/plain';
}
