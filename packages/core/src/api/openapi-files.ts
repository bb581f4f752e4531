import { z } from 'zod'

import { buildMapPath, MapAnswer } from './devices.ts'

/** Paths that carry files and not JSON of ours, written by hand. A test of the whole world calls each. */
export const fileOperations = {
  '/api/uploads': {
    post: {
      operationId: 'createUpload',
      summary: 'tus 1.0 creation: begin one sealed file of an opened submission',
      description:
        'Extension `creation` only. The location is known beforehand: `/api/uploads/{submission}.{file}`. `Upload-Metadata` is refused.',
      security: [{ secret: [] }],
      parameters: [
        header('Tus-Resumable', { const: '1.0.0' }),
        header('Upload-Length', { type: 'integer', minimum: 1 }),
        header('Porchlight-File', {
          type: 'integer',
          minimum: 0,
          maximum: 200,
          description: '0 is the manifest, then the clips in its order',
        }),
      ],
      responses: { 201: { description: 'Created; `Location` names it' }, ...refused() },
    },
  },
  '/api/uploads/{id}': {
    parameters: [pathPart('id', '^s[0-9a-z]{12}\\.(0|[1-9][0-9]{0,2})$')],
    head: {
      operationId: 'lookAtUpload',
      summary: 'tus 1.0: how many bytes are safe on disk (`Upload-Offset`)',
      security: [{ secret: [] }],
      parameters: [header('Tus-Resumable', { const: '1.0.0' })],
      responses: { 200: { description: 'Known' }, ...refused() },
    },
    patch: {
      operationId: 'continueUpload',
      summary: 'tus 1.0: the next bytes; answered when they are on disk and the offset is kept',
      security: [{ secret: [] }],
      parameters: [
        header('Tus-Resumable', { const: '1.0.0' }),
        header('Upload-Offset', { type: 'integer', minimum: 0 }),
      ],
      requestBody: { content: { 'application/offset+octet-stream': {} } },
      responses: { 204: { description: 'Kept; `Upload-Offset` is the new end' }, ...refused() },
    },
  },
  '/api/agency/submissions/{id}/files/{number}': {
    parameters: [pathPart('id', '^s[0-9a-z]{12}$'), pathPart('number', '^[0-9]{1,3}$')],
    get: {
      operationId: 'getSealedFile',
      summary: 'One sealed file, once its opening is in the log; takes one `Range`',
      security: [{ session: [] }],
      responses: {
        200: { description: 'All of it', content: { 'application/age': {} } },
        206: { description: 'The range', content: { 'application/age': {} } },
        ...refused(),
      },
    },
  },
  [buildMapPath]: {
    post: {
      operationId: 'buildMap',
      summary:
        'Give a new map of public devices (GeoJSON of points); answered when the log says what it came to',
      security: [{ session: [] }],
      requestBody: { required: true, content: { 'application/geo+json': {} } },
      responses: {
        200: {
          description: 'Accepted, or refused by a rule: an entry of the log either way',
          content: { 'application/json': { schema: z.toJSONSchema(MapAnswer) } },
        },
        ...refused(),
      },
    },
  },
  '/map/devices.geojson': {
    get: publicFile(
      'devices',
      'The newest accepted map of public devices; 404 before the first',
      'application/geo+json',
    ),
  },
  '/map/devices/{digest}.geojson': {
    parameters: [pathPart('digest', '^[0-9a-f]{64}$')],
    get: publicFile(
      'devicesOf',
      'One accepted map by its SHA-256; never changes',
      'application/geo+json',
    ),
  },
  '/log/checkpoint': {
    get: publicFile('getCheckpoint', 'C2SP tlog-checkpoint of the newest tree', 'text/plain'),
  },
  '/log/tile/{path}': {
    parameters: [
      {
        name: 'path',
        in: 'path',
        required: true,
        description:
          'C2SP tlog-tiles: `<L>/<N>[.p/<W>]` for hashes, `entries/<N>[.p/<W>]` for entries; N as x001/x234/067. It has slashes in it.',
        schema: { type: 'string' },
      },
    ],
    get: publicFile('getTile', 'C2SP tlog-tiles; never changes', 'application/octet-stream'),
  },
  '/requests.csv': { get: publicFile('requestsCsv', 'All public requests', 'text/csv') },
  '/statistics.csv': {
    get: publicFile('statisticsCsv', 'What the log counts, a number on a line', 'text/csv'),
  },
  '/statistics.json': {
    get: publicFile('statisticsJson', 'What the log counts', 'application/json'),
  },
  '/feed.atom': { get: publicFile('feedAtom', 'All public requests', 'application/atom+xml') },
  '/requests.geojson': {
    get: publicFile('liveAreas', 'Areas of the live requests', 'application/geo+json'),
  },
  '/requests/{id}/area.geojson': {
    parameters: [pathPart('id', '^r[0-9a-z]{12}$')],
    get: publicFile('area', 'The area of one request', 'application/geo+json'),
  },
}

function header(name: string, schema: object): object {
  return { name, in: 'header', required: true, schema }
}

function pathPart(name: string, pattern: string): object {
  return { name, in: 'path', required: true, schema: { type: 'string', pattern } }
}

function publicFile(operationId: string, summary: string, type: string): object {
  return {
    operationId,
    summary,
    responses: { 200: { description: 'The same for everybody', content: { [type]: {} } } },
  }
}

function refused(): object {
  const schema = { $ref: '#/components/schemas/Refusal' }
  return { default: { description: 'Refused', content: { 'application/json': { schema } } } }
}
